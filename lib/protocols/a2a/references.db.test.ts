import { TaskState } from '@a2a-js/sdk'
import { describe, expect, it } from 'vitest'
import { logger } from '#lib/logger.ts'
import { testCtx } from '#lib/test/context.ts'
import { makeFrontDesk, makeServiceType } from '#lib/test/factories.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { clinicPeer, dataOf } from '#lib/test/peer-call.ts'

logger.level = 'silent'
const database = openTestDatabase()

async function setting() {
  const db = database.db()
  const ctx = testCtx(db)
  const desk = await makeFrontDesk(ctx)
  const peer = await clinicPeer(ctx, desk.clinic.id)
  const [ada] = desk.providers
  const ask = async (payload: object) => {
    const task = await peer.say('QUERY_AVAILABILITY', payload)
    if (task.status?.state !== TaskState.TASK_STATE_COMPLETED) return null
    const { service_type, available_slots } = dataOf(task, 'result').payload
    const providers = new Set(
      (available_slots as { provider_name: string }[]).map((slot) => slot.provider_name),
    )
    return { service_type, providers: [...providers] }
  }
  return { db, ctx, desk, ada: ada!, ask }
}

describe('what a peer calls a provider', () => {
  it('is the id, the name or a slug of it, or another name that staff have given', async () => {
    const { db, ada, ask } = await setting()
    await db.provider.update({ where: { id: ada.id }, data: { aliases: ['Practitioner/77', 'the boss'] } })
    const names = [ada.id, 'Dr. Ada Smith', 'prov_dr_smith', 'ada-smith', 'practitioner_77', 'The Boss']
    for (const provider_id of names)
      expect((await ask({ provider_id }))?.providers).toEqual(['Dr. Ada Smith'])
    expect(await ask({ provider_id: 'practitioner_78' })).toBeNull()
  })
})

describe('what a peer calls a service', () => {
  it('is the id, the name or a slug of it, or another name that staff have given', async () => {
    const { db, ctx, desk, ada, ask } = await setting()
    const scan = await makeServiceType(ctx, desk.clinic.id, { name: 'Ultrasound scan' })
    await db.serviceType.update({ where: { id: scan.id }, data: { aliases: ['imaging', 'doctor'] } })
    await db.providerServiceType.create({ data: { provider_id: ada.id, service_type_id: scan.id } })
    const names = [scan.id, 'ultrasound_scan', 'Imaging', 'doctor', 'ultrasound']
    for (const service_type of names)
      expect((await ask({ service_type }))?.service_type).toBe('Ultrasound scan')
    expect((await ask({ service_type: 'appointment' }))?.service_type).toBe(desk.service.name)
    expect(await ask({ service_type: 'surgery' })).toBeNull()
  })
})

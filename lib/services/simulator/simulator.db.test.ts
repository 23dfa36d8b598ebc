import { describe, expect, it } from 'vitest'
import { simulatorPhone } from '#lib/domain/messaging/simulator-schema.ts'
import { staffActor, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { makeDesk, offerThree, textFrom } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { listPhones } from './list-phones.ts'

const database = openTestDatabase()

describe('the simulator’s phones', () => {
  it('show what reached them, oldest first, and what the open offer asks for', async () => {
    const ctx = testCtx(database.db())
    const desk = await makeDesk(ctx)
    const sent = await offerThree(desk)
    const [queued] = await listPhones(desk.clerk, { clinic_id: desk.clinic.id })
    expect(queued?.texts).toEqual([])
    expect(queued?.reply_numbers).toEqual([1, 2, 3])
    await drain(ctx)
    await textFrom(desk, '2')
    await drain(ctx)
    const [phone] = (await listPhones(desk.clerk, { clinic_id: desk.clinic.id })).map((each) =>
      simulatorPhone.parse(each),
    )
    expect(phone).toMatchObject({
      conversation_id: sent.conversation.id,
      status: 'confirmed',
      is_opted_out: false,
      reply_numbers: [],
      patient: { id: desk.patient.id },
    })
    expect(phone?.texts.map(({ direction }) => direction)).toEqual(['outbound', 'inbound', 'outbound'])
    expect(phone?.texts[1]?.text).toBe('2')
  })

  it('are one per number, of the clinic asked for', async () => {
    const ctx = testCtx(database.db())
    const desk = await makeDesk(ctx)
    await offerThree(desk, { conversation_id: 'a' })
    await drain(ctx)
    await textFrom(desk, 'NONE')
    await drain(ctx)
    expect(await listPhones(desk.clerk, { clinic_id: desk.clinic.id })).toHaveLength(1)
    const other = await makeClinic(ctx)
    await expect(listPhones(desk.clerk, { clinic_id: other.id })).rejects.toMatchObject({ code: 'not_found' })
    const stranger = { ...ctx, actor: staffActor('viewer', [other.id]) }
    expect(await listPhones(stranger, { clinic_id: other.id })).toEqual([])
  })

  it('are not there on a carrier', async () => {
    const ctx = testCtx(database.db(), { config: { isMockGateway: false } })
    const clinic = await makeClinic(ctx)
    await expect(listPhones(ctx, { clinic_id: clinic.id })).rejects.toMatchObject({ code: 'forbidden' })
  })
})

import { beforeEach, describe, expect, it } from 'vitest'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { type Desk, makeDesk, offerThree, textFrom } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { phoneOf } from '../patient/view.ts'
import { simulateReply } from './simulate.ts'

const { db } = openTestDatabase()
let desk: Desk
let conversation_id: string
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
  conversation_id = (await offerThree(desk)).conversation.id
  await drain(desk.ctx)
})

const row = (id: string) => db().smsMessage.findUniqueOrThrow({ where: { id } })

describe('simulateReply', () => {
  it('stores the same raw row and wakes the same job as a carrier’s text', async () => {
    const { message_id } = await simulateReply(desk.clerk, { conversation_id, text: 'hi there' })
    const { id } = await textFrom(desk, 'hi there')
    const [simulated, received] = [await row(message_id), await row(id)]
    const shape = ({ body_sealed, phone_sealed, ...rest }: typeof received) => ({
      ...rest,
      id: null,
      provider_message_id: null,
      raw_sealed: null,
      body: desk.ctx.sealer.open({ table: 'sms_message', column: 'body_sealed', id: rest.id }, body_sealed),
      from: desk.ctx.sealer.open({ table: 'sms_message', column: 'phone_sealed', id: rest.id }, phone_sealed),
    })
    expect(shape(simulated)).toEqual(shape(received))
    expect(shape(simulated)).toMatchObject({
      state: 'received',
      body: 'hi there',
      from: phoneOf(desk.ctx, desk.patient),
    })
    expect(desk.ctx.wakes).toContainEqual({ kind: 'sms.interpret', key: message_id })
    await drain(desk.ctx)
  })

  it('is audited as received and as simulated, by whom', async () => {
    const { message_id } = await simulateReply(desk.clerk, { conversation_id, text: '2' })
    for (const action of ['text.received', 'text.simulated']) {
      expect(await auditOf(db(), action, message_id)).toMatchObject({ actor_id: desk.clerk.actor.id })
    }
  })

  it('books like a real one', async () => {
    await simulateReply(desk.clerk, { conversation_id, text: '2' })
    await drain(desk.ctx)
    expect(await db().appointment.count({ where: { conversation_id, state: 'booked' } })).toBe(1)
  })

  it('receives once for one idempotency key', async () => {
    const input = { conversation_id, text: '1', idempotency_key: 'key-1' }
    expect(await simulateReply(desk.clerk, input)).toEqual(await simulateReply(desk.clerk, input))
    expect(await db().smsMessage.count({ where: { patient_id: null, direction: 'inbound' } })).toBe(1)
    await drain(desk.ctx)
  })

  it('is forbidden on a carrier, stores nothing, and the try is audited', async () => {
    const carrier = { ...desk.clerk, config: { ...desk.clerk.config, isMockGateway: false } }
    const before = await db().smsMessage.count()
    await refusal(simulateReply(carrier, { conversation_id, text: '2' }), 'forbidden')
    expect(await db().smsMessage.count()).toBe(before)
    expect(
      await db().auditEvent.count({
        where: { action: 'text.simulate', actor_id: desk.clerk.actor.id, is_denied: true },
      }),
    ).toBe(1)
  })
})

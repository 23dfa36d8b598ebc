import { beforeEach, describe, expect, it } from 'vitest'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree, textFrom, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { takeOver } from '../conversation/take-over.ts'
import { withdrawOffer } from './withdraw.ts'

const { db } = openTestDatabase()
let desk: Desk
let sent: Awaited<ReturnType<typeof offerThree>>
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
  sent = await offerThree(desk)
})

const withdraw = (reason?: string) => withdrawOffer(desk.clerk, { offer_id: sent.offer.id, reason })
const held = () => db().appointment.count({ where: { patient_id: desk.patient.id, state: 'held' } })
const kinds = async () => (await textsTo(desk)).map((text) => `${text.kind} ${text.state}`)

describe('withdrawOffer', () => {
  it('frees the times for others, and is audited with the reason sealed', async () => {
    expect(await withdraw('Doctor is ill')).toMatchObject({
      id: sent.offer.id,
      state: 'cancelled',
      options: [{ is_held: false }, { is_held: false }, { is_held: false }],
    })
    expect(await held()).toBe(0)
    const other = await makePatient(desk.ctx, desk.clinic.id)
    await expect(offerThree(desk, { patient_id: other.id })).resolves.toBeDefined()
    const event = await auditOf(db(), 'offer.cancelled', sent.offer.id)
    expect(event).toMatchObject({ actor_id: desk.clerk.actor.id, patient_id: desk.patient.id })
    expect(event.note_sealed).not.toContain('ill')
    const row = await db().conversation.findUniqueOrThrow({ where: { id: sent.conversation.id } })
    expect(row.status).toBe('cancelled')
  })

  it('stops a text that has not left, and says nothing to the patient', async () => {
    await withdraw()
    await drain(desk.ctx)
    expect(await kinds()).toEqual(['offer cancelled'])
  })

  it('tells the patient once the text has gone out', async () => {
    await drain(desk.ctx)
    await withdraw()
    await drain(desk.ctx)
    expect(await kinds()).toEqual(['offer delivered', 'notice delivered'])
    expect((await textsTo(desk)).at(-1)?.text).toContain('no longer available')
  })

  it.each([
    ['sending', 2],
    ['sent', 2],
    ['unknown', 2],
    ['failed', 1],
    ['undelivered', 1],
  ] as const)('with its text %s leaves %i texts: told only if it may have arrived', async (state, texts) => {
    await db().smsMessage.update({ where: { id: sent.message_id }, data: { state } })
    await withdraw()
    expect(await textsTo(desk)).toHaveLength(texts)
    // A row that is left in flight would be taken up by the next test's drain.
    await db().smsMessage.update({ where: { id: sent.message_id }, data: { state: 'failed', due_at: null } })
  })

  it('is refused for an offer that is not open, and nothing is told', async () => {
    await drain(desk.ctx)
    await textFrom(desk, '1')
    await drain(desk.ctx)
    const before = await kinds()
    expect((await refusal(withdraw(), 'illegal_state')).legal).toEqual(['open'])
    expect(await kinds()).toEqual(before)
  })

  it('happens once for two clicks at one time, with one text', async () => {
    await drain(desk.ctx)
    const results = await Promise.allSettled([withdraw(), withdraw()])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await kinds()).toEqual(['offer delivered', 'notice queued'])
    await auditOf(db(), 'offer.cancelled', sent.offer.id)
  })

  it('is open to the staff who have the conversation', async () => {
    await takeOver(desk.clerk, { conversation_id: sent.conversation.id })
    await expect(withdraw()).resolves.toMatchObject({ state: 'cancelled' })
  })

  it('makes a later answer bring fresh times, never a booking', async () => {
    await drain(desk.ctx)
    await withdraw()
    desk.ctx.advance(60_000)
    await textFrom(desk, '2')
    await drain(desk.ctx)
    expect(await db().appointment.count({ where: { patient_id: desk.patient.id, state: 'booked' } })).toBe(0)
    expect(await db().offer.count({ where: { patient_id: desk.patient.id, state: 'open' } })).toBe(1)
  })
})

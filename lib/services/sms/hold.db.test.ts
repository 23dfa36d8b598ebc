import { beforeEach, describe, expect, it } from 'vitest'
import { mutate } from '#lib/core/mutate.ts'
import { type TestCtx, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree, textFrom, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { openThread } from '../offer/thread.ts'
import { queueText, type TextKind } from './queue-text.ts'

const { db } = openTestDatabase()
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
let desk: Desk
let ctx: TestCtx

beforeEach(async () => {
  ctx = testCtx(db())
  desk = await makeDesk(ctx)
})

const rules = (data: { quiet_hours?: string; max_texts_per_day?: number; max_texts_per_week?: number }) =>
  db().clinic.update({ where: { id: desk.clinic.id }, data })
/** Goes to a time of Monday, 23 November 2026, or another day, in New York. */
const goTo = (clock: string, day = '2026-11-23') =>
  ctx.advance(Date.parse(`${day}T${clock}:00-05:00`) - ctx.now())

/** Queues a text of the product's own, as the worker does. */
function queue(kind: string, patient: { id: string; phone_index: string } = desk.patient, by = ctx) {
  return mutate(by, { name: 'test.queue', permission: null }, async (tx) => {
    const known = await tx.tx.conversation.findFirst({ where: { patient_id: patient.id } })
    const { clinic_id } = desk.patient
    const thread =
      known ?? (await openThread(tx, { clinic_id, patient, service_type_id: null, external_id: null }))
    return queueText(tx, {
      clinic_id,
      patient_id: patient.id,
      conversation_id: thread.id,
      kind: kind as TextKind,
      text: `A text ${ctx.newId()}`,
    })
  })
}
const read = (id: string) => db().smsMessage.findUniqueOrThrow({ where: { id } })
const deliver = () => drain(ctx)

describe('quiet hours', () => {
  beforeEach(() => rules({ quiet_hours: '20:00-08:00' }))

  it('hold every automated text, say until when and why, and let it go in the morning', async () => {
    goTo('21:30')
    const queued = await Promise.all(
      ['reminder', 'notice', 'confirmation', 'offer'].map((kind) => queue(kind)),
    )
    await deliver()
    for (const { id, hold } of queued) {
      expect(hold).toEqual({ until: Date.parse('2026-11-24T08:00:00-05:00'), why: 'quiet_hours' })
      expect(await read(id)).toMatchObject({ state: 'scheduled', waits_for: 'quiet_hours', attempt: 0 })
    }
    goTo('07:59', '2026-11-24')
    await deliver()
    expect(await db().smsMessage.count({ where: { patient_id: desk.patient.id, state: 'delivered' } })).toBe(
      0,
    )
    goTo('08:00', '2026-11-24')
    await deliver()
    for (const { id } of queued) expect(await read(id)).toMatchObject({ state: 'delivered', waits_for: null })
  })

  it('are those of the patient’s zone, whatever the clinic’s', async () => {
    const west = await makePatient(ctx, desk.clinic.id)
    await db().patient.update({ where: { id: west.id }, data: { time_zone: 'America/Los_Angeles' } })
    goTo('21:30')
    expect((await queue('reminder', west)).hold).toBeNull()
    await deliver()
    goTo('23:00')
    expect((await queue('reminder', west)).hold).toEqual({
      until: Date.parse('2026-11-24T08:00:00-08:00'),
      why: 'quiet_hours',
    })
    goTo('08:30', '2026-11-24')
    await deliver()
    expect(await textsTo(desk, west.id)).toMatchObject([{ state: 'delivered' }, { state: 'scheduled' }])
    goTo('11:00', '2026-11-24')
    await deliver()
    expect((await textsTo(desk, west.id))[1]).toMatchObject({ state: 'delivered' })
  })

  it('end at eight by the wall clock in the night in which the clocks go back', async () => {
    goTo('21:00', '2026-10-31')
    ctx.advance(-HOUR_MS)
    const { id, hold } = await queue('reminder')
    expect(hold?.until).toBe(Date.parse('2026-11-01T08:00:00-05:00'))
    goTo('07:59', '2026-11-01')
    await deliver()
    expect(await read(id)).toMatchObject({ state: 'scheduled' })
    goTo('08:00', '2026-11-01')
    await deliver()
    expect(await read(id)).toMatchObject({ state: 'delivered' })
  })

  it('also hold a text that was due by day and comes to its turn at night', async () => {
    goTo('19:59')
    const { id } = await queue('reminder')
    goTo('20:00')
    await deliver()
    expect(await read(id)).toMatchObject({
      state: 'scheduled',
      due_at: new Date('2026-11-24T08:00:00-05:00'),
    })
  })

  it('never hold the answer to the patient’s own text', async () => {
    await offerThree(desk)
    await deliver()
    goTo('21:00')
    await textFrom(desk, '2')
    await deliver()
    const texts = await textsTo(desk)
    expect(texts.map(({ kind, state }) => [kind, state])).toEqual([
      ['offer', 'delivered'],
      ['confirmation', 'delivered'],
    ])
    expect((await queue('reminder')).hold).toMatchObject({ why: 'quiet_hours' })
    ctx.advance(61 * MINUTE_MS)
    expect((await queue('notice')).hold).toMatchObject({ why: 'quiet_hours' })
  })
})

describe('the most automated texts', () => {
  it('of a day go, the next one on the next day; answers and confirmations never count', async () => {
    await rules({ max_texts_per_day: 2 })
    await textFrom(desk, 'what is this')
    await deliver()
    goTo('12:00')
    for (const kind of ['confirmation', 'reminder', 'reminder', 'confirmation']) await queue(kind)
    await deliver()
    const third = await queue('reminder')
    expect(third.hold).toEqual({ until: Date.parse('2026-11-24T00:00:00-05:00'), why: 'daily_cap' })
    expect((await queue('confirmation')).hold).toBeNull()
    await deliver()
    expect(await read(third.id)).toMatchObject({ state: 'scheduled', waits_for: 'daily_cap' })
    goTo('00:00', '2026-11-24')
    await deliver()
    expect(await read(third.id)).toMatchObject({ state: 'delivered' })
  })

  it('hold when many are due at once: exactly as many leave, whoever takes them', async () => {
    await rules({ max_texts_per_day: 3 })
    const queued = []
    for (let count = 0; count < 7; count += 1) queued.push(await queue('reminder'))
    await Promise.all([deliver(), deliver(), deliver()])
    const states = await Promise.all(queued.map(async ({ id }) => (await read(id)).state))
    expect(states.filter((state) => state === 'delivered')).toHaveLength(3)
    expect(states.filter((state) => state === 'scheduled')).toHaveLength(4)
    goTo('09:00', '2026-11-24')
    await deliver()
    const later = await Promise.all(queued.map(async ({ id }) => (await read(id)).state))
    expect(later.filter((state) => state === 'delivered')).toHaveLength(6)
  })

  it('of a week wait for the day that falls out of it', async () => {
    await rules({ max_texts_per_week: 2 })
    await queue('reminder')
    await deliver()
    goTo('10:00', '2026-11-25')
    await queue('reminder')
    await deliver()
    const third = await queue('reminder')
    expect(third.hold).toEqual({ until: Date.parse('2026-11-30T00:00:00-05:00'), why: 'weekly_cap' })
  })

  it('are per patient, and do not count texts that never left', async () => {
    await rules({ max_texts_per_day: 1 })
    const other = await makePatient(ctx, desk.clinic.id)
    const landline = await makePatient(ctx, desk.clinic.id, { phone_number: '+15005550009' })
    await queue('reminder', landline)
    await queue('reminder')
    await deliver()
    expect((await queue('reminder', other)).hold).toBeNull()
    expect((await queue('reminder', landline)).hold).toBeNull()
    expect((await queue('reminder')).hold).toMatchObject({ why: 'daily_cap' })
  })
})

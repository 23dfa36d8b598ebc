import { beforeEach, describe, expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { keyActor, staffActor, testCtx } from '#lib/test/context.ts'
import { makeClinic, makePatient, makeProvider, makeServiceType } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree, TUESDAY, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { bookAppointment } from './book.ts'
import { cancelAppointment } from './cancel.ts'
import { holdSlot } from './hold.ts'
import { markArrived, markFulfilled, markNoShow } from './mark.ts'
import { releaseHold } from './release.ts'
import { rescheduleAppointment } from './reschedule.ts'

const { db } = openTestDatabase()
let desk: Desk
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
})

const book = (clock = '10:00', fields: Partial<Parameters<typeof bookAppointment>[1]> = {}) =>
  bookAppointment(desk.clerk, {
    clinic_id: desk.clinic.id,
    patient_id: desk.patient.id,
    provider_id: desk.providers[0]!.id,
    service_type_id: desk.service.id,
    starts_at: TUESDAY(clock),
    notify_patient: false,
    ...fields,
  })
const hold = (clock = '10:00', fields: Partial<Parameters<typeof holdSlot>[1]> = {}) =>
  holdSlot(desk.clerk, {
    clinic_id: desk.clinic.id,
    provider_id: desk.providers[0]!.id,
    service_type_id: desk.service.id,
    starts_at: TUESDAY(clock),
    minutes: 60,
    ...fields,
  })
const outsiders = async () => {
  const elsewhere = await makeClinic(desk.ctx)
  return {
    foreign: { ...desk.ctx, actor: staffActor('admin', [elsewhere.id]) },
    viewer: { ...desk.ctx, actor: staffActor('viewer', [desk.clinic.id]) },
    key: { ...desk.ctx, actor: keyActor(['conversations:read'], [desk.clinic.id]) },
  }
}
const texts = async () => (await textsTo(desk)).map((row) => row.text)

describe('rescheduleAppointment', () => {
  it('moves the same row, tells the patient the new time and keeps where it was in the audit trail', async () => {
    const booked = await book()
    const moved = await rescheduleAppointment(desk.clerk, {
      appointment_id: booked.id,
      starts_at: TUESDAY('14:30'),
      provider_id: desk.providers[1]!.id,
    })
    expect(moved).toMatchObject({
      id: booked.id,
      state: 'booked',
      version: 2,
      provider: { name: 'Dr. Ben Johnson' },
    })
    expect(moved.ends_at).toBe('2026-11-24T20:00:00.000Z')
    expect((await texts()).at(-1)).toContain(
      'your appointment is now Tue Nov 24, 2:30 PM with Dr. Ben Johnson',
    )
    const event = await auditOf(db(), 'appointment.moved', booked.id)
    expect(event.detail).toMatchObject({
      is_texted: true,
      from_provider_id: desk.providers[0]!.id,
      from_starts_at: booked.starts_at,
    })
  })

  it('may overlap its own old time', async () => {
    const service = await makeServiceType(desk.ctx, desk.clinic.id, { alignment_minutes: 15 })
    const provider = await makeProvider(desk.ctx, desk.clinic.id, { service_type_ids: [service.id] })
    const booked = await book('10:00', { service_type_id: service.id, provider_id: provider.id })
    const moved = await rescheduleAppointment(desk.clerk, {
      appointment_id: booked.id,
      starts_at: TUESDAY('10:15'),
    })
    expect(moved.starts_at).toBe('2026-11-24T15:15:00.000Z')
  })

  it('keeps the old time when the new one is taken', async () => {
    const booked = await book()
    const other = await makePatient(desk.ctx, desk.clinic.id)
    await book('11:00', { patient_id: other.id })
    const move = { appointment_id: booked.id, starts_at: TUESDAY('11:00') }
    const error = await refusal(rescheduleAppointment(desk.clerk, move), 'conflict')
    expect(error.message).toBe('Another visit is booked: 11:00 AM to 11:30 AM.')
    const row = await db().appointment.findUniqueOrThrow({ where: { id: booked.id } })
    expect([row.starts_at.toISOString(), row.version]).toEqual([booked.starts_at, 1])
    expect(await texts()).toEqual([])
  })

  it('refuses when somebody else has changed the appointment meanwhile', async () => {
    const booked = await book()
    await rescheduleAppointment(desk.clerk, {
      appointment_id: booked.id,
      starts_at: TUESDAY('11:00'),
      version: 1,
    })
    const stale = { appointment_id: booked.id, starts_at: TUESDAY('12:00'), version: 1 }
    expect((await refusal(rescheduleAppointment(desk.clerk, stale), 'changed_meanwhile')).field).toBe(
      'version',
    )
  })

  it('refuses the time at which it is already, and a patient who has another visit then', async () => {
    const booked = await book()
    const same = { appointment_id: booked.id, starts_at: TUESDAY('10:00') }
    await refusal(rescheduleAppointment(desk.clerk, same), 'invalid_input')
    const second = await book('12:00', { provider_id: desk.providers[1]!.id })
    const clash = { appointment_id: second.id, starts_at: TUESDAY('10:00') }
    expect((await refusal(rescheduleAppointment(desk.clerk, clash), 'conflict')).message).toContain(
      'Dr. Ada Smith',
    )
  })

  it('moves only what is booked, only in scope and only with the right', async () => {
    const booked = await book()
    const { foreign, viewer, key } = await outsiders()
    const move = { appointment_id: booked.id, starts_at: TUESDAY('12:00') }
    await refusal(rescheduleAppointment(foreign, move), 'not_found')
    await refusal(rescheduleAppointment(viewer, move), 'forbidden')
    await refusal(rescheduleAppointment(key, move), 'forbidden')
    await refusal(
      rescheduleAppointment(desk.clerk, { ...move, appointment_id: desk.ctx.newId() }),
      'not_found',
    )
    await cancelAppointment(desk.clerk, { appointment_id: booked.id, notify_patient: false })
    const error = await refusal(rescheduleAppointment(desk.clerk, move), 'illegal_state')
    expect(error).toMatchObject({ message: 'This appointment is cancelled.', legal: ['booked'] })
  })
})

describe('cancelAppointment', () => {
  it('cancels, tells the patient and keeps the reason sealed', async () => {
    const booked = await book()
    const cancelled = await cancelAppointment(desk.clerk, {
      appointment_id: booked.id,
      reason: 'Patient rang us',
    })
    expect(cancelled).toMatchObject({
      state: 'cancelled',
      disabled: { move: 'This appointment is cancelled.' },
    })
    expect((await texts()).at(-1)).toContain(
      'your appointment on Tue Nov 24, 10:00 AM with Dr. Ada Smith is cancelled',
    )
    const event = await auditOf(db(), 'appointment.cancelled', booked.id)
    expect(event.note_sealed).not.toContain('rang')
    const at = { table: 'audit_event', column: 'note_sealed', id: event.id }
    expect(desk.ctx.sealer.open(at, event.note_sealed ?? '')).toBe('Patient rang us')
    const thread = await db().conversation.findUniqueOrThrow({
      where: { id: cancelled.conversation_id ?? '' },
    })
    expect(thread.status).toBe('cancelled')
  })

  it('answers the same key once and refuses a second cancellation', async () => {
    const booked = await book()
    const input = { appointment_id: booked.id, idempotency_key: 'c1' }
    const first = await cancelAppointment(desk.clerk, input)
    expect(await cancelAppointment(desk.clerk, input)).toEqual(first)
    await refusal(cancelAppointment(desk.clerk, { appointment_id: booked.id }), 'illegal_state')
    await auditOf(db(), 'appointment.cancelled', booked.id)
  })

  it('cancels only in scope and only with the right', async () => {
    const booked = await book()
    const { foreign, viewer } = await outsiders()
    await refusal(cancelAppointment(foreign, { appointment_id: booked.id }), 'not_found')
    await refusal(cancelAppointment(viewer, { appointment_id: booked.id }), 'forbidden')
    expect((await db().appointment.findUniqueOrThrow({ where: { id: booked.id } })).state).toBe('booked')
  })
})

/** From the tests' Monday, 10:00, to the visit on Tuesday at the same time. */
const UNTIL_THE_VISIT_MS = 24 * 60 * 60_000

describe('the steps of a visit', () => {
  it('lead from booked over arrived to fulfilled, each with its audit event', async () => {
    const booked = await book()
    desk.ctx.advance(UNTIL_THE_VISIT_MS)
    expect(await markArrived(desk.clerk, { appointment_id: booked.id })).toMatchObject({
      state: 'arrived',
      version: 2,
    })
    await auditOf(db(), 'appointment.arrived', booked.id)
    const done = await markFulfilled(desk.clerk, { appointment_id: booked.id, version: 2 })
    expect(done.state).toBe('fulfilled')
    await auditOf(db(), 'appointment.fulfilled', booked.id)
    const row = await db().appointment.findUniqueOrThrow({ where: { id: booked.id } })
    expect(row.ended_at).toEqual(new Date(desk.ctx.now()))
  })

  it('free the time when the patient does not come', async () => {
    const booked = await book()
    desk.ctx.advance(UNTIL_THE_VISIT_MS)
    expect((await markNoShow(desk.clerk, { appointment_id: booked.id })).state).toBe('noshow')
    await auditOf(db(), 'appointment.noshow', booked.id)
    const row = await db().appointment.findUniqueOrThrow({ where: { id: booked.id } })
    const again = await db().appointment.createManyAndReturn({
      data: [{ ...row, id: desk.ctx.newId(), state: 'booked' }],
      skipDuplicates: true,
    })
    expect(again).toHaveLength(1)
  })

  it('cannot be taken out of turn', async () => {
    const booked = await book()
    const id = { appointment_id: booked.id }
    const early = await refusal(markFulfilled(desk.clerk, id), 'illegal_state')
    expect(early).toMatchObject({
      message: 'This appointment is booked; the patient has not arrived yet.',
      legal: ['arrived'],
    })
    desk.ctx.advance(UNTIL_THE_VISIT_MS)
    await markArrived(desk.clerk, id)
    await refusal(markArrived(desk.clerk, id), 'illegal_state')
    await refusal(markNoShow(desk.clerk, id), 'illegal_state')
    await refusal(cancelAppointment(desk.clerk, id), 'illegal_state')
    await refusal(markFulfilled(desk.clerk, { ...id, version: 1 }), 'changed_meanwhile')
  })

  it('are refused on the wrong day: nobody has come, or stayed away, before the visit', async () => {
    const id = { appointment_id: (await book()).id }
    expect(await refusal(markArrived(desk.clerk, id), 'illegal_state')).toMatchObject({
      message: 'This visit is not today; check that it is the right one.',
    })
    desk.ctx.advance(UNTIL_THE_VISIT_MS - 60_000)
    expect(await refusal(markNoShow(desk.clerk, id), 'illegal_state')).toMatchObject({
      message: 'This visit has not begun yet.',
    })
    desk.ctx.advance(60_000)
    expect((await markNoShow(desk.clerk, id)).state).toBe('noshow')
  })

  it('are refused out of scope and without the right', async () => {
    const booked = await book()
    const { foreign, viewer } = await outsiders()
    for (const mark of [markArrived, markFulfilled, markNoShow]) {
      await refusal(mark(foreign, { appointment_id: booked.id }), 'not_found')
      await refusal(mark(viewer, { appointment_id: booked.id }), 'forbidden')
    }
  })
})

describe('holdSlot and releaseHold', () => {
  it('keep a time for so many minutes and let it go again', async () => {
    const held = await hold()
    expect(held).toMatchObject({
      state: 'held',
      held_until: new Date(desk.ctx.now() + HOUR_MS).toISOString(),
    })
    await auditOf(db(), 'slot.held', held.id)
    expect((await refusal(book(), 'conflict')).message).toContain('Held for another patient')
    expect((await releaseHold(desk.clerk, { appointment_id: held.id })).state).toBe('released')
    await auditOf(db(), 'hold.released', held.id)
    expect((await book()).state).toBe('booked')
  })

  it('never holds past the last moment at which the time could be booked', async () => {
    const held = await hold('10:00', { minutes: 72 * 60 })
    expect(held.held_until).toBe('2026-11-24T14:00:00.000Z')
  })

  it('give way once the time of the hold is over, and the end is audited', async () => {
    const held = await hold('10:00', { minutes: 5 })
    desk.ctx.advance(5 * MINUTE_MS)
    desk.clerk = { ...desk.clerk, now: desk.ctx.now }
    expect((await book()).state).toBe('booked')
    expect((await db().appointment.findUniqueOrThrow({ where: { id: held.id } })).state).toBe('released')
    await auditOf(db(), 'hold.expired', held.id)
  })

  it('release only what is held, in scope and with the right', async () => {
    const booked = await book()
    const error = await refusal(releaseHold(desk.clerk, { appointment_id: booked.id }), 'illegal_state')
    expect(error.message).toBe('This appointment is booked; cancel it instead.')
    const held = await hold('12:00')
    const { foreign, viewer } = await outsiders()
    await refusal(releaseHold(foreign, { appointment_id: held.id }), 'not_found')
    await refusal(releaseHold(viewer, { appointment_id: held.id }), 'forbidden')
    await refusal(holdSlot(viewer, wishFor(held)), 'forbidden')
  })

  it('of an offer’s time is told in its thread', async () => {
    const sent = await offerThree(desk)
    const row = await db().appointment.findFirstOrThrow({ where: { conversation_id: sent.conversation.id } })
    await releaseHold(desk.clerk, { appointment_id: row.id })
    const event = await auditOf(db(), 'hold.released', row.id)
    expect(event.conversation_id).toBe(sent.conversation.id)
  })
})

const wishFor = (held: { starts_at: string }) => ({
  clinic_id: desk.clinic.id,
  provider_id: desk.providers[0]!.id,
  service_type_id: desk.service.id,
  starts_at: held.starts_at,
  minutes: 5,
})

import { beforeEach, describe, expect, it } from 'vitest'
import { mutate } from '#lib/core/mutate.ts'
import type { OverrideBookingInput } from '#lib/domain/scheduling/schema.ts'
import { HOUR_MS } from '#lib/domain/scheduling/units.ts'
import { staffActor, testCtx } from '#lib/test/context.ts'
import { makeClinic, makePatient, makeProvider, makeServiceType } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree, TUESDAY, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf, overlappingPairs, refusal } from '#lib/test/scheduling.ts'
import { bookOption } from '../offer/book-option.ts'
import { addTimeOff } from '../provider/add-time-off.ts'
import { bookAppointment } from './book.ts'
import { markArrived } from './mark.ts'
import { overrideBooking } from './override.ts'

const { db } = openTestDatabase()
let desk: Desk
let other: { id: string; phone_sealed: string }
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
  other = await makePatient(desk.ctx, desk.clinic.id, { first_name: 'Theo', last_name: 'Brandt' })
})

const override = (fields: Partial<OverrideBookingInput>) =>
  overrideBooking(desk.clerk, {
    action: 'book',
    clinic_id: desk.clinic.id,
    patient_id: desk.patient.id,
    provider_id: desk.providers[0]!.id,
    service_type_id: desk.service.id,
    starts_at: TUESDAY('10:00'),
    reason: 'The doctor asked for it',
    ...fields,
  })
const book = (clock: string, fields: Partial<Parameters<typeof bookAppointment>[1]> = {}) =>
  bookAppointment(desk.clerk, {
    clinic_id: desk.clinic.id,
    patient_id: other.id,
    provider_id: desk.providers[0]!.id,
    service_type_id: desk.service.id,
    starts_at: TUESDAY(clock),
    notify_patient: false,
    ...fields,
  })
const row = (id: string) => db().appointment.findUniqueOrThrow({ where: { id } })

describe('the preview of an override', () => {
  it('lists every conflict at once and changes nothing', async () => {
    const sent = await offerThree({ ...desk, patient: other as Desk['patient'] })
    const inTheWay = await book('16:30')
    await addTimeOff(desk.clerk, {
      provider_id: desk.providers[0]!.id,
      starts_at: TUESDAY('16:50'),
      ends_at: TUESDAY('18:00'),
    })
    const before = await db().auditEvent.count()
    const preview = await override({ starts_at: TUESDAY('16:40'), duration_minutes: 45, is_preview: true })
    expect(preview).toMatchObject({ is_applied: false, appointment: null })
    expect(preview.conflicts.map(({ kind, can_override }) => [kind, can_override])).toEqual([
      ['outside_availability', true],
      ['off_alignment', true],
      ['time_off', true],
      ['booking', false],
    ])
    expect(preview.conflicts.at(-1)).toMatchObject({
      appointment_id: inTheWay.id,
      text: expect.stringMatching(/^Another visit is booked: 4:30 PM to 5:00 PM\. It is the visit of .+\.$/),
    })
    const held = await override({ is_preview: true })
    expect(held.conflicts.map(({ kind }) => kind)).toEqual(['hold'])
    expect(await db().auditEvent.count()).toBe(before)
    expect(
      await db().appointment.count({ where: { conversation_id: sent.conversation.id, state: 'held' } }),
    ).toBe(3)
  })

  it('of a free time has no conflicts', async () => {
    expect((await override({ is_preview: true })).conflicts).toEqual([])
  })

  it('does not count what is held for this very patient', async () => {
    await offerThree(desk)
    expect((await override({ is_preview: true })).conflicts).toEqual([])
  })
})

describe('booking by override', () => {
  it('beats hours, grid and notice, with the reason sealed in the audit trail', async () => {
    const result = await override({ starts_at: '2026-11-23T10:10:00-05:00' })
    expect(result.conflicts.map(({ kind }) => kind)).toEqual(['inside_notice', 'off_alignment'])
    expect(result.appointment).toMatchObject({ state: 'booked', is_override: true })
    const event = await auditOf(db(), 'appointment.booked_by_override', result.appointment?.id ?? '')
    expect(event.detail).toMatchObject({ conflicts: ['inside_notice', 'off_alignment'], is_texted: true })
    const at = { table: 'audit_event', column: 'note_sealed', id: event.id }
    expect(desk.ctx.sealer.open(at, event.note_sealed ?? '')).toBe('The doctor asked for it')
    expect((await textsTo(desk)).at(-1)?.text).toContain('10:10 AM')
  })

  it('takes a held time; the offer’s thread is told, and choosing that option loses the race', async () => {
    const sent = await offerThree({ ...desk, patient: other as Desk['patient'] })
    const [option] = sent.offer.options
    const stored = await db().offerOption.findUniqueOrThrow({ where: { id: option!.id } })
    const result = await override({})
    expect(result.conflicts.map(({ kind }) => kind)).toEqual(['hold'])
    const released = await row(stored.appointment_id ?? '')
    expect(released.state).toBe('released')
    const event = await auditOf(db(), 'hold.released_by_override', released.id)
    expect(event).toMatchObject({ conversation_id: sent.conversation.id, patient_id: other.id })
    // The option keeps its row, so that the patient's reply is understood, and then loses.
    expect((await db().offerOption.findUniqueOrThrow({ where: { id: option!.id } })).appointment_id).toBe(
      released.id,
    )
    const choose = mutate(desk.ctx, { name: 'test.choose', permission: null }, (tx) =>
      bookOption(tx, { offer_id: sent.offer.id, option_id: option!.id }),
    )
    expect((await refusal(choose, 'conflict')).message).toContain('is taken')
  })

  it('cuts buffers on both sides instead of moving anybody', async () => {
    const service = await makeServiceType(desk.ctx, desk.clinic.id, {
      buffer_before_minutes: 10,
      buffer_after_minutes: 20,
      alignment_minutes: 5,
    })
    const provider = await makeProvider(desk.ctx, desk.clinic.id, { service_type_ids: [service.id] })
    const wanted = { service_type_id: service.id, provider_id: provider.id }
    const before = await book('10:00', wanted)
    const after = await book('11:10', {
      ...wanted,
      patient_id: (await makePatient(desk.ctx, desk.clinic.id)).id,
    })
    const result = await override({ ...wanted, starts_at: TUESDAY('10:40') })
    expect(result.conflicts.map(({ kind, can_override }) => [kind, can_override])).toEqual([
      ['buffer', true],
      ['buffer', true],
    ])
    const minutes = async (id: string) => {
      const { blocked_from, blocked_until } = await row(id)
      return [blocked_from, blocked_until].map((at) => at.toISOString().slice(11, 16))
    }
    expect(await minutes(before.id)).toEqual(['14:50', '15:40'])
    expect(await minutes(result.appointment?.id ?? '')).toEqual(['15:40', '16:10'])
    expect(await minutes(after.id)).toEqual(['16:10', '17:00'])
    expect(await overlappingPairs(db())).toEqual([])
    const event = await auditOf(db(), 'appointment.booked_by_override', result.appointment?.id ?? '')
    expect(event.detail).toMatchObject({ narrowed: [before.id, after.id] })
  })

  it('never beats a booking that nobody said anything about', async () => {
    const inTheWay = await book('10:00')
    const error = await refusal(override({}), 'conflict')
    expect(error.message).toContain('Another visit is booked: 10:00 AM to 10:30 AM.')
    expect((await row(inTheWay.id)).state).toBe('booked')
    expect(await db().appointment.count({ where: { patient_id: desk.patient.id } })).toBe(0)
  })

  it('cancels the booking in the way and tells that patient', async () => {
    const inTheWay = await book('10:00')
    const result = await override({ displace: [{ appointment_id: inTheWay.id, action: 'cancel' }] })
    expect(result.is_applied).toBe(true)
    expect((await row(inTheWay.id)).state).toBe('cancelled')
    expect((await textsTo(desk, other.id)).at(-1)?.text).toContain('is cancelled')
    const event = await auditOf(db(), 'appointment.cancelled_for_override', inTheWay.id)
    expect(event).toMatchObject({ patient_id: other.id, detail: { is_texted: true } })
    const own = await auditOf(db(), 'appointment.booked_by_override', result.appointment?.id ?? '')
    expect(own.detail).toMatchObject({ displaced: [inTheWay.id] })
  })

  it('moves the booking in the way, even off the hours, and tells that patient where to', async () => {
    const inTheWay = await book('10:00')
    await override({
      displace: [{ appointment_id: inTheWay.id, action: 'move', starts_at: TUESDAY('08:00') }],
    })
    expect(await row(inTheWay.id)).toMatchObject({
      state: 'booked',
      is_override: true,
      starts_at: new Date(TUESDAY('08:00')),
    })
    expect((await textsTo(desk, other.id)).at(-1)?.text).toContain('is now Tue Nov 24, 8:00 AM')
    await auditOf(db(), 'appointment.moved_for_override', inTheWay.id)
  })

  it('does not move the booking in the way onto another booking, and then nothing has changed', async () => {
    const inTheWay = await book('10:00')
    const third = await book('11:00', { patient_id: (await makePatient(desk.ctx, desk.clinic.id)).id })
    const error = await refusal(
      override({ displace: [{ appointment_id: inTheWay.id, action: 'move', starts_at: TUESDAY('11:00') }] }),
      'conflict',
    )
    expect(error).toMatchObject({
      field: 'displace.0.starts_at',
      message: 'Another visit with Dr. Ada Smith is booked at Tue Nov 24, 11:00 AM.',
    })
    expect(await row(inTheWay.id)).toMatchObject({
      state: 'booked',
      starts_at: new Date(TUESDAY('10:00')),
      version: 1,
    })
    expect(await row(third.id)).toMatchObject({ state: 'booked', version: 1 })
    expect(await textsTo(desk, other.id)).toEqual([])
  })

  it('asks what becomes of the patient’s own other visit at that time', async () => {
    const elsewhere = await book('10:00', { patient_id: desk.patient.id, provider_id: desk.providers[1]!.id })
    const preview = await override({ is_preview: true })
    expect(preview.conflicts).toEqual([
      {
        kind: 'patient_busy',
        text: 'The patient already has a visit with Dr. Ben Johnson at that time.',
        can_override: false,
        appointment_id: elsewhere.id,
      },
    ])
    await refusal(override({}), 'conflict')
    const result = await override({ displace: [{ appointment_id: elsewhere.id, action: 'cancel' }] })
    expect(result.appointment?.state).toBe('booked')
  })

  it('refuses to displace what is not in the way, and an arrived patient', async () => {
    const faraway = await book('15:00')
    const error = await refusal(
      override({ displace: [{ appointment_id: faraway.id, action: 'cancel' }] }),
      'conflict',
    )
    expect(error.field).toBe('displace.0.appointment_id')
    // Tuesday, five in the morning: the patient is early.
    desk.ctx.advance(19 * HOUR_MS)
    await markArrived(desk.clerk, { appointment_id: faraway.id })
    const displace = [{ appointment_id: faraway.id, action: 'cancel' as const }]
    await refusal(override({ starts_at: TUESDAY('15:00'), displace }), 'illegal_state')
  })
})

describe('moving and cancelling by override', () => {
  it('lets two visits change places', async () => {
    const [a, b] = [await book('10:00', { patient_id: desk.patient.id }), await book('11:00')]
    const result = await override({
      action: 'move',
      appointment_id: a.id,
      starts_at: b.starts_at,
      displace: [{ appointment_id: b.id, action: 'move', starts_at: a.starts_at }],
    })
    expect(result.appointment).toMatchObject({
      id: a.id,
      starts_at: b.starts_at,
      version: 2,
      is_override: true,
    })
    expect(await row(b.id)).toMatchObject({ state: 'booked', starts_at: new Date(a.starts_at), version: 2 })
    await auditOf(db(), 'appointment.moved_by_override', a.id)
  })

  it('makes a visit longer, into time off', async () => {
    const visit = await book('16:00', { patient_id: desk.patient.id })
    await addTimeOff(desk.clerk, {
      provider_id: desk.providers[0]!.id,
      starts_at: TUESDAY('16:30'),
      ends_at: TUESDAY('18:00'),
    })
    const result = await override({
      action: 'move',
      appointment_id: visit.id,
      starts_at: TUESDAY('16:00'),
      duration_minutes: 60,
    })
    expect(result.conflicts.map(({ kind }) => kind)).toEqual(['time_off'])
    expect(result.appointment?.ends_at).toBe('2026-11-24T22:00:00.000Z')
  })

  it('cancels with a reason', async () => {
    const visit = await book('10:00')
    const input = { action: 'cancel' as const, appointment_id: visit.id }
    expect(await override({ ...input, is_preview: true })).toEqual({
      conflicts: [],
      is_applied: false,
      appointment: null,
    })
    expect((await override(input)).appointment?.state).toBe('cancelled')
    await auditOf(db(), 'appointment.cancelled_by_override', visit.id)
    await refusal(override(input), 'illegal_state')
  })

  it('says which field is missing', async () => {
    expect((await refusal(override({ patient_id: null }), 'invalid_input')).field).toBe('patient_id')
    expect((await refusal(override({ starts_at: null }), 'invalid_input')).field).toBe('starts_at')
    expect((await refusal(override({ action: 'move' }), 'invalid_input')).field).toBe('appointment_id')
    expect((await refusal(override({ reason: 'x' }), 'invalid_input')).field).toBe('reason')
    expect((await refusal(override({ reason: null }), 'invalid_input')).field).toBe('reason')
    expect(await override({ reason: null, is_preview: true })).toMatchObject({ is_applied: false })
    const inTheWay = await book('10:00')
    const displace = [{ appointment_id: inTheWay.id, action: 'move' as const }]
    expect((await refusal(override({ displace }), 'invalid_input')).field).toBe('displace.0.starts_at')
  })

  it('needs its own right and stays in scope', async () => {
    const visit = await book('10:00')
    const actor = {
      ...staffActor('scheduler', [desk.clinic.id]),
      permissions: new Set(['appointments:write'] as const),
    }
    const input: OverrideBookingInput = {
      action: 'cancel',
      clinic_id: desk.clinic.id,
      appointment_id: visit.id,
      reason: 'Not allowed to',
    }
    await refusal(overrideBooking({ ...desk.ctx, actor }, input), 'forbidden')
    const elsewhere = await makeClinic(desk.ctx)
    const foreign = { ...desk.ctx, actor: staffActor('admin', [elsewhere.id]) }
    await refusal(overrideBooking(foreign, input), 'not_found')
    await refusal(overrideBooking(foreign, { ...input, clinic_id: elsewhere.id }), 'not_found')
    expect((await row(visit.id)).state).toBe('booked')
  })
})

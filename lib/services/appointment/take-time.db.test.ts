import { beforeEach, describe, expect, it } from 'vitest'
import type { TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { HOUR_MS, MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { testCtx } from '#lib/test/context.ts'
import { makeClinic, makePatient, makeProvider, makeServiceType } from '#lib/test/factories.ts'
import { type Desk, makeDesk, TUESDAY } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf, overlappingPairs, refusal } from '#lib/test/scheduling.ts'
import { openThread } from '../offer/thread.ts'
import { addTimeOff } from '../provider/add-time-off.ts'
import { bookAppointment } from './book.ts'
import { type HoldRequest, holdOptions } from './hold-options.ts'
import { type AcceptedTime, bookHeldOrFree } from './take-time.ts'

const { db } = openTestDatabase()
let desk: Desk
let conversationId: string
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
  conversationId = await threadOf(desk.patient)
})

const inTx = <T>(work: (tx: TxCtx) => Promise<T>) =>
  mutate(desk.ctx, { name: 'test', permission: null }, work)
const threadOf = async (patient: { id: string; phone_index: string }) =>
  (
    await inTx((tx) =>
      openThread(tx, {
        clinic_id: desk.clinic.id,
        patient,
        service_type_id: desk.service.id,
        external_id: desk.ctx.newId(),
      }),
    )
  ).id

const ada = () => desk.providers[0]!.id
const option = (index: number, clock: string, provider = ada(), duration_minutes?: number) => ({
  field: `slots.${index}`,
  label: `Slot ${index + 1}`,
  provider_id: provider,
  starts_at: new Date(TUESDAY(clock)),
  duration_minutes,
})
const hold = (options: HoldRequest['options'], fields: Partial<HoldRequest> = {}) =>
  inTx((tx) =>
    holdOptions(tx, {
      clinic_id: desk.clinic.id,
      conversation_id: conversationId,
      patient_id: desk.patient.id,
      service_type_id: desk.service.id,
      held_until: new Date(desk.ctx.now() + 2 * HOUR_MS),
      options,
      is_rule_checked: true,
      may_share: true,
      ...fields,
    }),
  )
const accept = (fields: Partial<AcceptedTime>) =>
  inTx((tx) =>
    bookHeldOrFree(tx, {
      appointment_id: null,
      clinic_id: desk.clinic.id,
      provider_id: ada(),
      patient_id: desk.patient.id,
      service_type_id: desk.service.id,
      conversation_id: conversationId,
      starts_at: new Date(TUESDAY('10:00')),
      ends_at: new Date(TUESDAY('10:30')),
      ...fields,
    }),
  )
const book = async (clock: string, provider = ada()) =>
  bookAppointment(desk.clerk, {
    clinic_id: desk.clinic.id,
    patient_id: (await makePatient(desk.ctx, desk.clinic.id)).id,
    provider_id: provider,
    service_type_id: desk.service.id,
    starts_at: TUESDAY(clock),
    notify_patient: false,
  })
const countHolds = () => db().appointment.count({ where: { clinic_id: desk.clinic.id, state: 'held' } })

describe('holdOptions', () => {
  it('holds every option, in the order it was asked, until the offer ends', async () => {
    const taken = await hold([option(0, '14:00', desk.providers[1]!.id), option(1, '10:00', ada(), 60)])
    expect(taken.map((each) => [each.provider_id, each.ends_at.toISOString(), each.is_shared])).toEqual([
      [desk.providers[1]!.id, '2026-11-24T19:30:00.000Z', false],
      [ada(), '2026-11-24T16:00:00.000Z', false],
    ])
    for (const each of taken) {
      const row = await db().appointment.findUniqueOrThrow({ where: { id: each.appointment_id ?? '' } })
      expect(row).toMatchObject({
        state: 'held',
        conversation_id: conversationId,
        patient_id: desk.patient.id,
      })
      expect(row.held_until).toEqual(new Date(desk.ctx.now() + 2 * HOUR_MS))
    }
  })

  it('never holds past the slot’s own start less the notice', async () => {
    const [taken] = await hold([option(0, '10:00')], { held_until: new Date(desk.ctx.now() + 72 * HOUR_MS) })
    const row = await db().appointment.findUniqueOrThrow({ where: { id: taken?.appointment_id ?? '' } })
    expect(row.held_until).toEqual(new Date(TUESDAY('09:00')))
  })

  it('holds all or nothing and names every lost slot with the reason', async () => {
    await book('11:00')
    const error = await refusal(
      hold([option(0, '10:00'), option(1, '11:00'), option(2, '18:00'), option(3, '12:00')]),
      'conflict',
    )
    expect(error.message).toBe(
      'Slot 2 (Tue Nov 24, 11:00 AM with Dr. Ada Smith) is taken. Slot 3 (Tue Nov 24, 6:00 PM with Dr. Ada Smith) is outside the provider’s hours. Nothing was held.',
    )
    expect(error.field).toBe('slots.1')
    expect(await countHolds()).toBe(0)
  })

  it('says held, not taken, when the time waits for somebody else', async () => {
    await hold([option(0, '10:00')])
    const other = await makePatient(desk.ctx, desk.clinic.id)
    const error = await refusal(
      hold([option(0, '10:00')], { patient_id: other.id, conversation_id: await threadOf(other) }),
      'conflict',
    )
    expect(error.message).toContain('is held for somebody else')
  })

  it('does not ask for the grid, and for no rule at all where none is to be checked', async () => {
    expect(await hold([option(0, '10:05')])).toHaveLength(1)
    await refusal(hold([option(0, '19:00')]), 'conflict')
    expect(await hold([option(0, '19:00')], { is_rule_checked: false })).toHaveLength(1)
    await refusal(hold([option(0, '19:15')], { is_rule_checked: false }), 'conflict')
  })

  it('asks an external provider only for the time itself', async () => {
    const outside = await makeProvider(desk.ctx, desk.clinic.id, { hours: null })
    await db().provider.update({ where: { id: outside.id }, data: { is_external: true } })
    const [taken] = await hold([option(0, '20:00', outside.id)])
    expect(taken?.is_shared).toBe(false)
    await refusal(hold([option(0, '20:15', outside.id)]), 'conflict')
    await refusal(
      hold([{ ...option(0, '20:00', outside.id), starts_at: new Date(desk.ctx.now() - HOUR_MS) }]),
      'conflict',
    )
  })

  it('refuses two options of one provider that overlap, and lets them share a buffer', async () => {
    const error = await refusal(hold([option(0, '10:00'), option(1, '10:15')]), 'invalid_input')
    expect(error).toMatchObject({
      field: 'slots.1',
      message: 'Slot 1 and Slot 2 overlap: one provider, one time.',
    })
    const service = await makeServiceType(desk.ctx, desk.clinic.id, {
      buffer_before_minutes: 10,
      buffer_after_minutes: 10,
    })
    const taken = await hold([option(0, '10:00'), option(1, '10:30')], { service_type_id: service.id })
    expect(taken.map((each) => [each.blocked_from, each.blocked_until])).toEqual([
      [new Date(TUESDAY('09:50')), new Date(TUESDAY('10:40'))],
      [new Date(TUESDAY('10:20')), new Date(TUESDAY('11:10'))],
    ])
    expect(await overlappingPairs(db())).toEqual([])
    // Choosing one makes its buffers whole again, at the cost of the other.
    const [chosen, other] = taken
    const booked = await accept({ ...chosen, appointment_id: chosen!.appointment_id })
    expect(booked).toMatchObject({ id: chosen!.appointment_id, blocked_until: new Date(TUESDAY('10:40')) })
    await auditOf(db(), 'hold.released', other!.appointment_id ?? '')
  })

  it('shares what goes beyond the held share of the provider’s day, and holds it where sharing is not wanted', async () => {
    desk.ctx.config = { ...desk.ctx.config, maxHeldShare: 0.125 }
    // An eighth of eight hours is an hour: two half hours are held, the third is shared.
    const taken = await hold([option(0, '10:00'), option(1, '11:00'), option(2, '12:00')])
    expect(taken.map((each) => [each.is_shared, each.appointment_id === null])).toEqual([
      [false, false],
      [false, false],
      [true, true],
    ])
    const [forced] = await hold([option(0, '13:00')], { may_share: false })
    expect(forced?.is_shared).toBe(false)
  })

  it('holds nothing for a shared offer, yet every option must be free', async () => {
    await hold([option(0, '10:00')], { is_shared: true })
    expect(await countHolds()).toBe(0)
    await book('11:00')
    await refusal(hold([option(0, '11:00')], { is_shared: true }), 'conflict')
  })

  it('refuses a provider of another clinic and one who takes no more visits', async () => {
    const foreign = await makeProvider(desk.ctx, (await makeClinic(desk.ctx)).id)
    await refusal(hold([option(0, '10:00', foreign.id)]), 'invalid_input')
    await db().provider.update({ where: { id: ada() }, data: { is_active: false } })
    expect((await refusal(hold([option(0, '10:00')]), 'conflict')).message).toContain('takes no more visits')
  })
})

describe('bookHeldOrFree', () => {
  it('turns the hold itself into the booking', async () => {
    const [taken] = await hold([option(0, '10:00')])
    const booked = await accept({ appointment_id: taken!.appointment_id })
    expect(booked).toMatchObject({ id: taken!.appointment_id, state: 'booked', held_until: null, version: 2 })
  })

  it('books a shared time that is still free, for the first who accepts', async () => {
    expect((await accept({})).state).toBe('booked')
    const other = await makePatient(desk.ctx, desk.clinic.id)
    const error = await refusal(
      accept({ patient_id: other.id, conversation_id: await threadOf(other) }),
      'conflict',
    )
    expect(error.message).toBe('The time (Tue Nov 24, 10:00 AM with Dr. Ada Smith) is taken.')
  })

  it('moves the patient’s visit there instead, and gives up the hold', async () => {
    const visit = await accept({ starts_at: new Date(TUESDAY('15:00')), ends_at: new Date(TUESDAY('15:30')) })
    const [taken] = await hold([option(0, '10:00')])
    const moved = await accept({ appointment_id: taken!.appointment_id, move_appointment_id: visit.id })
    expect(moved).toMatchObject({ id: visit.id, state: 'booked', starts_at: new Date(TUESDAY('10:00')) })
    const hold_ = await db().appointment.findUniqueOrThrow({ where: { id: taken!.appointment_id ?? '' } })
    expect(hold_.state).toBe('released')
  })

  it('lets the patient’s visit stay where it is when the new time is lost', async () => {
    const visit = await accept({ starts_at: new Date(TUESDAY('15:00')), ends_at: new Date(TUESDAY('15:30')) })
    await book('10:00')
    await refusal(accept({ move_appointment_id: visit.id }), 'conflict')
    const row = await db().appointment.findUniqueOrThrow({ where: { id: visit.id } })
    expect(row).toMatchObject({ state: 'booked', starts_at: new Date(TUESDAY('15:00')), version: 1 })
  })

  it('loses to time off that came after the offer, held or shared', async () => {
    const [taken] = await hold([option(0, '10:00')])
    await addTimeOff(desk.clerk, {
      provider_id: ada(),
      starts_at: TUESDAY('09:00'),
      ends_at: TUESDAY('12:00'),
    })
    const error = await refusal(accept({ appointment_id: taken!.appointment_id }), 'conflict')
    expect(error.message).toContain('is in the provider’s time off')
    await refusal(
      accept({ starts_at: new Date(TUESDAY('11:00')), ends_at: new Date(TUESDAY('11:30')) }),
      'conflict',
    )
    const event = await auditOf(db(), 'hold.released_for_time_off', taken!.appointment_id ?? '')
    expect(event.conversation_id).toBe(conversationId)
  })

  it('confirms a hold in time off that was there before, as an override meant it', async () => {
    await addTimeOff(desk.clerk, {
      provider_id: ada(),
      starts_at: TUESDAY('09:00'),
      ends_at: TUESDAY('12:00'),
    })
    const [taken] = await hold([option(0, '10:00')], { is_rule_checked: false })
    expect((await accept({ appointment_id: taken!.appointment_id })).state).toBe('booked')
  })

  it('refuses a patient who has a visit elsewhere at that time, and keeps the hold', async () => {
    const [taken] = await hold([option(0, '10:00')])
    await bookAppointment(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      provider_id: desk.providers[1]!.id,
      service_type_id: desk.service.id,
      starts_at: TUESDAY('10:00'),
      notify_patient: false,
    })
    const error = await refusal(accept({ appointment_id: taken!.appointment_id }), 'conflict')
    expect(error.message).toBe('The patient already has a visit at that time.')
    expect(await countHolds()).toBe(1)
  })

  it('leaves the caller’s transaction alive when the time is lost', async () => {
    await book('10:00')
    const answer = await inTx(async (tx) => {
      const wanted = {
        appointment_id: null,
        clinic_id: desk.clinic.id,
        provider_id: ada(),
        patient_id: desk.patient.id,
        service_type_id: null,
        conversation_id: conversationId,
        starts_at: new Date(TUESDAY('10:00')),
        ends_at: new Date(TUESDAY('10:30')),
      }
      await refusal(bookHeldOrFree(tx, wanted), 'conflict')
      return tx.tx.appointment.count({ where: { provider_id: ada(), state: 'booked' } })
    })
    expect(answer).toBe(1)
  })

  it('never books the past', async () => {
    desk.ctx.advance(24 * HOUR_MS + MINUTE_MS)
    expect((await refusal(accept({}), 'conflict')).message).toContain('is in the past')
  })
})

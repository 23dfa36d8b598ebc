import { describe, expect, it } from 'vitest'
import { mutate } from '#lib/core/mutate.ts'
import type { AddTimeOffResult, AppointmentView } from '#lib/domain/scheduling/schema.ts'
import { MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { testCtx } from '#lib/test/context.ts'
import {
  addConversation,
  addProvider,
  bookAt,
  expectNoOverlapAndNoDeadlock,
  holdTimes,
  openRacecourse,
  quarter,
  race,
  TAKERS,
} from '#lib/test/race.ts'
import { bookOption } from '../offer/book-option.ts'
import { sendOffer } from '../offer/send.ts'
import { addTimeOff } from '../provider/add-time-off.ts'
import { cancelAppointment } from './cancel.ts'
import { holdSlot } from './hold.ts'
import { overrideBooking } from './override.ts'
import { rescheduleAppointment } from './reschedule.ts'
import { bookHeldOrFree } from './take-time.ts'

const course = openRacecourse()
/** How many are offered one time: a whole offer each, text and all, before the race. */
const OFFERED = 24

/** Visits of the first patients, half an hour each, one after the other from 09:00. */
async function bookRow(providerId: string, count: number): Promise<AppointmentView[]> {
  const visits: AppointmentView[] = []
  for (let index = 0; index < count; index += 1) {
    visits.push(await bookAt(course, course.patients[index], providerId, quarter(2 * index)))
  }
  return visits
}

const inTx = <T>(work: Parameters<typeof mutate<T>>[2]) =>
  mutate(course.ctx, { name: 'test', permission: null }, work)

describe('a mix of everything', () => {
  it('lets moves, cancellations and bookings have the holds that are over, each to exactly one', async () => {
    const [{ id }, other] = [await addProvider(course), await addProvider(course)]
    const visits = await bookRow(other.id, 8)
    // Eight holds fill the morning; every second one is over when the race starts.
    for (let index = 0; index < 8; index += 1) {
      await holdSlot(course.ctx, {
        clinic_id: course.clinic.id,
        provider_id: id,
        service_type_id: course.service.id,
        starts_at: quarter(2 * index).toISOString(),
        minutes: index % 2 === 0 ? 1 : 600,
      })
    }
    course.ctx = testCtx(course.db, { now: course.ctx.now() + 2 * MINUTE_MS })
    const takers: (() => Promise<unknown>)[] = [
      ...visits.slice(0, 6).map(
        (visit, index) => () =>
          rescheduleAppointment(course.ctx, {
            appointment_id: visit.id,
            provider_id: id,
            starts_at: quarter(4 * (index % 4)).toISOString(),
            notify_patient: false,
          }),
      ),
      ...visits
        .slice(6)
        .map(
          (visit) => () => cancelAppointment(course.ctx, { appointment_id: visit.id, notify_patient: false }),
        ),
      ...course.patients
        .slice(8)
        .map((patient, index) => () => bookAt(course, patient, id, quarter(index % 16))),
    ]
    const { won } = await race(takers)
    expect(won).toHaveLength(2 + 4)
    const rows = await course.db.appointment.findMany({
      where: { provider_id: id },
      orderBy: { starts_at: 'asc' },
    })
    const startsOf = (state: string) => rows.filter((row) => row.state === state).map((row) => row.starts_at)
    expect(startsOf('held')).toEqual([2, 6, 10, 14].map(quarter))
    expect(startsOf('booked')).toEqual([0, 4, 8, 12].map(quarter))
    expect(startsOf('released')).toEqual([0, 4, 8, 12].map(quarter))
    await expectNoOverlapAndNoDeadlock(course)
  })

  it('confirms one held time by one of many replies, and nobody else gets it', async () => {
    const { id } = await addProvider(course)
    const owner = course.patients[0]
    const thread = await addConversation(course, owner)
    const [held] = await holdTimes(course, owner, thread, [[id, 4]])
    const accept = (patient: { id: string } | undefined, holdId: string | null) => () =>
      inTx((tx) =>
        bookHeldOrFree(tx, {
          appointment_id: holdId,
          clinic_id: course.clinic.id,
          provider_id: id,
          patient_id: patient?.id ?? '',
          service_type_id: course.service.id,
          conversation_id: holdId ? thread : null,
          starts_at: quarter(4),
          ends_at: quarter(6),
        }),
      )
    const { won } = await race([
      ...course.patients.slice(1, TAKERS / 2).map((patient) => accept(patient, null)),
      ...Array.from({ length: TAKERS / 2 }, () => accept(owner, held?.appointment_id ?? null)),
    ])
    expect(won.map((row) => [row.id, row.patient_id, row.state])).toEqual([
      [held?.appointment_id, owner?.id, 'booked'],
    ])
    await expectNoOverlapAndNoDeadlock(course)
  })

  it('gives one time that many were offered to the first who answers, and tells the others', async () => {
    const { id } = await addProvider(course)
    const send = (patient: { id: string }) =>
      sendOffer(course.ctx, {
        clinic_id: course.clinic.id,
        patient_id: patient.id,
        service_type_id: course.service.id,
        slots: [{ provider_id: id, starts_at: quarter(4).toISOString() }],
        is_shared: true,
      })
    const sent = await Promise.all(course.patients.slice(0, OFFERED).map(send))
    const offers = sent.map(({ offer }) => ({ offer_id: offer.id, option_id: offer.options[0]?.id ?? '' }))
    const { won, lost } = await race(offers.map((chosen) => () => inTx((tx) => bookOption(tx, chosen))))
    expect([won.length, lost]).toEqual([1, OFFERED - 1])
    const booked = await course.db.appointment.findMany({ where: { provider_id: id, state: 'booked' } })
    expect(booked.map((row) => row.id)).toEqual([won[0]?.appointment_id])
    await expectNoOverlapAndNoDeadlock(course)
  })

  it('knows for each visit whether time off came before it or after', async () => {
    const { id } = await addProvider(course)
    const takers: (() => Promise<unknown>)[] = course.patients
      .slice(0, TAKERS - 1)
      .map((patient, index) => () => bookAt(course, patient, id, quarter(2 * (index % 10))))
    const off = { provider_id: id, starts_at: quarter(0).toISOString(), ends_at: quarter(32).toISOString() }
    takers.splice(takers.length / 2, 0, () => addTimeOff(course.ctx, off))
    const { won } = await race(takers)
    const result = won.find((each) => typeof each === 'object' && each !== null && 'affected' in each)
    const affected = (result as AddTimeOffResult).affected.map((view) => view.id)
    const booked = await course.db.appointment.findMany({ where: { provider_id: id, state: 'booked' } })
    // Who was booked before it is affected; who came after was refused. There is no third kind.
    expect(affected.sort()).toEqual(booked.map((row) => row.id).sort())
    await expectNoOverlapAndNoDeadlock(course)
  })

  it('never both moves and cancels a visit as if the other had not been', async () => {
    const [{ id }, other] = [await addProvider(course), await addProvider(course)]
    const visits = await bookRow(id, 16)
    const outcomes = await Promise.allSettled(
      visits.flatMap(({ id: appointment_id, starts_at }) => [
        rescheduleAppointment(course.ctx, {
          appointment_id,
          starts_at,
          provider_id: other.id,
          notify_patient: false,
        }),
        cancelAppointment(course.ctx, { appointment_id, notify_patient: false }),
      ]),
    )
    // Moved and then cancelled, or cancelled and then too late to move, or told that the other one was just faster.
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') continue
      expect(['illegal_state', 'conflict']).toContain((outcome.reason as { code?: string }).code)
    }
    const cancelled = outcomes.filter((outcome, index) => index % 2 === 1 && outcome.status === 'fulfilled')
    const rows = await course.db.appointment.findMany({ where: { clinic_id: course.clinic.id } })
    expect(rows.filter((row) => row.state === 'cancelled')).toHaveLength(cancelled.length)
    await expectNoOverlapAndNoDeadlock(course)
  })

  it('lets neighbours change places by override without anybody being lost', async () => {
    const { id } = await addProvider(course)
    const visits = await bookRow(id, 8)
    const takers: (() => Promise<unknown>)[] = visits.flatMap((visit, index) => {
      const neighbour = visits[(index + 1) % visits.length] ?? visit
      return [
        () =>
          overrideBooking(course.ctx, {
            action: 'move',
            clinic_id: course.clinic.id,
            appointment_id: visit.id,
            starts_at: neighbour.starts_at,
            reason: 'Change places',
            notify_patient: false,
            displace: [{ appointment_id: neighbour.id, action: 'move', starts_at: visit.starts_at }],
          }),
        () => bookAt(course, course.patients[8 + index], id, quarter(2 * index + 1)),
      ]
    })
    const { won } = await race(takers)
    expect(won.length).toBeGreaterThanOrEqual(1)
    const booked = await course.db.appointment.findMany({ where: { provider_id: id, state: 'booked' } })
    expect(booked.map((row) => row.id).sort()).toEqual(visits.map((visit) => visit.id).sort())
    await expectNoOverlapAndNoDeadlock(course)
  })
})

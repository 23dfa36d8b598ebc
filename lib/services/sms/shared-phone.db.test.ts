import { beforeEach, describe, expect, it } from 'vitest'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
import { type Desk, lastDecision, makeDesk, textFrom, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { bookAppointment } from '../appointment/book.ts'
import { sendOffer } from '../offer/send.ts'
import { phoneOf } from '../patient/view.ts'

const DAY_MS = 24 * 60 * 60_000
const { db } = openTestDatabase()
/** In New York, eight days after the clock of a test starts. */
const TUESDAY = (clock: string) => `2026-12-01T${clock}:00-05:00`
let desk: Desk
let zoe: Desk['patient']

beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
  const phone_number = phoneOf(desk.ctx, desk.patient)
  zoe = await makePatient(desk.ctx, desk.clinic.id, { first_name: 'Zoe', phone_number })
})

async function say(text: string) {
  desk.ctx.advance(60_000)
  await textFrom(desk, text)
  await drain(desk.ctx)
}
const of = (patient: { id: string }, clock: string) => ({
  clinic_id: desk.clinic.id,
  patient_id: patient.id,
  provider_id: desk.providers[0]!.id,
  service_type_id: desk.service.id,
  starts_at: TUESDAY(clock),
})
const offer = ({ provider_id, starts_at, ...to }: ReturnType<typeof of>) =>
  sendOffer(desk.clerk, { ...to, slots: [{ provider_id, starts_at }] })
const visitOf = (patient: { id: string }) =>
  db().appointment.findFirstOrThrow({ where: { patient_id: patient.id }, orderBy: { created_at: 'asc' } })
const which = () => db().replyQuestion.count({ where: { kind: 'which_patient', state: 'open' } })

describe('a choice from a phone of several people', () => {
  it('is whose number it is, and nobody else’s', async () => {
    await offer(of(desk.patient, '10:00'))
    await offer(of(zoe, '14:00'))
    await drain(desk.ctx)
    await say('2')
    expect((await visitOf(zoe)).state).toBe('booked')
    expect((await visitOf(desk.patient)).state).toBe('held')
  })

  it('that may be that of somebody without a name is asked for by its number', async () => {
    await db().patient.update({ where: { id: zoe.id }, data: { first_name: '' } })
    await offer(of(desk.patient, '10:00'))
    await offer(of(zoe, '14:00'))
    await drain(desk.ctx)
    await say('yes')
    expect(await lastDecision(desk)).toMatchObject({ outcome: 'asked_again' })
    expect(await which()).toBe(0)
  })

  it('that may be either’s is asked about by name, and books for the one who is named', async () => {
    await offer(of(desk.patient, '10:00'))
    await offer(of(zoe, '14:00'))
    await drain(desk.ctx)
    await say('yes')
    expect(await lastDecision(desk)).toMatchObject({ outcome: 'asked_which_patient' })
    await say('Zoe')
    expect((await visitOf(zoe)).state).toBe('booked')
    expect((await visitOf(desk.patient)).state).toBe('held')
  })
})

describe('the answer to the reminders of several people', () => {
  beforeEach(async () => {
    await db().serviceType.update({ where: { id: desk.service.id }, data: { reminder_minutes: [1_440] } })
    await bookAppointment(desk.clerk, of(desk.patient, '10:00'))
    await bookAppointment(desk.clerk, of(zoe, '11:00'))
    await drain(desk.ctx)
    for (const clock of ['10:00', '11:00']) {
      desk.ctx.advance(Date.parse(TUESDAY(clock)) - DAY_MS - desk.ctx.now())
      await drain(desk.ctx)
    }
    expect((await textsTo(desk, zoe.id)).at(-1)).toMatchObject({ kind: 'reminder' })
  })

  it.each(['yes', 'C'])('confirms the visit of the one who is named, and no other: %s', async (body) => {
    await say(body)
    expect(await lastDecision(desk)).toMatchObject({ outcome: 'asked_which_patient' })
    expect(await which()).toBe(1)
    await say('Zoe')
    expect(await lastDecision(desk)).toMatchObject({ reading: 'confirm_visit', outcome: 'visit_confirmed' })
    expect((await visitOf(zoe)).confirmed_for).not.toBeNull()
    expect((await visitOf(desk.patient)).confirmed_for).toBeNull()
  })

  it('moves the visit of the one who is named, and no other', async () => {
    await say('R')
    expect(await lastDecision(desk)).toMatchObject({ outcome: 'asked_which_patient' })
    await say('Zoe')
    expect(await lastDecision(desk)).toMatchObject({ outcome: 'other_times_requested' })
    const [moving, ...others] = await db().offer.findMany({
      where: { moves_appointment_id: { not: null }, clinic_id: desk.clinic.id },
    })
    expect(others).toEqual([])
    expect(moving?.moves_appointment_id).toBe((await visitOf(zoe)).id)
  })
})

describe('a wish to move from a phone of several people', () => {
  it('is asked about by name, and offers times for that visit alone', async () => {
    await bookAppointment(desk.clerk, of(desk.patient, '10:00'))
    await bookAppointment(desk.clerk, of(zoe, '14:00'))
    await drain(desk.ctx)
    await say('Can we move my appointment to Wednesday?')
    expect(await lastDecision(desk)).toMatchObject({ outcome: 'asked_which_patient' })
    await say('Zoe')
    const offers = await db().offer.findMany({ where: { clinic_id: desk.clinic.id } })
    expect(offers.map(({ moves_appointment_id, patient_id }) => [moves_appointment_id, patient_id])).toEqual([
      [(await visitOf(zoe)).id, zoe.id],
    ])
    await say(
      String((await db().offerOption.findFirstOrThrow({ where: { offer_id: offers[0]!.id } })).reply_number),
    )
    expect((await visitOf(zoe)).starts_at.toISOString()).not.toBe(new Date(TUESDAY('14:00')).toISOString())
    expect((await visitOf(desk.patient)).starts_at.toISOString()).toBe(
      new Date(TUESDAY('10:00')).toISOString(),
    )
  })
})

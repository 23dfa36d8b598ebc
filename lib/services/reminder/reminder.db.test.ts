import { beforeEach, describe, expect, it } from 'vitest'
import { bookAppointment } from '#lib/services/appointment/book.ts'
import { cancelAppointment } from '#lib/services/appointment/cancel.ts'
import { overrideBooking } from '#lib/services/appointment/override.ts'
import { rescheduleAppointment } from '#lib/services/appointment/reschedule.ts'
import { sendOffer } from '#lib/services/offer/send.ts'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient, makeProvider, makeServiceType } from '#lib/test/factories.ts'
import { type Desk, lastDecision, makeDesk, textFrom, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf } from '#lib/test/scheduling.ts'
import { sendDueReminders } from './send-due.ts'

const { db } = openTestDatabase()
const HOUR = 3_600_000
const [DAY_BEFORE, THREE_HOURS, TWO_WEEKS] = [1_440, 180, 14 * 1_440]
/** Tuesday, 1 December 2026, in New York: eight days after the clock of a test starts. */
const TUESDAY = (clock: string) => `2026-12-01T${clock}:00-05:00`
let desk: Desk
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
  await remind(desk.service.id, [TWO_WEEKS, DAY_BEFORE, THREE_HOURS])
})

const remind = (id: string, reminder_minutes: number[]) =>
  db().serviceType.update({ where: { id }, data: { reminder_minutes } })
const book = (starts_at: string, fields: Partial<Parameters<typeof bookAppointment>[1]> = {}) =>
  bookAppointment(desk.clerk, {
    clinic_id: desk.clinic.id,
    patient_id: desk.patient.id,
    provider_id: desk.providers[0]!.id,
    service_type_id: desk.service.id,
    starts_at,
    ...fields,
  })
const moveClockTo = (iso: string) => desk.ctx.advance(Date.parse(iso) - desk.ctx.now())
async function reminders(appointmentId?: string) {
  const rows = await db().visitReminder.findMany({
    where: { clinic_id: desk.clinic.id, appointment_id: appointmentId },
    orderBy: [{ visit_at: 'asc' }, { due_at: 'asc' }],
  })
  return rows.map((row) => [row.minutes_before, row.state, row.reason])
}
const reminderTexts = async (patientId?: string) =>
  (await textsTo(desk, patientId)).filter(({ kind }) => kind === 'reminder')
async function write(body: string, patient = desk.patient) {
  desk.ctx.advance(60_000)
  await textFrom(desk, body, patient)
  await drain(desk.ctx)
}

describe('the reminders of a visit', () => {
  it('are planned when it is booked, without those that its own confirmation already says', async () => {
    const visit = await book(TUESDAY('10:00'))
    expect(await reminders(visit.id)).toEqual([
      [TWO_WEEKS, 'skipped', 'booked_late'],
      [DAY_BEFORE, 'planned', null],
      [THREE_HOURS, 'planned', null],
    ])
  })

  it('go with the visit when it moves, and with its cancellation', async () => {
    const visit = await book(TUESDAY('10:00'))
    const moved = await rescheduleAppointment(desk.clerk, {
      appointment_id: visit.id,
      starts_at: TUESDAY('15:00'),
      notify_patient: false,
    })
    expect(await reminders(visit.id)).toEqual([
      [TWO_WEEKS, 'skipped', 'booked_late'],
      [DAY_BEFORE, 'cancelled', 'moved'],
      [THREE_HOURS, 'cancelled', 'moved'],
      [TWO_WEEKS, 'skipped', 'booked_late'],
      [DAY_BEFORE, 'planned', null],
      [THREE_HOURS, 'planned', null],
    ])
    await cancelAppointment(desk.clerk, { appointment_id: visit.id, version: moved.version })
    expect((await reminders(visit.id)).filter(([, state]) => state === 'planned')).toEqual([])
    expect((await reminders(visit.id)).at(-1)).toEqual([THREE_HOURS, 'cancelled', 'visit_cancelled'])
  })

  it('come back when it moves back', async () => {
    const visit = await book(TUESDAY('10:00'))
    await rescheduleAppointment(desk.clerk, { appointment_id: visit.id, starts_at: TUESDAY('15:00') })
    await rescheduleAppointment(desk.clerk, { appointment_id: visit.id, starts_at: TUESDAY('10:00') })
    const rows = await db().visitReminder.findMany({
      where: { clinic_id: desk.clinic.id, state: 'planned' },
    })
    expect(new Set(rows.map(({ visit_at }) => visit_at.toISOString()))).toEqual(
      new Set([new Date(TUESDAY('10:00')).toISOString()]),
    )
  })

  it('go with an override that moves one visit and cancels another', async () => {
    const other = await makePatient(desk.ctx, desk.clinic.id)
    const visit = await book(TUESDAY('10:00'))
    const inTheWay = await book(TUESDAY('14:00'), { patient_id: other.id })
    await overrideBooking(desk.clerk, {
      action: 'move',
      clinic_id: desk.clinic.id,
      appointment_id: visit.id,
      starts_at: TUESDAY('14:00'),
      displace: [{ appointment_id: inTheWay.id, action: 'cancel' }],
      reason: 'The patient cannot come earlier',
    })
    expect((await reminders(inTheWay.id)).at(-1)).toEqual([THREE_HOURS, 'cancelled', 'visit_cancelled'])
    const planned = await db().visitReminder.findMany({
      where: { appointment_id: visit.id, state: 'planned' },
    })
    expect(planned.map(({ visit_at }) => visit_at.toISOString())).toEqual(
      [TUESDAY('14:00'), TUESDAY('14:00')].map((at) => new Date(at).toISOString()),
    )
  })

  it('are those of a choice by text too', async () => {
    await sendOffer(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      service_type_id: desk.service.id,
      slots: [{ provider_id: desk.providers[0]!.id, starts_at: TUESDAY('10:00') }],
    })
    await drain(desk.ctx)
    await write('1')
    expect((await reminders()).filter(([, state]) => state === 'planned')).toHaveLength(2)
  })
})

describe('sending', () => {
  it('texts once, at its time, in the patient’s language, however often anybody looks', async () => {
    const ana = await makePatient(desk.ctx, desk.clinic.id, { first_name: 'Ana', language: 'es' })
    const visit = await book(TUESDAY('10:00'), { patient_id: ana.id })
    await drain(desk.ctx)
    await moveClockTo('2026-11-30T09:59-05:00')
    await sendDueReminders(desk.ctx)
    expect(await reminderTexts(ana.id)).toEqual([])
    await moveClockTo('2026-11-30T10:00-05:00')
    await Promise.all([1, 2, 3].map(() => sendDueReminders(desk.ctx)))
    const [text, ...others] = await reminderTexts(ana.id)
    expect(others).toEqual([])
    expect(text!.text).toMatch(
      /: recordatorio, Ana: cita mar 1 dic, 10:00 AM con Dr\. Ada Smith\. Responda C/,
    )
    expect(text).toMatchObject({ conversation_id: visit.conversation_id, sent_by: 'Switchboard' })
    expect(text!.text_version).toMatch(/^reminder\/es#default-/)
    expect(text!.expires_at?.toISOString()).toBe(visit.starts_at)
    await auditOf(db(), 'reminder.queued', text!.id)
    expect((await reminders(visit.id)).slice(1)).toEqual([
      [DAY_BEFORE, 'texted', null],
      [THREE_HOURS, 'planned', null],
    ])
  })

  it('names several visits of one patient in one text', async () => {
    const second = await makeServiceType(desk.ctx, desk.clinic.id, { name: 'Follow-up' })
    await remind(second.id, [DAY_BEFORE])
    const provider = await makeProvider(desk.ctx, desk.clinic.id, { service_type_ids: [second.id] })
    await book(TUESDAY('10:00'))
    await book(TUESDAY('15:00'), { service_type_id: second.id, provider_id: provider.id })
    await drain(desk.ctx)
    await moveClockTo('2026-11-30T10:00-05:00')
    await drain(desk.ctx)
    const [text, ...others] = await reminderTexts()
    expect(others).toEqual([])
    expect(text!.text).toMatch(
      /reminder of your appointments, Maria\.\nTue Dec 1, 10:00 AM, .*\nTue Dec 1, 3:00 PM, /,
    )
    await moveClockTo('2026-11-30T15:00-05:00')
    await drain(desk.ctx)
    expect(await reminderTexts()).toHaveLength(1)
    await write('C')
    expect(
      await db().appointment.count({ where: { patient_id: desk.patient.id, confirmed_for: { not: null } } }),
    ).toBe(2)
    expect((await textsTo(desk)).at(-1)!.text).toMatch(/thank you, all confirmed\.\nTue Dec 1, 10:00 AM/)
  })

  it('drops a text that has not left when its visit is cancelled, and writes it anew for the other visit', async () => {
    await book(TUESDAY('10:00'))
    const gone = await book(TUESDAY('15:00'), { provider_id: desk.providers[1]!.id })
    await drain(desk.ctx)
    await moveClockTo('2026-11-30T15:00-05:00')
    await sendDueReminders(desk.ctx)
    expect((await reminderTexts()).map(({ state }) => state)).toEqual(['queued'])
    await cancelAppointment(desk.clerk, { appointment_id: gone.id, notify_patient: false })
    await drain(desk.ctx)
    const [dropped, anew] = await reminderTexts()
    expect(dropped).toMatchObject({ state: 'cancelled', error_code: 'visit_changed' })
    expect(anew!.text).toMatch(/reminder, Maria: appointment Tue Dec 1, 10:00 AM/)
  })

  it('says why one was skipped: opted out, or too late after an outage', async () => {
    const visit = await book(TUESDAY('10:00'))
    await drain(desk.ctx)
    await write('STOP')
    await moveClockTo('2026-11-30T10:00-05:00')
    await sendDueReminders(desk.ctx)
    expect((await reminders(visit.id))[1]).toEqual([DAY_BEFORE, 'skipped', 'opted_out'])
    await moveClockTo(TUESDAY('09:55'))
    await sendDueReminders(desk.ctx)
    expect((await reminders(visit.id))[2]).toEqual([THREE_HOURS, 'skipped', 'too_late'])
    expect(await reminderTexts()).toEqual([])
  })
})

describe('the answer to a reminder', () => {
  const reminded = async () => {
    const visit = await book(TUESDAY('10:00'))
    await drain(desk.ctx)
    await moveClockTo('2026-11-30T10:00-05:00')
    await drain(desk.ctx)
    expect(await reminderTexts()).toHaveLength(1)
    return visit
  }

  it.each(['C', 'Yes, I’ll be there', 'si'])(
    '%s confirms, is answered once, and stops what would follow',
    async (body) => {
      const visit = await reminded()
      await write(body)
      expect(await lastDecision(desk)).toMatchObject({ reading: 'confirm_visit', outcome: 'visit_confirmed' })
      const row = await db().appointment.findUniqueOrThrow({ where: { id: visit.id } })
      expect(row.confirmed_for?.toISOString()).toBe(visit.starts_at)
      const event = await auditOf(db(), 'appointment.confirmed', visit.id)
      expect(event).toMatchObject({ actor_kind: 'patient', patient_id: desk.patient.id })
      expect((await reminders(visit.id)).at(-1)).toEqual([THREE_HOURS, 'cancelled', 'confirmed'])
      expect((await textsTo(desk)).at(-1)!.text).toMatch(
        /thank you, confirmed\. See you Tue Dec 1, 10:00 AM\./,
      )
      const count = (await textsTo(desk)).length
      await write('C')
      expect(await lastDecision(desk)).toMatchObject({ outcome: 'noted' })
      expect(await textsTo(desk)).toHaveLength(count)
    },
  )

  it('R brings other times and keeps the visit until one of them is taken', async () => {
    const visit = await reminded()
    await write('R')
    expect(await lastDecision(desk)).toMatchObject({ outcome: 'other_times_requested' })
    const offer = await db().offer.findFirstOrThrow({ where: { moves_appointment_id: visit.id } })
    expect(offer.state).toBe('open')
    expect((await textsTo(desk)).at(-1)!.text).toMatch(
      /Your Tue Dec 1, 10:00 AM appointment stays until you choose\./,
    )
    const kept = await db().appointment.findUniqueOrThrow({ where: { id: visit.id } })
    expect(kept).toMatchObject({ state: 'booked', starts_at: new Date(visit.starts_at) })
    await write('1')
    const moved = await db().appointment.findUniqueOrThrow({ where: { id: visit.id } })
    expect(moved.state).toBe('booked')
    expect(moved.starts_at).not.toEqual(kept.starts_at)
    expect(await db().appointment.count({ where: { patient_id: desk.patient.id, state: 'booked' } })).toBe(1)
    expect(moved.confirmed_for).toBeNull()
  })

  it('counts only in answer to a reminder', async () => {
    const visit = await book(TUESDAY('10:00'))
    await drain(desk.ctx)
    await write('C')
    expect((await lastDecision(desk)).reading).not.toBe('confirm_visit')
    expect((await db().appointment.findUniqueOrThrow({ where: { id: visit.id } })).confirmed_for).toBeNull()
  })

  it('of a visit that moves is forgotten with the time that was confirmed', async () => {
    const visit = await reminded()
    await write('C')
    await rescheduleAppointment(desk.clerk, { appointment_id: visit.id, starts_at: TUESDAY('15:00') })
    const planned = await db().visitReminder.findMany({
      where: { appointment_id: visit.id, state: 'planned' },
    })
    expect(planned.map(({ due_at }) => due_at.toISOString())).toContain(
      new Date(Date.parse(TUESDAY('15:00')) - 3 * HOUR).toISOString(),
    )
  })
})

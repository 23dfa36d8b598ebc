import { beforeEach, describe, expect, it } from 'vitest'
import { actingAs } from '#lib/core/context.ts'
import { answer, endEarlierWork, membersOf, pass, startCampaign } from '#lib/test/campaign.ts'
import { staffActor, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
import { type Desk, makeDesk, textFrom, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { bookAppointment } from '../appointment/book.ts'
import { cancelAppointment } from '../appointment/cancel.ts'
import { markNoShow } from '../appointment/mark.ts'
import { overrideBooking } from '../appointment/override.ts'
import { rescheduleAppointment } from '../appointment/reschedule.ts'
import { listAudit } from '../audit/list.ts'
import { saveClinic } from '../clinic/save.ts'
import { readVisitReminders } from './list.ts'
import { sendDueReminders } from './send-due.ts'
import { switchReminders } from './switch.ts'

const { db } = openTestDatabase()
const [WEEK_BEFORE, TWO_DAYS, DAY_BEFORE, THREE_HOURS] = [7 * 1_440, 2 * 1_440, 1_440, 180]
/** Thursday, 26 November 2026, in New York. */
const VISIT_AT = '2026-11-26T14:00:00-05:00'
let desk: Desk
beforeEach(async () => {
  await endEarlierWork(db())
  desk = await makeDesk(testCtx(db()))
  await remind(TWO_DAYS)
})

const remind = (...reminder_minutes: number[]) =>
  db().serviceType.update({ where: { id: desk.service.id }, data: { reminder_minutes } })
const goTo = (iso: string) => desk.ctx.advance(Date.parse(iso) - desk.ctx.now())
const book = (starts_at = VISIT_AT) =>
  bookAppointment(desk.clerk, {
    clinic_id: desk.clinic.id,
    patient_id: desk.patient.id,
    provider_id: desk.providers[0]!.id,
    service_type_id: desk.service.id,
    starts_at,
    notify_patient: false,
  })
const reminderTexts = async () => (await textsTo(desk)).filter(({ kind }) => kind === 'reminder')
const remindersOf = async (appointment_id: string) =>
  (await readVisitReminders(desk.clerk, { appointment_id })).reminders

/** The reminder's text is written and has not left: it waits for the carrier, or for the end of quiet hours. */
async function written(state: 'queued' | 'scheduled') {
  const visit = await book()
  if (state === 'scheduled') {
    await db().clinic.update({ where: { id: desk.clinic.id }, data: { quiet_hours: '13:00-18:00' } })
  }
  goTo('2026-11-24T14:00:00-05:00')
  await sendDueReminders(desk.ctx)
  await db().clinic.update({ where: { id: desk.clinic.id }, data: { quiet_hours: null } })
  expect(await reminderTexts()).toMatchObject([{ state }])
  return visit
}
type Visit = Awaited<ReturnType<typeof book>>

/** A campaign tells the patient that the provider is away, and the patient chooses. */
async function chooseAnotherTime() {
  const campaign = await startCampaign(desk)
  await pass(desk, 2)
  const [member] = await membersOf(desk, campaign)
  const option = member!.offer!.options.find(({ starts_at }) => starts_at.getTime() !== Date.parse(VISIT_AT))!
  await answer(desk, desk.patient, String(option.reply_number))
  const visit = await db().appointment.findUniqueOrThrow({ where: { id: member!.appointment_id } })
  expect(visit).toMatchObject({ starts_at: option.starts_at, provider_id: option.provider_id })
}

/** Each way in which a visit stops being what its reminder says. */
const WAYS: Record<string, [reason: RegExp, (visit: Visit) => Promise<unknown>]> = {
  'staff cancel it': [
    /was cancelled/,
    (visit) => cancelAppointment(desk.clerk, { appointment_id: visit.id, notify_patient: false }),
  ],
  'the patient does not come': [
    /has taken place, or the patient did not come/,
    (visit) => {
      goTo('2026-11-26T14:05:00-05:00')
      return markNoShow(desk.clerk, { appointment_id: visit.id })
    },
  ],
  'staff move it': [
    /was moved/,
    (visit) =>
      rescheduleAppointment(desk.clerk, {
        appointment_id: visit.id,
        starts_at: '2026-11-27T15:00:00-05:00',
        notify_patient: false,
      }),
  ],
  'another visit takes its place': [
    /was cancelled/,
    async (visit) => {
      const other = await makePatient(desk.ctx, desk.clinic.id)
      await overrideBooking(desk.clerk, {
        action: 'book',
        clinic_id: desk.clinic.id,
        patient_id: other.id,
        provider_id: desk.providers[0]!.id,
        service_type_id: desk.service.id,
        starts_at: VISIT_AT,
        displace: [{ appointment_id: visit.id, action: 'cancel' }],
        reason: 'An emergency',
      })
    },
  ],
  'a campaign moves it': [/was moved/, chooseAnotherTime],
  'a campaign’s patient cancels it': [
    /was cancelled/,
    async (visit) => {
      await startCampaign(desk)
      await pass(desk, 2)
      await answer(desk, desk.patient, 'please cancel my appointment')
      await answer(desk, desk.patient, 'yes')
      expect(await db().appointment.findUnique({ where: { id: visit.id } })).toMatchObject({
        state: 'cancelled',
      })
    },
  ],
  'its reminders are switched off': [
    /Switched off/,
    (visit) => switchReminders(desk.clerk, { appointment_id: visit.id, is_on: false }),
  ],
}

describe.each(Object.entries(WAYS))('when %s', (_way, [reason, change]) => {
  it.each(['queued', 'scheduled'] as const)(
    'a text that is %s is dropped with its reminder',
    async (state) => {
      const visit = await written(state)
      const [text] = await reminderTexts()
      // What waits for a carrier is kept from leaving with the work of a campaign.
      const later = new Date(desk.ctx.now() + 4 * 3_600_000)
      await db().smsMessage.update({ where: { id: text!.id }, data: { due_at: later } })
      await change(visit)
      expect(await db().smsMessage.findUnique({ where: { id: text!.id } })).toMatchObject({
        state: 'cancelled',
        error_code: 'visit_changed',
        attempt: 0,
      })
      const gone = (await remindersOf(visit.id)).find(({ visit_at }) => visit_at === visit.starts_at)
      expect(gone).toMatchObject({ state: 'cancelled', reason: expect.stringMatching(reason), text: null })
    },
  )

  it('a reminder that waits is taken back', async () => {
    const visit = await book()
    goTo('2026-11-24T09:00:00-05:00')
    await change(visit)
    const gone = (await remindersOf(visit.id)).find(({ visit_at }) => visit_at === visit.starts_at)
    expect(gone).toMatchObject({ state: 'cancelled', reason: expect.stringMatching(reason) })
    goTo(VISIT_AT)
    await drain(desk.ctx)
    for (const { text } of await reminderTexts()) expect(text).not.toContain('Thu Nov 26, 2:00 PM')
  })
})

describe('when the clinic gets another time zone', () => {
  const setZone = (time_zone: string) => {
    const admin = actingAs(desk.ctx, staffActor('admin', [desk.clinic.id]))
    return saveClinic(admin, { clinic_id: desk.clinic.id, name: 'Northside', time_zone })
  }

  it('a reminder of whole days keeps the hour of the visit on the new clock, one of hours its distance', async () => {
    await remind(WEEK_BEFORE, THREE_HOURS)
    goTo('2027-03-01T12:00:00-05:00')
    // New York changes its clocks on 14 March 2027, Phoenix never does.
    const visit = await book('2027-03-16T10:00:00-04:00')
    const due = async () => (await remindersOf(visit.id)).map(({ due_at }) => due_at)
    expect(await due()).toEqual(['2027-03-09T15:00:00.000Z', '2027-03-16T11:00:00.000Z'])
    await setZone('America/Phoenix')
    expect(await due()).toEqual(['2027-03-09T14:00:00.000Z', '2027-03-16T11:00:00.000Z'])
    await setZone('America/New_York')
    expect(await due()).toEqual(['2027-03-09T15:00:00.000Z', '2027-03-16T11:00:00.000Z'])
  })

  it('a text that waits is written anew with the new hour, once', async () => {
    await written('scheduled')
    await setZone('America/Chicago')
    await drain(desk.ctx)
    const [old, anew, ...others] = await reminderTexts()
    expect(old).toMatchObject({ state: 'cancelled', error_code: 'visit_changed' })
    expect(old!.text).toContain('2:00 PM')
    expect(anew).toMatchObject({ state: 'delivered' })
    expect(anew!.text).toContain('1:00 PM')
    expect(others).toEqual([])
  })

  it('nothing changes for reminders that went, nor when the zone stays', async () => {
    const visit = await written('queued')
    await drain(desk.ctx)
    const before = await db().visitReminder.findMany({ where: { appointment_id: visit.id } })
    await setZone('America/New_York')
    await setZone('America/Chicago')
    expect(await db().visitReminder.findMany({ where: { appointment_id: visit.id } })).toEqual(before)
    expect(await reminderTexts()).toMatchObject([{ state: 'delivered' }])
  })
})

it('a text that waits is written anew when the visit goes to another provider at the same time', async () => {
  const visit = await written('scheduled')
  await rescheduleAppointment(desk.clerk, {
    appointment_id: visit.id,
    starts_at: VISIT_AT,
    provider_id: desk.providers[1]!.id,
    notify_patient: false,
  })
  await drain(desk.ctx)
  const [old, anew, ...others] = await reminderTexts()
  expect(old).toMatchObject({ state: 'cancelled', error_code: 'visit_changed' })
  expect(old!.text).toContain('Smith')
  expect(anew).toMatchObject({ state: 'delivered' })
  expect(anew!.text).toContain('Johnson')
  expect(others).toEqual([])
})

it('the patient’s timeline shows what was planned, what went and what was left out, with why', async () => {
  await remind(WEEK_BEFORE, DAY_BEFORE, THREE_HOURS)
  await book()
  await drain(desk.ctx)
  goTo('2026-11-25T14:00:00-05:00')
  await drain(desk.ctx)
  await textFrom(desk, 'STOP')
  await drain(desk.ctx)
  goTo('2026-11-26T11:00:00-05:00')
  await drain(desk.ctx)
  const { items } = await listAudit(desk.clerk, { patient_id: desk.patient.id })
  const lines = items.filter(({ action }) => action.startsWith('reminder.')).map(({ text }) => text)
  expect(lines.reverse()).toEqual([
    'Planned reminders, 1 day before, 3 hours before',
    'Left a reminder out, 7 days before: The visit was booked or moved shortly before, and that text said it',
    'Reminded the patient of a visit',
    'Left a reminder out, 3 hours before: The number has opted out of texts',
  ])
})

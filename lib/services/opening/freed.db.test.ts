import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { logger } from '#lib/logger.ts'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
import { TUESDAY, textFrom, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { type BackfillDesk, bookVisit, makeBackfillDesk, makeWaiting } from '#lib/test/waiting-list.ts'
import { cancelAppointment } from '../appointment/cancel.ts'
import { overrideBooking } from '../appointment/override.ts'
import { rescheduleAppointment } from '../appointment/reschedule.ts'
import { addTimeOff } from '../provider/add-time-off.ts'
import { cancelTimeOff } from '../provider/cancel-time-off.ts'
import { saveProvider } from '../provider/save.ts'
import { saveWaitingListRules } from '../waiting-list/save-rules.ts'

logger.level = 'silent'
const { db } = openTestDatabase()
/** Wednesday, 25 November 2026, in New York. */
const WEDNESDAY = (clock: string) => `2026-11-25T${clock}:00-05:00`
let desk: BackfillDesk
beforeEach(async () => {
  desk = await makeBackfillDesk(testCtx(db()))
})
afterEach(async () => {
  await db().agentMessage.updateMany({ where: { state: 'pending' }, data: { state: 'failed' } })
  await db().opening.updateMany({ where: { state: 'open' }, data: { state: 'gone' } })
  await db().openingInvitation.updateMany({ where: { state: 'invited' }, data: { state: 'too_late' } })
})

type Patient = { id: string; phone_sealed: string }
const openings = () =>
  db().opening.findMany({ where: { clinic_id: desk.clinic.id }, orderBy: { starts_at: 'asc' } })
const suggestions = () =>
  db().agentMessage.count({ where: { clinic_id: desk.clinic.id, message_type: 'PROACTIVE_SUGGESTION' } })
const bodies = async (patient: Patient) => (await textsTo(desk, patient.id)).map(({ text }) => text)

async function free(starts_at: string, provider = 0) {
  const visit = await bookVisit(desk, desk.patient, starts_at, provider)
  await cancelAppointment(desk.clerk, { appointment_id: visit.id, notify_patient: false })
}

describe('what frees a time', () => {
  it('a visit that is moved by a clerk frees where it stood', async () => {
    const waiting = await makeWaiting(desk)
    const visit = await bookVisit(desk, desk.patient, TUESDAY('10:00'))
    await rescheduleAppointment(desk.clerk, {
      appointment_id: visit.id,
      starts_at: TUESDAY('12:00'),
      provider_id: desk.providers[1]!.id,
      notify_patient: false,
    })
    await drain(desk.ctx)
    expect(await openings()).toMatchObject([
      { cause: 'moved', freed_by_id: visit.id, provider_id: desk.providers[0]!.id, state: 'open' },
    ])
    expect(await bodies(waiting)).toHaveLength(1)
  })

  it('an override that takes the place of another visit frees only what nobody stands in', async () => {
    await makeWaiting(desk)
    const visit = await bookVisit(desk, desk.patient, TUESDAY('10:00'))
    const newcomer = await makePatient(desk.ctx, desk.clinic.id)
    await overrideBooking(desk.admin, {
      action: 'book',
      clinic_id: desk.clinic.id,
      patient_id: newcomer.id,
      provider_id: desk.providers[0]!.id,
      service_type_id: desk.service.id,
      starts_at: TUESDAY('10:00'),
      reason: 'Urgent case',
      displace: [{ appointment_id: visit.id, action: 'cancel' }],
      notify_patient: false,
    })
    expect(await openings()).toEqual([])
    const moved = await db().appointment.findFirstOrThrow({ where: { patient_id: newcomer.id } })
    await overrideBooking(desk.admin, {
      action: 'move',
      clinic_id: desk.clinic.id,
      appointment_id: moved.id,
      starts_at: TUESDAY('12:05'),
      reason: 'Came late',
      notify_patient: false,
    })
    expect(await openings()).toMatchObject([{ cause: 'moved', starts_at: new Date(TUESDAY('10:00')) }])
  })

  it('time off that is withdrawn opens its nearest times, as many as there are people for them', async () => {
    const { time_off } = await addTimeOff(desk.clerk, {
      provider_id: desk.providers[0]!.id,
      starts_at: TUESDAY('09:00'),
      ends_at: WEDNESDAY('17:00'),
    })
    const [one, two] = [await makeWaiting(desk), await makeWaiting(desk, { weekdays: [3] })]
    await cancelTimeOff(desk.clerk, { time_off_id: time_off.id })
    expect((await openings()).map((opening) => [opening.cause, opening.starts_at])).toEqual([
      ['time_off_cancelled', new Date(TUESDAY('09:00'))],
      ['time_off_cancelled', new Date(WEDNESDAY('09:00'))],
    ])
    await drain(desk.ctx)
    expect(await bodies(one)).toHaveLength(1)
    expect(await bodies(two)).toHaveLength(1)
  })

  it('new hours open the nearest times of what is new alone, five at most', async () => {
    for (let count = 0; count < 7; count += 1) await makeWaiting(desk)
    const provider = desk.providers[0]!
    const save = (start_local: string) =>
      saveProvider(desk.admin, {
        clinic_id: desk.clinic.id,
        provider_id: provider.id,
        name: provider.name,
        service_type_ids: [desk.service.id],
        hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start_local, end_local: '17:00' })),
      })
    await save('08:00')
    const found = await openings()
    // Tuesday to Friday, two a day before nine; today's are past.
    expect(found.map((opening) => opening.starts_at.toISOString())).toEqual(
      [
        TUESDAY('08:00'),
        TUESDAY('08:30'),
        WEDNESDAY('08:00'),
        WEDNESDAY('08:30'),
        '2026-11-26T08:00:00-05:00',
      ].map((iso) => new Date(iso).toISOString()),
    )
    await save('08:00')
    expect(await openings()).toHaveLength(5)
  })

  it('leads to nothing while nobody waits, or the clinic has not switched it on', async () => {
    const off = await addTimeOff(desk.clerk, {
      provider_id: desk.providers[0]!.id,
      starts_at: TUESDAY('09:00'),
      ends_at: TUESDAY('17:00'),
    })
    await cancelTimeOff(desk.clerk, { time_off_id: off.time_off.id })
    expect(await openings()).toEqual([])
  })
})

describe('patients who prefer the provider', () => {
  const newTime = async () => {
    const { time_off } = await addTimeOff(desk.clerk, {
      provider_id: desk.providers[0]!.id,
      starts_at: TUESDAY('09:00'),
      ends_at: TUESDAY('10:00'),
    })
    await cancelTimeOff(desk.clerk, { time_off_id: time_off.id })
    await drain(desk.ctx)
  }
  const fan = (name: string) =>
    makePatient(desk.ctx, desk.clinic.id, { first_name: name, preferred_provider_id: desk.providers[0]!.id })

  it('hear nothing unless the clinic has switched it on', async () => {
    await fan('Fan')
    await newTime()
    expect(await openings()).toEqual([])
  })

  it('are told of newly opened time, after those who wait, about the visit that they have', async () => {
    await saveWaitingListRules(desk.admin, { clinic_id: desk.clinic.id, suggests_preferred: true })
    const withVisit = await fan('With')
    await bookVisit(desk, withVisit, WEDNESDAY('11:00'), 1)
    const stranger = await makePatient(desk.ctx, desk.clinic.id)
    await newTime()
    expect((await bodies(withVisit))[0]).toMatch(
      /an earlier time opened for With, in place of Wed Nov 25, 11:00 AM/,
    )
    expect(await bodies(stranger)).toEqual([])
    await textFrom(desk, '1', withVisit)
    await drain(desk.ctx)
    expect(
      await db().appointment.findMany({ where: { patient_id: withVisit.id, state: 'booked' } }),
    ).toMatchObject([{ starts_at: new Date(TUESDAY('09:00')), provider_id: desk.providers[0]!.id }])
  })

  it('hear nothing of a cancelled visit, whose time is for those who wait', async () => {
    await saveWaitingListRules(desk.admin, { clinic_id: desk.clinic.id, suggests_preferred: true })
    const loyal = await fan('Loyal')
    const waiting = await makeWaiting(desk)
    await free(WEDNESDAY('15:00'))
    await drain(desk.ctx)
    expect(await bodies(waiting)).toHaveLength(1)
    expect(await bodies(loyal)).toEqual([])
  })

  it('hear of it without a waiting list of the service, and not of a mere cancellation', async () => {
    await saveWaitingListRules(desk.admin, { clinic_id: desk.clinic.id, suggests_preferred: true })
    await db().serviceType.update({ where: { id: desk.service.id }, data: { backfill_enabled: false } })
    const loyal = await fan('Loyal')
    await free(WEDNESDAY('15:00'))
    await drain(desk.ctx)
    expect(await bodies(loyal)).toEqual([])
    await newTime()
    expect(await bodies(loyal)).toHaveLength(1)
    await textFrom(desk, 'none', loyal)
    await drain(desk.ctx)
    expect((await bodies(loyal)).at(-1)).toMatch(/thank you, noted\. Nothing has changed for you\./)
    // Not again within a week.
    await newTime()
    expect(await suggestions()).toBe(1)
  })
})

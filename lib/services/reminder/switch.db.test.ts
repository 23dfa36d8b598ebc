import { beforeEach, describe, expect, it } from 'vitest'
import { bookAppointment } from '#lib/services/appointment/book.ts'
import { confirmAppointment } from '#lib/services/appointment/confirm.ts'
import { rescheduleAppointment } from '#lib/services/appointment/reschedule.ts'
import { saveServiceType } from '#lib/services/service-type/save.ts'
import { staffActor, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { type Desk, makeDesk, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { readVisitReminders } from './list.ts'
import { switchReminders } from './switch.ts'

const { db } = openTestDatabase()
const TUESDAY = (clock: string) => `2026-12-01T${clock}:00-05:00`
const DAY = 1_440
let desk: Desk
let visit: Awaited<ReturnType<typeof bookAppointment>>
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
  await db().serviceType.update({ where: { id: desk.service.id }, data: { reminder_minutes: [DAY, 180] } })
  visit = await bookAppointment(desk.clerk, {
    clinic_id: desk.clinic.id,
    patient_id: desk.patient.id,
    provider_id: desk.providers[0]!.id,
    service_type_id: desk.service.id,
    starts_at: TUESDAY('10:00'),
  })
  await drain(desk.ctx)
})
const read = () => readVisitReminders(desk.clerk, { appointment_id: visit.id })
const lines = async () =>
  (await read()).reminders.map(({ minutes_before, state, reason }) => [minutes_before, state, reason])
const moveClockTo = (iso: string) => desk.ctx.advance(Date.parse(iso) - desk.ctx.now())

describe('the reminders of one visit', () => {
  it('are switched off and on again', async () => {
    const off = await switchReminders(desk.clerk, { appointment_id: visit.id, is_on: false })
    expect(off.is_on).toBe(false)
    expect(off.reminders.map(({ reason }) => reason)).toEqual([
      'Switched off for this visit',
      'Switched off for this visit',
    ])
    await auditOf(db(), 'appointment.reminders_off', visit.id)
    await moveClockTo('2026-11-30T12:00-05:00')
    await drain(desk.ctx)
    await switchReminders(desk.clerk, { appointment_id: visit.id, is_on: true })
    expect(await lines()).toEqual([
      [DAY, 'cancelled', 'Switched off for this visit'],
      [180, 'planned', null],
    ])
    expect((await textsTo(desk)).filter(({ kind }) => kind === 'reminder')).toEqual([])
  })

  it('show whether the text went', async () => {
    await moveClockTo('2026-11-30T10:00-05:00')
    await drain(desk.ctx)
    const [first] = (await read()).reminders
    expect(first).toMatchObject({ state: 'texted', text: { conversation_id: visit.conversation_id } })
    expect(['sent', 'delivered']).toContain(first!.text!.state)
  })

  it('follow the rules of the service, also for visits that are booked', async () => {
    const admin = { ...desk.ctx, actor: staffActor('admin', [desk.clinic.id]) }
    const {
      id,
      created_at: _made,
      ...service
    } = await db().serviceType.findUniqueOrThrow({
      where: { id: desk.service.id },
    })
    await saveServiceType(admin, { ...service, service_type_id: id, reminder_minutes: [2 * DAY, 180] })
    expect(await lines()).toEqual([
      [2 * DAY, 'planned', null],
      [DAY, 'cancelled', 'The service no longer has this reminder'],
      [180, 'planned', null],
    ])
  })
})

describe('staff confirm a visit', () => {
  it('and no further reminder goes, until the visit moves', async () => {
    const confirmed = await confirmAppointment(desk.clerk, { appointment_id: visit.id })
    expect(confirmed.confirmed_at).not.toBeNull()
    expect((await auditOf(db(), 'appointment.confirmed', visit.id)).detail).toMatchObject({ by: 'staff' })
    expect(new Set((await lines()).map(([, state]) => state))).toEqual(new Set(['cancelled']))
    await confirmAppointment(desk.clerk, { appointment_id: visit.id })
    await auditOf(db(), 'appointment.confirmed', visit.id)
    const moved = await rescheduleAppointment(desk.clerk, {
      appointment_id: visit.id,
      starts_at: TUESDAY('15:00'),
    })
    expect(moved.confirmed_at).toBeNull()
    expect((await read()).confirmed_at).toBeNull()
  })

  it('only while it is booked and ahead, unchanged since it was looked at, and in scope', async () => {
    const stale = confirmAppointment(desk.clerk, { appointment_id: visit.id, version: visit.version - 1 })
    await refusal(stale, 'changed_meanwhile')
    const elsewhere = await makeClinic(desk.ctx)
    const other = { ...desk.ctx, actor: staffActor('scheduler', [elsewhere.id]) }
    await refusal(confirmAppointment(other, { appointment_id: visit.id }), 'not_found')
    await refusal(switchReminders(other, { appointment_id: visit.id, is_on: false }), 'not_found')
    await refusal(readVisitReminders(other, { appointment_id: visit.id }), 'not_found')
    await moveClockTo(TUESDAY('10:05'))
    await refusal(confirmAppointment(desk.clerk, { appointment_id: visit.id }), 'illegal_state')
  })
})

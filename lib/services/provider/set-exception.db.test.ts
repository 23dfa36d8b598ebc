import { beforeEach, describe, expect, it } from 'vitest'
import type { SetExceptionInput } from '#lib/domain/scheduling/schema.ts'
import { staffActor, testCtx } from '#lib/test/context.ts'
import { type Desk, makeDesk, TUESDAY } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { refusal } from '#lib/test/scheduling.ts'
import { bookAppointment } from '../appointment/book.ts'
import { findSlots } from '../appointment/find-slots.ts'
import { listProviders } from './list.ts'
import { setException } from './set-exception.ts'

const { db } = openTestDatabase()
/** TUESDAY's date. */
const DATE = TUESDAY('00:00').slice(0, 10)
let desk: Desk
let providerId: string
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
  providerId = desk.providers[0]!.id
})

const set = (fields: Partial<SetExceptionInput> = {}) =>
  setException(desk.clerk, { provider_id: providerId, date: DATE, windows: [], ...fields })

/** Local starts of the free times of the date. */
async function free(): Promise<string[]> {
  const { slots } = await findSlots(desk.clerk, {
    clinic_id: desk.clinic.id,
    service_type_id: desk.service.id,
    provider_ids: [providerId],
    days: 14,
    limit: 200,
  })
  return slots
    .map((slot) =>
      Temporal.Instant.from(slot.starts_at).toZonedDateTimeISO(desk.clinic.time_zone).toPlainDateTime(),
    )
    .filter((time) => time.toPlainDate().toString() === DATE)
    .map((time) => time.toPlainTime().toString({ smallestUnit: 'minute' }))
    .sort()
}

describe('setException', () => {
  it('gives a date its own hours, which searches keep to, until the weekly hours come back', async () => {
    const usual = await free()
    expect(usual.length).toBeGreaterThan(4)
    const { provider } = await set({ windows: [{ start_local: '18:00', end_local: '19:00' }] })
    expect(provider.exceptions).toEqual([
      {
        date: DATE,
        time_zone: desk.clinic.time_zone,
        windows: [{ start_local: '18:00', end_local: '19:00' }],
      },
    ])
    const changed = await free()
    expect(changed.length).toBeGreaterThan(0)
    expect(changed.every((time) => time >= '18:00')).toBe(true)
    expect((await set({ windows: null })).provider.exceptions).toEqual([])
    expect(await free()).toEqual(usual)
  })

  it('closes a date; a second answer for the same date replaces the first', async () => {
    await set({ windows: [{ start_local: '18:00', end_local: '19:00' }] })
    const { provider } = await set()
    expect(provider.exceptions).toEqual([{ date: DATE, time_zone: desk.clinic.time_zone, windows: [] }])
    expect(await free()).toEqual([])
    const audited = { action: 'provider.exception_set', subject_id: providerId }
    expect(await db().auditEvent.count({ where: audited })).toBe(2)
  })

  it('refuses a booking in the hours that it took away, and names the bookings it leaves outside', async () => {
    const visit = {
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      provider_id: providerId,
      service_type_id: desk.service.id,
    }
    const booked = await bookAppointment(desk.clerk, { ...visit, starts_at: TUESDAY('10:00') })
    const { affected } = await set({ windows: [{ start_local: '13:00', end_local: '15:00' }] })
    expect(affected.map(({ id }) => id)).toEqual([booked.id])
    await refusal(bookAppointment(desk.clerk, { ...visit, starts_at: TUESDAY('11:00') }), 'conflict')
    expect((await set({ windows: [{ start_local: '09:00', end_local: '12:00' }] })).affected).toEqual([])
  })

  it('shows in the list of providers as long as the date is not over', async () => {
    await set()
    const listed = async () =>
      (await listProviders(desk.clerk, { clinic_id: desk.clinic.id })).find(({ id }) => id === providerId)
    expect((await listed())?.exceptions).toHaveLength(1)
    desk.ctx.advance(20 * 24 * 3_600_000)
    expect((await listed())?.exceptions).toEqual([])
  })

  it('refuses a date that is over, hours that end before they start, and foreign or reading logins', async () => {
    expect((await refusal(set({ date: '2026-11-01' }), 'invalid_input')).field).toBe('date')
    const wrong = set({ windows: [{ start_local: '12:00', end_local: '12:00' }] })
    expect((await refusal(wrong, 'invalid_input')).field).toBe('windows.0.end_local')
    const as = (role: 'viewer' | 'scheduler', clinics: string[]) =>
      setException(
        { ...desk.ctx, actor: staffActor(role, clinics) },
        { provider_id: providerId, date: DATE, windows: [] },
      )
    await refusal(as('viewer', [desk.clinic.id]), 'forbidden')
    await refusal(as('scheduler', [desk.ctx.newId()]), 'not_found')
  })
})

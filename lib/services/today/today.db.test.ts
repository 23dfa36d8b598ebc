import { afterAll, describe, expect, it } from 'vitest'
import { setAppForTests } from '#lib/compose.ts'
import { todayView } from '#lib/domain/staff/schema.ts'
import { staffActor, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makeClinic, makePatient } from '#lib/test/factories.ts'
import { makeDesk, offerThree, TUESDAY, textFrom } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { bookAppointment } from '../appointment/book.ts'
import { localDay, readToday } from './read.ts'

const database = openTestDatabase()
afterAll(() => setAppForTests(null))

describe('today', () => {
  it('is the clinic’s calendar day, 23 to 25 hours long', () => {
    const zone = 'America/New_York'
    const day = (iso: string) => {
      const { date, from, until } = localDay(Date.parse(iso), zone)
      return [date, new Date(from).toISOString(), (until - from) / 3_600_000]
    }
    expect(day('2026-11-23T15:00:00Z')).toEqual(['2026-11-23', '2026-11-23T05:00:00.000Z', 24])
    expect(day('2026-11-24T04:59:00Z')).toEqual(['2026-11-23', '2026-11-23T05:00:00.000Z', 24])
    expect(day('2026-03-08T15:00:00Z')).toEqual(['2026-03-08', '2026-03-08T05:00:00.000Z', 23])
    expect(day('2026-11-01T15:00:00Z')).toEqual(['2026-11-01', '2026-11-01T04:00:00.000Z', 25])
  })

  it('shows what needs staff, urgent first, today’s visits, open offers and the numbers of the week', async () => {
    const ctx = testCtx(database.db())
    const desk = await makeDesk(ctx)
    const [unclear, urgent, waiting] = [
      desk.patient,
      await makePatient(ctx, desk.clinic.id),
      await makePatient(ctx, desk.clinic.id),
    ]
    const today = await bookAppointment(desk.clerk, {
      clinic_id: desk.clinic.id,
      service_type_id: desk.service.id,
      provider_id: desk.providers[0]!.id,
      patient_id: waiting.id,
      starts_at: '2026-11-23T15:00:00-05:00',
      notify_patient: false,
    })
    await offerThree(desk)
    await drain(ctx)
    ctx.advance(10 * 60_000)
    await textFrom(desk, 'what should I bring?', unclear)
    await textFrom(desk, 'I have chest pain and cannot breathe', urgent)
    await drain(ctx)
    const view = todayView.parse(await readToday(desk.clerk, {}))
    expect(view.date).toBe('2026-11-23')
    expect(view.clinic.id).toBe(desk.clinic.id)
    expect(view.needs_staff.map(({ patient, is_urgent }) => [patient.id, is_urgent])).toEqual([
      [urgent.id, true],
      [unclear.id, false],
    ])
    expect(view.appointments.map(({ id }) => id)).toEqual([today.id])
    expect(view.numbers).toMatchObject({
      needs_staff: 2,
      appointments_today: 1,
      offers_open: 1,
      booked_by_text_7d: 0,
      median_reply_minutes_7d: 10,
    })
    expect(view.numbers.texts_7d).toBeGreaterThanOrEqual(3)
    expect(view.numbers.texts_price_micros_7d).toBeGreaterThan(0)
  })

  it('counts a booking by text', async () => {
    const ctx = testCtx(database.db())
    const desk = await makeDesk(ctx)
    await offerThree(desk)
    await drain(ctx)
    await textFrom(desk, '2')
    await drain(ctx)
    const { numbers, offers_waiting, appointments } = await readToday(desk.clerk, {
      clinic_id: desk.clinic.id,
    })
    expect(numbers).toMatchObject({ booked_by_text_7d: 1, offers_open: 0, needs_staff: 0 })
    expect(offers_waiting).toEqual([])
    // Booked for tomorrow.
    expect(appointments).toEqual([])
    expect(TUESDAY('11:00')).toContain('2026-11-24')
  })

  it('is empty for an empty clinic, and not there for another one', async () => {
    const ctx = testCtx(database.db())
    const [own, other] = [await makeClinic(ctx), await makeClinic(ctx)]
    const viewer = { ...ctx, actor: staffActor('viewer', [own.id]) }
    const view = await readToday(viewer, {})
    expect(view).toMatchObject({ needs_staff: [], appointments: [], offers_waiting: [] })
    expect(view.numbers).toMatchObject({
      median_reply_minutes_7d: null,
      texts_7d: 0,
      texts_price_micros_7d: 0,
    })
    await expect(readToday(viewer, { clinic_id: other.id })).rejects.toMatchObject({ code: 'not_found' })
  })
})

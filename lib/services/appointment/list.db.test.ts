import { beforeEach, describe, expect, it } from 'vitest'
import { MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { keyActor, testCtx } from '#lib/test/context.ts'
import { makeClinic, makePatient } from '#lib/test/factories.ts'
import { type Desk, makeDesk, TUESDAY } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { refusal } from '#lib/test/scheduling.ts'
import { bookAppointment } from './book.ts'
import { cancelAppointment } from './cancel.ts'
import { holdSlot } from './hold.ts'
import { listAppointments, listPatientAppointments } from './list.ts'
import { releaseHold } from './release.ts'

const { db } = openTestDatabase()
let desk: Desk
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
})

const range = (from = '00:00', until = '23:59') => ({
  clinic_id: desk.clinic.id,
  from: TUESDAY(from),
  until: TUESDAY(until),
})
const wish = (clock: string, provider = 0) => ({
  clinic_id: desk.clinic.id,
  patient_id: desk.patient.id,
  provider_id: desk.providers[provider]!.id,
  service_type_id: desk.service.id,
  starts_at: TUESDAY(clock),
  notify_patient: false,
})

describe('listAppointments', () => {
  it('lists what touches the range, earliest first, with names and what may be done', async () => {
    const later = await bookAppointment(desk.clerk, wish('11:00'))
    const earlier = await bookAppointment(desk.clerk, wish('09:30', 1))
    const rows = await listAppointments(desk.clerk, range())
    expect(rows.map((row) => row.id)).toEqual([earlier.id, later.id])
    expect(rows[0]).toMatchObject({
      patient: { name: expect.stringContaining('Maria') },
      disabled: { cancel: null },
    })
    expect(await listAppointments(desk.clerk, range('09:45', '11:00'))).toEqual([rows[0]])
    expect(await listAppointments(desk.clerk, range('10:00', '11:00'))).toEqual([])
  })

  it('filters by provider and patient', async () => {
    await bookAppointment(desk.clerk, wish('11:00'))
    const second = desk.providers[1]!.id
    expect(await listAppointments(desk.clerk, { ...range(), provider_id: second })).toEqual([])
    const other = await makePatient(desk.ctx, desk.clinic.id)
    expect(await listAppointments(desk.clerk, { ...range(), patient_id: other.id })).toEqual([])
    expect(await listAppointments(desk.clerk, { ...range(), patient_id: desk.patient.id })).toHaveLength(1)
  })

  it('shows cancelled visits and live holds, but no hold that is over', async () => {
    const visit = await bookAppointment(desk.clerk, wish('09:00'))
    await cancelAppointment(desk.clerk, { appointment_id: visit.id, notify_patient: false })
    const hold = (clock: string, minutes: number) => holdSlot(desk.clerk, { ...wish(clock), minutes })
    await hold('10:00', 60)
    await hold('11:00', 1)
    await releaseHold(desk.clerk, { appointment_id: (await hold('12:00', 60)).id })
    desk.ctx.advance(MINUTE_MS)
    const now = { ...desk.clerk, now: desk.ctx.now }
    const states = (await listAppointments(now, range())).map((row) => row.state)
    expect(states).toEqual(['cancelled', 'held'])
    expect((await listPatientAppointments(now, desk.patient.id)).map((row) => row.state)).toEqual([
      'cancelled',
      'held',
    ])
  })

  it('asks for a sensible range, in scope, with the right', async () => {
    await refusal(listAppointments(desk.clerk, range('12:00', '12:00')), 'invalid_input')
    const long = { ...range(), until: '2027-03-01T00:00:00Z' }
    expect((await refusal(listAppointments(desk.clerk, long), 'invalid_input')).message).toContain('62 days')
    const elsewhere = await makeClinic(desk.ctx)
    await refusal(listAppointments(desk.clerk, { ...range(), clinic_id: elsewhere.id }), 'not_found')
    const key = { ...desk.ctx, actor: keyActor(['agents:*'], [desk.clinic.id]) }
    await refusal(listAppointments(key, range()), 'forbidden')
  })
})

import { beforeEach, describe, expect, it } from 'vitest'
import type { FindSlotsInput } from '#lib/domain/scheduling/schema.ts'
import { MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { keyActor, staffActor, testCtx } from '#lib/test/context.ts'
import { makeClinic, makePatient, makeProvider, makeServiceType } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree, TUESDAY, textFrom } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { refusal } from '#lib/test/scheduling.ts'
import { addTimeOff } from '../provider/add-time-off.ts'
import { bookAppointment } from './book.ts'
import { findSlots } from './find-slots.ts'
import { holdSlot } from './hold.ts'

const { db } = openTestDatabase()
let desk: Desk
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
})

const find = (fields: Partial<FindSlotsInput> = {}) =>
  findSlots(desk.clerk, {
    clinic_id: desk.clinic.id,
    service_type_id: desk.service.id,
    from: TUESDAY('00:00'),
    days: 1,
    limit: 200,
    ...fields,
  })
const first = () => desk.providers[0]!
const wish = (clock: string, fields: Partial<Parameters<typeof bookAppointment>[1]> = {}) => ({
  clinic_id: desk.clinic.id,
  patient_id: desk.patient.id,
  provider_id: first().id,
  service_type_id: desk.service.id,
  starts_at: TUESDAY(clock),
  notify_patient: false,
  ...fields,
})
const startsWith = async (providerId: string, fields: Partial<FindSlotsInput> = {}) =>
  (await find({ provider_ids: [providerId], ...fields })).slots
    .map((slot) => slot.starts_at.slice(11, 16))
    .sort()

describe('findSlots', () => {
  it('finds every free half hour of both providers, in the clinic’s zone', async () => {
    const result = await find()
    expect(result).toMatchObject({
      time_zone: 'America/New_York',
      searched_from: '2026-11-24T05:00:00.000Z',
      searched_until: '2026-11-25T05:00:00.000Z',
    })
    expect(result.slots).toHaveLength(32)
    expect(result.slots[0]).toMatchObject({
      starts_at: '2026-11-24T14:00:00.000Z',
      ends_at: '2026-11-24T14:30:00.000Z',
      warning: null,
    })
    expect(result.slots.every((slot) => slot.reasoning.length > 0)).toBe(true)
  })

  it('begins now at the earliest and keeps the notice', async () => {
    const { searched_from, slots } = await find({ from: '2026-11-20T00:00:00Z' })
    expect(searched_from).toBe(new Date(desk.ctx.now()).toISOString())
    // 10:00 in New York; an hour of notice.
    expect(slots.map((slot) => slot.starts_at).sort()[0]).toBe('2026-11-23T16:00:00.000Z')
  })

  it('leaves out visits, live holds and time off, and counts an ended hold as free', async () => {
    await bookAppointment(desk.clerk, wish('09:00'))
    await holdSlot(desk.clerk, { ...wish('10:00'), patient_id: null, minutes: 600 })
    await holdSlot(desk.clerk, { ...wish('11:00'), patient_id: null, minutes: 1 })
    await addTimeOff(desk.clerk, {
      provider_id: first().id,
      starts_at: TUESDAY('12:00'),
      ends_at: TUESDAY('16:45'),
    })
    expect(await startsWith(first().id)).toEqual(['14:30', '15:30', '16:30'])
    desk.ctx.advance(2 * MINUTE_MS)
    desk.clerk = { ...desk.clerk, now: desk.ctx.now }
    expect(await startsWith(first().id)).toEqual(['14:30', '15:30', '16:00', '16:30'])
  })

  it('keeps the times of an ended offer while a text that came in time is unread', async () => {
    const sent = await offerThree(desk)
    expect(sent.offer.options).toHaveLength(3)
    desk.ctx.advance(21 * 60 * MINUTE_MS)
    await textFrom(desk, '1')
    // Tuesday 07:30; the holds of the morning ended at their own notice, 09:00 at the latest.
    desk.ctx.advance(3 * 60 * MINUTE_MS)
    desk.clerk = { ...desk.clerk, now: desk.ctx.now }
    expect(await startsWith(first().id)).not.toContain('16:00')
    await db().smsMessage.updateMany({
      where: { direction: 'inbound' },
      data: { interpreted_at: new Date() },
    })
    expect(await startsWith(first().id)).toContain('16:00')
  })

  it('offers only active providers of the service, never external ones', async () => {
    const other = await makeServiceType(desk.ctx, desk.clinic.id)
    await makeProvider(desk.ctx, desk.clinic.id, { service_type_ids: [other.id] })
    const gone = await makeProvider(desk.ctx, desk.clinic.id, { service_type_ids: [desk.service.id] })
    await db().provider.update({ where: { id: gone.id }, data: { is_active: false } })
    const outside = await makeProvider(desk.ctx, desk.clinic.id, { service_type_ids: [desk.service.id] })
    await db().provider.update({ where: { id: outside.id }, data: { is_external: true } })
    const providers = new Set((await find()).slots.map((slot) => slot.provider_id))
    expect([...providers].sort()).toEqual(desk.providers.map(({ id }) => id).sort())
  })

  it('filters by part of the day and weekday in local time', async () => {
    const { slots } = await find({ days: 7, time_of_day: 'morning', weekdays: [3] })
    expect(slots.map((slot) => slot.starts_at)).toHaveLength(12)
    expect(slots.every((slot) => slot.starts_at.startsWith('2026-11-25T1'))).toBe(true)
    expect(slots[0]?.reasoning).toContain('Matches time preference')
  })

  it('ranks by what the patient is known to like and whom they saw last', async () => {
    const second = desk.providers[1]!
    await db().patient.update({
      where: { id: desk.patient.id },
      data: { preferred_provider_id: second.id, preferred_time_of_day: 'afternoon' },
    })
    const { slots } = await find({ patient_id: desk.patient.id })
    expect(slots[0]).toMatchObject({
      provider_id: second.id,
      starts_at: '2026-11-24T17:00:00.000Z',
      match_score: 0.9,
    })
    expect(slots[0]?.reasoning).toEqual(['Matches preferred provider', 'Matches time preference'])
  })

  it('suggests a few that differ and that the list contains, however short it is', async () => {
    const { slots, suggested } = await find({ days: 7, limit: 4 })
    expect(slots).toHaveLength(4)
    expect(suggested).toHaveLength(3)
    for (const slot of suggested) expect(slots).toContainEqual(slot)
    expect(new Set(suggested.map((slot) => slot.starts_at.slice(0, 10))).size).toBe(3)
  })

  it('never finds again what was excluded', async () => {
    const excluded = { provider_id: first().id, starts_at: TUESDAY('09:00') }
    expect(await startsWith(first().id, { exclude: [excluded] })).not.toContain('14:00')
  })

  it('warns of a time at which the patient has a visit or a hold elsewhere, and does not suggest it', async () => {
    await bookAppointment(desk.clerk, wish('09:00'))
    await holdSlot(desk.clerk, { ...wish('09:30'), minutes: 60 })
    const second = desk.providers[1]!
    const { slots, suggested } = await find({ patient_id: desk.patient.id, provider_ids: [second.id] })
    const warnings = new Map(slots.map((slot) => [slot.starts_at.slice(11, 16), slot.warning]))
    expect(warnings.get('14:00')).toBe('This patient has a visit with Dr. Ada Smith then.')
    expect(warnings.get('14:30')).toBe('A time with Dr. Ada Smith is held for this patient then.')
    expect(warnings.get('15:00')).toBeNull()
    expect(suggested.every((slot) => slot.warning === null)).toBe(true)
  })

  it('keeps a whole local day where the clocks change', async () => {
    // New York leaves daylight saving on 1 November 2026: the day has 25 hours.
    const early = testCtx(db(), { now: Date.parse('2026-10-31T12:00:00Z'), actor: desk.clerk.actor })
    const result = await findSlots(early, {
      clinic_id: desk.clinic.id,
      service_type_id: desk.service.id,
      from: '2026-11-01T00:00:00-04:00',
      days: 1,
    })
    expect(result.searched_until).toBe('2026-11-02T05:00:00.000Z')
  })

  it('is not found out of scope, and refused without any right to schedules', async () => {
    const elsewhere = await makeClinic(desk.ctx)
    const foreign = await makeServiceType(desk.ctx, elsewhere.id)
    await refusal(find({ clinic_id: elsewhere.id }), 'not_found')
    await refusal(find({ service_type_id: foreign.id }), 'not_found')
    await refusal(find({ patient_id: (await makePatient(desk.ctx, elsewhere.id)).id }), 'not_found')
    const input = { clinic_id: desk.clinic.id, service_type_id: desk.service.id }
    const agentsOnly = { ...desk.ctx, actor: keyActor(['agents:*'], [desk.clinic.id]) }
    await refusal(findSlots(agentsOnly, input), 'forbidden')
    const viewer = { ...desk.ctx, actor: staffActor('viewer', [desk.clinic.id]) }
    expect((await findSlots(viewer, input)).slots.length).toBeGreaterThan(0)
    const sender = { ...desk.ctx, actor: keyActor(['offers:send'], [desk.clinic.id]) }
    expect((await findSlots(sender, input)).slots.length).toBeGreaterThan(0)
  })
})

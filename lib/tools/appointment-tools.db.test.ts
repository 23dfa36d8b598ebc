import { describe, expect, it } from 'vitest'
import { actingAs } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { phoneOf } from '#lib/services/patient/view.ts'
import { optOut } from '#lib/services/sms/opt-out.ts'
import { keyActor, type TestCtx, testCtx } from '#lib/test/context.ts'
import { makeFrontDesk, makePatient } from '#lib/test/factories.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { overlappingPairs, refusal } from '#lib/test/scheduling.ts'
import { bookAppointmentTool } from './book-appointment.ts'
import { cancelAppointmentTool } from './cancel-appointment.ts'
import { findSlotsTool } from './find-slots.ts'
import { listAppointmentsTool } from './list-appointments.ts'
import { listConversationsTool } from './list-conversations.ts'
import { listProvidersTool } from './list-providers.ts'
import { rescheduleAppointmentTool } from './reschedule-appointment.ts'
import type { VisitOutput } from './visit.ts'

const database = openTestDatabase()
const SCOPES = ['conversations:read', 'appointments:write']

async function setting(options: { scopes?: string[] } = {}) {
  const ctx = testCtx(database.db())
  const desk = await makeFrontDesk(ctx)
  const agent = actingAs(ctx, keyActor(options.scopes ?? SCOPES, [desk.clinic.id])) as TestCtx
  const at10 = { provider: 'Smith', date: '2026-11-24', time: '10:00 AM' }
  const book = async (fields: object = {}) =>
    (await bookAppointmentTool.call(agent, {
      patient_id: desk.patient.id,
      ...at10,
      ...fields,
    })) as VisitOutput
  const texts = () => ctx.db.smsMessage.count({ where: { clinic_id: desk.clinic.id } })
  return { ctx, desk, agent, at10, book, texts }
}

describe('find_slots', () => {
  it('tells free times in the clinic’s own time, the suggested ones marked', async () => {
    const { agent, desk } = await setting()
    const found = await findSlotsTool.call(agent, { from_date: '2026-11-24', days: 1, limit: 5 })
    expect(found).toMatchObject({
      clinic: desk.clinic.name,
      time_zone: 'America/New_York',
      service: desk.service.name,
    })
    const slots = found.slots as { date: string; time: string; starts_at: string; is_suggested: boolean }[]
    expect(slots).toHaveLength(5)
    expect(slots.every(({ date }) => date === '2026-11-24')).toBe(true)
    expect(slots.some(({ is_suggested }) => is_suggested)).toBe(true)
    expect(slots[0]?.time).toMatch(/^\d{1,2}:\d{2} [AP]M$/)
  })

  it('looks at the provider who is named, and offers the names when nobody fits', async () => {
    const { agent } = await setting()
    const found = await findSlotsTool.call(agent, { provider: 'dr. johnson', days: 2 })
    const names = (found.slots as { provider: string }[]).map(({ provider }) => provider)
    expect(new Set(names)).toEqual(new Set(['Dr. Ben Johnson']))
    const error = await refusal(findSlotsTool.call(agent, { provider: 'Nobody' }), 'invalid_input')
    expect(error.toBody()).toMatchObject({ field: 'provider', legal: ['Dr. Ada Smith', 'Dr. Ben Johnson'] })
    const other = await refusal(findSlotsTool.call(agent, { service: 'Surgery' }), 'invalid_input')
    expect(other.field).toBe('service')
  })

  it('knows a provider and a service by the other names that staff gave them, in any spelling', async () => {
    const { agent, desk } = await setting()
    const ben = await agent.db.provider.findFirstOrThrow({
      where: { clinic_id: desk.clinic.id, surname_key: 'johnson' },
    })
    await agent.db.provider.update({ where: { id: ben.id }, data: { aliases: ['prov_7'] } })
    await agent.db.serviceType.update({ where: { id: desk.service.id }, data: { aliases: ['svc 12'] } })
    const found = await findSlotsTool.call(agent, { provider: 'PROV-7', service: 'svc_12', days: 2 })
    expect(found.service).toBe(desk.service.name)
    const names = (found.slots as { provider: string }[]).map(({ provider }) => provider)
    expect(new Set(names)).toEqual(new Set(['Dr. Ben Johnson']))
  })

  it('is for keys that may write times, too', async () => {
    const { agent } = await setting({ scopes: ['offers:send'] })
    expect((await findSlotsTool.call(agent, {})).slots).not.toEqual([])
    const { agent: stranger } = await setting({ scopes: ['messages:read'] })
    await refusal(findSlotsTool.call(stranger, {}), 'forbidden')
  })
})

describe('book_appointment', () => {
  it('books by the rules, texts the confirmation, and tells the visit', async () => {
    const { book, desk, texts } = await setting()
    const visit = await book()
    expect(visit).toMatchObject({
      state: 'booked',
      date: '2026-11-24',
      time: '10:00 AM',
      starts_at: '2026-11-24T15:00:00.000Z',
      provider: 'Dr. Ada Smith',
      patient_id: desk.patient.id,
      service: desk.service.name,
      clinic: desk.clinic.name,
    })
    expect(await texts()).toBe(1)
  })

  it('gives the same key the same answer, books once, and refuses other arguments under it', async () => {
    const { book, texts, ctx, desk } = await setting()
    const first = await book({ idempotency_key: 'k1' })
    expect(await book({ idempotency_key: 'k1' })).toEqual(first)
    expect(await ctx.db.appointment.count({ where: { clinic_id: desk.clinic.id } })).toBe(1)
    expect(await texts()).toBe(1)
    const error = await refusal(book({ idempotency_key: 'k1', time: '11:00 AM' }), 'invalid_input')
    expect(error.field).toBe('idempotency_key')
  })

  it('books once when two calls with one key run at a time', async () => {
    const { book, ctx, desk } = await setting()
    const [one, other] = await Promise.all([book({ idempotency_key: 'k2' }), book({ idempotency_key: 'k2' })])
    expect(one).toEqual(other)
    expect(await ctx.db.appointment.count({ where: { clinic_id: desk.clinic.id } })).toBe(1)
    expect(await overlappingPairs(ctx.db)).toEqual([])
  })

  it('takes a phone number instead of an id, and leaves no patient behind when the time is lost', async () => {
    const { book, ctx, desk } = await setting()
    await book()
    const before = await ctx.db.patient.count({ where: { clinic_id: desk.clinic.id } })
    const phone = { patient_id: null, phone_number: '+12125550199' }
    await refusal(book(phone), 'conflict')
    expect(await ctx.db.patient.count({ where: { clinic_id: desk.clinic.id } })).toBe(before)
    const visit = await book({ ...phone, time: '11:00' })
    expect(visit.state).toBe('booked')
    expect(visit.patient_id).not.toBe(desk.patient.id)
  })

  it.each([
    ['both ways to name the patient', { phone_number: '+12125550199' }, 'patient_id'],
    ['no way to name the patient', { patient_id: null }, 'patient_id'],
    ['a provider nobody knows', { provider: 'House' }, 'provider'],
    ['a date that no calendar has', { date: '2026-02-30' }, 'date'],
    ['a time nobody can read', { time: 'noonish' }, 'time'],
    ['an id that is none', { patient_id: 'maria' }, 'patient_id'],
  ])('names the field of %s', async (_name, fields, field) => {
    const { book } = await setting()
    expect((await refusal(book(fields), 'invalid_input')).field).toBe(field)
  })

  it('sees nothing of another clinic', async () => {
    const [here, there] = [await setting(), await setting()]
    await refusal(here.book({ patient_id: there.desk.patient.id }), 'not_found')
    const visit = await there.book()
    const other = { appointment_id: visit.appointment_id }
    await refusal(cancelAppointmentTool.call(here.agent, other), 'not_found')
    await refusal(
      rescheduleAppointmentTool.call(here.agent, { ...other, ...here.at10, time: '15:00' }),
      'not_found',
    )
    expect((await refusal(here.book({ clinic: there.desk.clinic.id }), 'invalid_input')).field).toBe('clinic')
  })

  it('is refused to a key that only reads, and that is written down', async () => {
    const { book, ctx, agent } = await setting({ scopes: ['conversations:read'] })
    await refusal(book(), 'forbidden')
    const denial = await ctx.db.auditEvent.findFirstOrThrow({
      where: { actor_id: agent.actor.id, is_denied: true },
    })
    expect(denial.action).toBe('tool.book_appointment')
  })

  it('books for a patient who opted out, and texts nobody', async () => {
    const { book, ctx, desk, texts } = await setting()
    await mutate(ctx, { name: 'test.opt_out', permission: null }, (tx) =>
      optOut(tx, {
        phone_index: desk.patient.phone_index,
        phone_number: phoneOf(ctx, desk.patient),
        source: 'staff',
        clinic_id: desk.clinic.id,
      }),
    )
    expect((await book()).state).toBe('booked')
    expect(await texts()).toBe(0)
  })
})

describe('reschedule_appointment and cancel_appointment', () => {
  it('moves to another time and provider, once for one key, and says what is in the way', async () => {
    const { agent, book, desk, ctx } = await setting()
    const visit = await book()
    const patient = await makePatient(ctx, desk.clinic.id)
    await book({ patient_id: patient.id, provider: 'Johnson', time: '2:00 PM' })
    const move = (fields: object) =>
      rescheduleAppointmentTool.call(agent, {
        appointment_id: visit.appointment_id,
        date: '2026-11-24',
        ...fields,
      })
    await refusal(move({ time: '2:00 PM', provider: 'Johnson' }), 'conflict')
    const wanted = { time: '3:00 PM', provider: 'Johnson', idempotency_key: 'm1', version: visit.version }
    const moved = await move(wanted)
    expect(moved).toMatchObject({
      time: '3:00 PM',
      provider: 'Dr. Ben Johnson',
      appointment_id: visit.appointment_id,
    })
    expect(await move(wanted)).toEqual(moved)
    await refusal(move({ time: '4:00 PM', version: visit.version }), 'changed_meanwhile')
  })

  it('cancels once for one key, and what is not booked any more is refused', async () => {
    const { agent, book } = await setting()
    const { appointment_id } = await book()
    const cancel = (fields: object = {}) => cancelAppointmentTool.call(agent, { appointment_id, ...fields })
    const done = await cancel({ idempotency_key: 'c1', reason: 'The patient rang' })
    expect(done.state).toBe('cancelled')
    expect(await cancel({ idempotency_key: 'c1', reason: 'The patient rang' })).toEqual(done)
    const error = await cancel().catch((thrown: unknown) => thrown)
    expect(isSwitchboardError(error, 'illegal_state')).toBe(true)
  })
})

describe('the lists', () => {
  it('list appointments of a day in pages, of one provider or patient', async () => {
    const { agent, book, desk, ctx } = await setting()
    const other = await makePatient(ctx, desk.clinic.id)
    const first = await book()
    const second = await book({ patient_id: other.id, provider: 'Johnson' })
    const third = await book({ time: '3:00 PM' })
    const list = (fields: object) => listAppointmentsTool.call(agent, { from_date: '2026-11-24', ...fields })
    const idsOf = (page: Record<string, unknown>) =>
      (page.appointments as VisitOutput[]).map(({ appointment_id }) => appointment_id)
    const whole = await list({})
    expect(idsOf(whole)).toHaveLength(3)
    expect(whole.next_cursor).toBeNull()
    const page = await list({ limit: 2 })
    const rest = await list({ limit: 2, cursor: page.next_cursor })
    expect([...idsOf(page), ...idsOf(rest)]).toEqual(idsOf(whole))
    expect(idsOf(await list({ provider: 'Johnson' }))).toEqual([second.appointment_id])
    expect(idsOf(await list({ patient_id: desk.patient.id }))).toEqual([
      first.appointment_id,
      third.appointment_id,
    ])
    expect(idsOf(await list({ from_date: '2026-11-25' }))).toEqual([])
    expect((await refusal(list({ cursor: 'x' }), 'invalid_input')).field).toBe('cursor')
  })

  it('list providers with hours and the clinic’s services', async () => {
    const { agent, desk } = await setting()
    const listed = await listProvidersTool.call(agent, {})
    expect(listed.services).toMatchObject([
      { service_id: desk.service.id, is_default: true, duration_minutes: 30 },
    ])
    expect(listed.providers).toMatchObject([
      { name: 'Dr. Ada Smith', services: [desk.service.name], schedule_kept_by: null },
      { name: 'Dr. Ben Johnson' },
    ])
    const [ada] = listed.providers as { hours: unknown[] }[]
    expect(ada?.hours).toHaveLength(5)
    expect(ada?.hours[0]).toEqual({
      weekday: 1,
      start: '09:00',
      end: '17:00',
      from_date: null,
      until_date: null,
    })
  })

  it('list conversations of the key’s own clinics alone', async () => {
    const [here, there] = [await setting(), await setting()]
    await here.book()
    await there.book()
    const listed = await listConversationsTool.call(here.agent, {})
    expect(listed.conversations).toMatchObject([{ patient_id: here.desk.patient.id, status: 'confirmed' }])
    const none = await listConversationsTool.call(here.agent, { needs_staff: true })
    expect(none).toMatchObject({ conversations: [], needs_staff_count: 0 })
    const named = await listConversationsTool.call(here.agent, { provider: 'Smith', search: 'Maria' })
    expect(named.conversations).toHaveLength(1)
    const foreign = listConversationsTool.call(here.agent, { clinic: there.desk.clinic.name })
    expect((await refusal(foreign, 'invalid_input')).field).toBe('clinic')
  })
})

import { describe, expect, it } from 'vitest'
import { actingAs } from '#lib/core/context.ts'
import { bookAppointment } from '#lib/services/appointment/book.ts'
import { keyActor, type TestCtx, testCtx } from '#lib/test/context.ts'
import { makePatient } from '#lib/test/factories.ts'
import { makeDesk, offerThree, TUESDAY } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { refusal } from '#lib/test/scheduling.ts'
import { setTimeOffTool } from './set-time-off.ts'

const database = openTestDatabase()

async function setting(scopes = ['conversations:read', 'appointments:write', 'offers:send']) {
  const ctx = testCtx(database.db())
  const desk = await makeDesk(ctx)
  const agent = actingAs(ctx, keyActor(scopes, [desk.clinic.id])) as TestCtx
  const [ada] = desk.providers
  const book = async (clock: string, patientId = desk.patient.id) =>
    bookAppointment(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: patientId,
      provider_id: ada!.id,
      service_type_id: desk.service.id,
      starts_at: TUESDAY(clock),
      notify_patient: false,
    })
  const day = { provider: 'Smith', from_date: '2026-11-24', until_date: '2026-11-24' }
  const call = (fields: object = {}) => setTimeOffTool.call(agent, { ...day, ...fields })
  const rows = () => ctx.db.timeOff.findMany({ where: { provider_id: ada!.id } })
  return { ctx, desk, agent, book, call, rows, ada: ada! }
}

describe('set_time_off', () => {
  it('shows first what it would do, and changes nothing', async () => {
    const { book, call, rows, desk } = await setting()
    const visit = await book('15:00')
    const preview = await call({ offer_new_times: true })
    expect(preview).toMatchObject({
      is_applied: false,
      confirmation: expect.any(String),
      provider: 'Dr. Ada Smith',
      clinic: desk.clinic.name,
      starts_at: '2026-11-24T05:00:00.000Z',
      ends_at: '2026-11-25T05:00:00.000Z',
      visits: [{ appointment_id: visit.id, outcome: 'text' }],
      texts: 1,
    })
    expect(await rows()).toEqual([])
  })

  it('does it with the confirmation, once for one key', async () => {
    const { book, call, rows, ctx } = await setting()
    await book('10:00')
    const fields = { offer_new_times: true, from_time: '9:00 AM', until_time: '1:00 PM', note: 'Conference' }
    const { confirmation } = await call(fields)
    const confirmed = { ...fields, confirmation, idempotency_key: 'off' }
    const done = await call(confirmed)
    expect(done).toMatchObject({ is_applied: true, confirmation: null, ends_at: '2026-11-24T18:00:00.000Z' })
    expect(await call(confirmed)).toEqual(done)
    expect(await rows()).toHaveLength(1)
    const campaign = await ctx.db.campaign.findUniqueOrThrow({ where: { id: done.campaign_id as string } })
    expect(campaign.time_off_id).toBe(done.time_off_id)
  })

  it.each([
    ['another visit', {}],
    ['other times', { until_time: '1:00 PM' }],
    ['texts that were not previewed', { offer_new_times: true }],
  ])('asks to look again when the confirmation is for less: %s', async (name, fields) => {
    const { book, call, rows, desk, ctx } = await setting()
    await book('10:00')
    const { confirmation } = await call()
    if (name === 'another visit') await book('11:00', (await makePatient(ctx, desk.clinic.id)).id)
    const error = await refusal(call({ ...fields, confirmation }), 'conflict')
    expect(error.field).toBe('confirmation')
    expect(await rows()).toEqual([])
  })

  it('lets go of held times, and says how many', async () => {
    const { call, desk, ctx, ada } = await setting()
    await offerThree(desk)
    const { confirmation, held_times_released } = await call()
    expect(held_times_released).toBe(2)
    await call({ confirmation })
    const held = { provider_id: ada.id, state: 'held' as const }
    expect(await ctx.db.appointment.count({ where: held })).toBe(0)
  })

  it('names the field of times that cannot be', async () => {
    const { call } = await setting()
    expect((await refusal(call({ until_date: '2026-11-23' }), 'invalid_input')).field).toBe('until_date')
    expect((await refusal(call({ from_time: 'early' }), 'invalid_input')).field).toBe('from_time')
    expect((await refusal(call({ provider: 'House' }), 'invalid_input')).field).toBe('provider')
  })

  it('needs to read as well as to write', async () => {
    await refusal((await setting(['appointments:write'])).call(), 'forbidden')
    await refusal((await setting(['conversations:read'])).call(), 'forbidden')
    const silent = await setting(['conversations:read', 'appointments:write'])
    expect((await silent.call()).is_applied).toBe(false)
    const error = await refusal(silent.call({ offer_new_times: true }), 'forbidden')
    expect(error.message).toContain('offers:send')
  })
})

import { beforeEach, describe, expect, it } from 'vitest'
import { actingAs } from '#lib/core/context.ts'
import { createMockGateway } from '#lib/gateways/sms/mock.ts'
import { staffActor, type TestCtx, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { type Desk, makeDesk, textFrom } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf } from '#lib/test/scheduling.ts'
import { saveClinic } from '../clinic/save.ts'
import { sendStaffText } from '../sms/send-staff-text.ts'
import { getTextCosts } from './costs.ts'
import { getTextPolicy } from './get-policy.ts'
import { saveTextPolicy } from './save-policy.ts'

const { db } = openTestDatabase()
let desk: Desk
let ctx: TestCtx
const admin = () => actingAs(ctx, staffActor('admin', [desk.clinic.id]))

beforeEach(async () => {
  ctx = testCtx(db())
  desk = await makeDesk(ctx)
})

const RULES = { quiet_hours: '21:00-07:30', max_texts_per_day: 2, max_texts_per_week: 0, fails_over: false }

describe('a clinic’s rules for texts', () => {
  it('are saved by an administrator, 0 is no limit, and the change is in the audit trail', async () => {
    const saved = await saveTextPolicy(admin(), { clinic_id: desk.clinic.id, ...RULES })
    expect(saved).toMatchObject({ ...RULES, max_texts_per_week: null })
    expect(await getTextPolicy(desk.clerk, desk.clinic.id)).toEqual(saved)
    await auditOf(db(), 'clinic.text_policy_changed', desk.clinic.id)
  })

  it('are refused to others, for other clinics, and when they make no sense', async () => {
    const input = { clinic_id: desk.clinic.id, ...RULES }
    await expect(saveTextPolicy(desk.clerk, input)).rejects.toMatchObject({ code: 'forbidden' })
    const other = await makeClinic(ctx)
    await expect(saveTextPolicy(admin(), { ...input, clinic_id: other.id })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(getTextPolicy(desk.clerk, other.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(saveTextPolicy(admin(), { ...input, quiet_hours: '8 to 9' })).rejects.toMatchObject({
      field: 'quiet_hours',
    })
    await expect(saveTextPolicy(admin(), { ...input, fails_over: true })).rejects.toMatchObject({
      code: 'conflict',
      field: 'fails_over',
    })
  })

  it('let texts change carriers where there is another one', async () => {
    const two = testCtx(db(), { ports: { smsBackups: [{ ...createMockGateway(), provider: 'aws' }] } })
    const by = actingAs(two, staffActor('admin', [desk.clinic.id]))
    const saved = await saveTextPolicy(by, { clinic_id: desk.clinic.id, ...RULES, fails_over: true })
    expect(saved.gateways).toMatchObject([
      { provider: 'mock', role: 'first', state: 'well' },
      { provider: 'twilio', role: 'none', state: 'not_configured' },
      { provider: 'aws', role: 'second', state: 'well' },
    ])
  })

  it('of a new clinic are the configured ones', async () => {
    const configured = testCtx(db(), { config: { defaultTextCaps: { per_day: 3, per_week: null } } })
    const made = await saveClinic(configured, { name: 'New', time_zone: 'America/Chicago' })
    expect(await getTextPolicy(configured, made.id)).toMatchObject({
      max_texts_per_day: 3,
      max_texts_per_week: null,
      fails_over: false,
    })
  })
})

describe('what a month of texts costs', () => {
  const write = () =>
    sendStaffText(desk.clerk, { clinic_id: desk.clinic.id, patient_id: desk.patient.id, text: 'Hello' })

  it('is summed by carrier and direction: charged where told, else estimated; what never left is free', async () => {
    const [first] = [await write(), await write(), await write()]
    await drain(ctx)
    await db().smsMessage.update({
      where: { id: first.message_id },
      data: { price_micros: 8_300, carrier_price_micros: 8_300, carrier_price_unit: 'USD' },
    })
    await textFrom(desk, 'thanks')
    await sendStaffText(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      text: 'Later',
      send_at: '2026-12-01T09:00:00-05:00',
    })
    const costs = await getTextCosts(desk.clerk, { clinic_id: desk.clinic.id })
    expect(costs).toMatchObject({ month: '2026-11', currency: 'USD' })
    expect(costs.lines.find(({ direction }) => direction === 'outbound')).toEqual({
      provider: 'mock',
      direction: 'outbound',
      texts: 3,
      segments: 3,
      price_micros: 23_300,
      estimated_texts: 2,
    })
    expect(costs.price_micros).toBe(23_300 + 7_500)
    const next = await getTextCosts(desk.clerk, { clinic_id: desk.clinic.id, month: '2026-12' })
    expect(next.price_micros).toBe(0)
  })

  it('leaves out of the sum what the mock gateway simulated, once a carrier has carried something', async () => {
    await write()
    const carried = await write()
    await drain(ctx)
    await db().smsMessage.update({ where: { id: carried.message_id }, data: { provider: 'twilio' } })
    const costs = await getTextCosts(desk.clerk, { clinic_id: desk.clinic.id })
    expect(costs.lines.map(({ provider, texts }) => [provider, texts])).toEqual([
      ['mock', 1],
      ['twilio', 1],
    ])
    expect(costs.price_micros).toBe(7_500)
  })

  it('counts by the clinic’s month', async () => {
    ctx.advance(Date.parse('2026-11-30T23:30:00-05:00') - ctx.now())
    await write()
    await drain(ctx)
    ctx.advance(60 * 60_000)
    const of = async (month: string) =>
      (await getTextCosts(desk.clerk, { clinic_id: desk.clinic.id, month })).price_micros
    expect([await of('2026-11'), await of('2026-12')]).toEqual([7_500, 0])
  })
})

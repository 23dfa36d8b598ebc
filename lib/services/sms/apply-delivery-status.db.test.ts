import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SmsGateway } from '#lib/domain/messaging/sms-gateway.ts'
import { type Carriers, startCarriers } from '#lib/test/carriers.ts'
import { testCtx } from '#lib/test/context.ts'
import { makePatient } from '#lib/test/factories.ts'
import { type Desk, makeDesk } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { applyDeliveryStatus } from './apply-delivery-status.ts'
import { deliverSms } from './deliver.ts'
import { isOptedOut } from './opt-out.ts'
import { canRetry } from './retry.ts'
import { sendStaffText } from './send-staff-text.ts'
import { stateLabel } from './state-label.ts'

const { db } = openTestDatabase()
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
let carriers: Carriers
let desk: Desk

async function open(gateway: (carriers: Carriers) => SmsGateway) {
  carriers = await startCarriers(() => desk.ctx.now())
  const ctx = testCtx(db(), {
    ports: { sms: gateway(carriers) },
    config: { isMockGateway: false, publicBaseUrl: 'https://clinic.example' },
  })
  desk = await makeDesk(ctx)
}
afterEach(() => carriers.close())

async function queue() {
  const patient = await makePatient(desk.ctx, desk.clinic.id)
  const { message_id: id } = await sendStaffText(desk.clerk, {
    clinic_id: desk.clinic.id,
    patient_id: patient.id,
    text: `Hello ${desk.ctx.newId()}`,
  })
  return { id, patient }
}
/** A text that the carrier has accepted. */
async function send() {
  const queued = await queue()
  await deliverSms(desk.ctx, queued.id)
  const { provider_message_id } = await read(queued.id)
  return { ...queued, provider_message_id }
}
const read = (id: string) =>
  db().smsMessage.findUniqueOrThrow({
    where: { id },
    include: { conversation: true, attempts: { orderBy: { attempt: 'asc' } } },
  })

describe('reports of Twilio', () => {
  beforeEach(() => open(({ gateways }) => gateways.twilio))
  const report = (id: string | null, status: string, fields: object = {}) =>
    applyDeliveryStatus(desk.ctx, { provider: 'twilio', provider_message_id: id, status, ...fields })

  it('take a text forward, in whatever order and how often they come', async () => {
    const { id, provider_message_id: sid } = await send()
    expect(await report(sid, 'delivered')).toEqual({ outcome: 'applied', message_id: id, state: 'delivered' })
    for (const late of ['sent', 'queued', 'delivered', 'undelivered', 'a new word'])
      expect(await report(sid, late)).toEqual({ outcome: 'no_news', message_id: id, state: 'delivered' })
    const text = await read(id)
    expect(text).toMatchObject({ state: 'delivered', delivered_at: new Date(desk.ctx.now()) })
    expect(text.attempts).toMatchObject([{ outcome: 'accepted', reported: 'delivered' }])
    expect(await db().auditEvent.count({ where: { subject_id: id, action: 'text.delivered' } })).toBe(1)
  })

  it('about texts that are not ours change nothing', async () => {
    const nothing = { outcome: 'no_such_text', message_id: null, state: null }
    expect(await report('SM0', 'delivered')).toEqual(nothing)
    expect(await report(null, 'delivered')).toEqual(nothing)
    expect(await report(null, 'delivered', { message_id: "x' OR 1=1" })).toEqual(nothing)
    const { id } = await send()
    const foreign = await report('SM0', 'delivered', { message_id: id, attempt: 1 })
    expect(foreign).toEqual(nothing)
    expect(
      await applyDeliveryStatus(desk.ctx, { provider: 'aws', message_id: id, status: 'TEXT_DELIVERED' }),
    ).toEqual(nothing)
  })

  it('tell staff of a text that will not arrive, and take that back when it arrived after all', async () => {
    const { id, provider_message_id: sid } = await send()
    await report(sid, 'undelivered', { code: 30006 })
    const failed = await read(id)
    expect(failed).toMatchObject({ state: 'undelivered', error_code: '30006' })
    expect(failed.conversation).toMatchObject({ needs_staff_reason: 'text_not_delivered' })
    expect(failed.attempts).toMatchObject([{ reported: 'undelivered', reported_code: '30006' }])
    await report(sid, 'delivered')
    const arrived = await read(id)
    expect(arrived).toMatchObject({ state: 'delivered', error_code: null })
    expect(arrived.conversation).toMatchObject({ needs_staff_reason: null })
  })

  it('lead to another try hours later when the phone was off, and to staff after the last', async () => {
    const { id, patient } = await queue()
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      await deliverSms(desk.ctx, id)
      const sid = (await read(id)).provider_message_id
      await report(sid, 'undelivered', { code: '30003' })
      const { state } = await read(id)
      expect([attempt, state]).toEqual([attempt, attempt < 4 ? 'queued' : 'undelivered'])
      await deliverSms(desk.ctx, id)
      expect((await read(id)).attempt).toBe(attempt)
      desk.ctx.advance(2 * HOUR_MS)
    }
    const to = desk.ctx.sealer.open(
      { table: 'patient', column: 'phone_sealed', id: patient.id },
      patient.phone_sealed,
    )
    expect(carriers.twilio.sentTo(to)).toHaveLength(4)
    expect((await read(id)).conversation).toMatchObject({ needs_staff_reason: 'text_not_delivered' })
  })

  it('of arrival stop the next try of a text that was given up too early', async () => {
    const { id, provider_message_id: sid } = await send()
    await report(sid, 'undelivered', { code: '30003' })
    expect(await read(id)).toMatchObject({ state: 'queued', provider_message_id: null })
    await report(sid, 'delivered')
    expect(await read(id)).toMatchObject({ state: 'delivered', waits_for: null })
    desk.ctx.advance(3 * HOUR_MS)
    await deliverSms(desk.ctx, id)
    expect(await read(id)).toMatchObject({ state: 'delivered', attempt: 1 })
  })

  it('settle a text whose send got no answer, by our own id in the callback’s address', async () => {
    const { id } = await queue()
    carriers.twilio.failNext({ connection: 'hang_up', isTextKept: true })
    await deliverSms(desk.ctx, id)
    expect(await read(id)).toMatchObject({ state: 'unknown', provider_message_id: null })
    const [kept] = carriers.twilio.messages
    const callback = new URL(kept!.statusCallback!)
    expect(callback.origin + callback.pathname).toBe('https://clinic.example/api/sms/status')
    const ours = {
      message_id: callback.searchParams.get('message_id'),
      attempt: Number(callback.searchParams.get('attempt')),
    }
    await report(kept!.sid, 'sent', ours)
    expect(await read(id)).toMatchObject({ state: 'sent', provider_message_id: kept!.sid })
    desk.ctx.advance(HOUR_MS)
    await deliverSms(desk.ctx, id)
    expect(carriers.twilio.messages).toHaveLength(1)
  })

  it('that overtake the answer to the send keep its id, account and outcome', async () => {
    const { id } = await queue()
    const { twilio } = carriers.gateways
    const racing: SmsGateway = {
      ...twilio,
      async send(text) {
        const outcome = await twilio.send(text)
        await report(carriers.twilio.messages[0]!.sid, 'delivered', { message_id: id, attempt: 1 })
        return outcome
      },
    }
    await deliverSms({ ...desk.ctx, ports: { ...desk.ctx.ports, sms: racing } }, id)
    const text = await read(id)
    expect(text).toMatchObject({
      state: 'delivered',
      provider_message_id: carriers.twilio.messages[0]!.sid,
      carrier_account: carriers.twilio.accountSid,
    })
    expect(text.attempts).toMatchObject([{ outcome: 'accepted', reported: 'delivered' }])
  })

  it('of an opt-out go into the ledger', async () => {
    const { patient, provider_message_id: sid } = await send()
    await report(sid, 'failed', { code: '21610' })
    expect(await isOptedOut(desk.ctx, patient.phone_index)).toBe(true)
  })

  it('bring the price, which counts from then on where the currency is the clinic’s', async () => {
    const { id, provider_message_id: sid } = await send()
    expect(await read(id)).toMatchObject({ carrier_price_micros: null, price_micros: 7_500 })
    await report(sid, 'sent', { price_micros: 8_300, price_unit: 'usd' })
    expect(await read(id)).toMatchObject({
      carrier_price_micros: 8_300,
      carrier_price_unit: 'USD',
      price_micros: 8_300,
    })
    await report(sid, 'sent', { price_micros: 9_900, price_unit: 'EUR' })
    expect(await read(id)).toMatchObject({ carrier_price_unit: 'EUR', price_micros: 8_300 })
  })

  it('hold no code that no carrier would write', async () => {
    const { id, provider_message_id: sid } = await send()
    await report(sid, 'undelivered', { code: 'call +14155550123' })
    expect(await read(id)).toMatchObject({ state: 'undelivered', error_code: null })
  })
})

describe('events of AWS', () => {
  beforeEach(() => open(({ gateways }) => gateways.aws))
  const event = (fields: object) => applyDeliveryStatus(desk.ctx, { provider: 'aws', status: '', ...fields })

  it('settle a text whose send got no answer, by the Context that they bring back', async () => {
    const { id } = await queue()
    carriers.aws.failNext({ connection: 'hang_up', isTextKept: true })
    await deliverSms(desk.ctx, id)
    expect(await read(id)).toMatchObject({ state: 'unknown' })
    const [kept] = carriers.aws.texts
    const context = kept!.input.Context as { message_id: string; attempt: string }
    expect(context).toEqual({ message_id: id, attempt: '1' })
    const ours = { message_id: context.message_id, attempt: Number(context.attempt) }
    await event({ ...ours, provider_message_id: kept!.messageId, status: 'TEXT_SUCCESSFUL' })
    expect(await read(id)).toMatchObject({ state: 'sent', provider_message_id: kept!.messageId })
    await event({ provider_message_id: kept!.messageId, status: 'TEXT_DELIVERED' })
    expect(await read(id)).toMatchObject({ state: 'delivered' })
  })

  it('are waited for 15 minutes; then a person decides, nothing is sent again, and a late event still counts', async () => {
    const { id } = await queue()
    carriers.aws.failNext({ connection: 'hang_up', isTextKept: true })
    await deliverSms(desk.ctx, id)
    for (let minute = 1; minute < 15; minute += 1) {
      desk.ctx.advance(MINUTE_MS)
      await deliverSms(desk.ctx, id)
    }
    expect((await read(id)).conversation).toMatchObject({ needs_staff_reason: null })
    expect(stateLabel(await read(id))).toBe('Perhaps sent, waiting for the carrier’s report')
    desk.ctx.advance(MINUTE_MS)
    await deliverSms(desk.ctx, id)
    const text = await read(id)
    expect(stateLabel(text)).toBe('Perhaps sent: the carrier never said')
    expect(text).toMatchObject({ state: 'unknown', due_at: null })
    expect(text.conversation).toMatchObject({ needs_staff_reason: 'text_unknown' })
    expect(carriers.aws.texts).toHaveLength(1)
    expect(canRetry(text)).toBe(true)
    await event({ message_id: id, status: 'TEXT_DELIVERED', provider_message_id: 'late' })
    const settled = await read(id)
    expect(settled).toMatchObject({ state: 'delivered' })
    expect(settled.conversation).toMatchObject({ needs_staff_reason: null })
  })

  it('name their own type as the code of a failure', async () => {
    const { id, provider_message_id } = await send()
    await event({ provider_message_id, status: 'TEXT_SPAM' })
    expect(await read(id)).toMatchObject({ state: 'undelivered', error_code: 'TEXT_SPAM' })
  })
})

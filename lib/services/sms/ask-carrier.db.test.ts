import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Carriers, startCarriers } from '#lib/test/carriers.ts'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
import { type Desk, makeDesk } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { askCarrier } from './ask-carrier.ts'
import { deliverSms } from './deliver.ts'
import { getText } from './get.ts'
import { sendStaffText } from './send-staff-text.ts'

const { db } = openTestDatabase()
const MINUTE_MS = 60_000
let carriers: Carriers
let desk: Desk

beforeEach(async () => {
  carriers = await startCarriers(() => desk.ctx.now())
  const { twilio, aws } = carriers.gateways
  const ports = { sms: twilio, smsBackups: [aws] }
  desk = await makeDesk(testCtx(db(), { ports, config: { isMockGateway: false } }))
})
afterEach(() => carriers.close())

async function queue(fields: { provider?: string } = {}) {
  const patient = await makePatient(desk.ctx, desk.clinic.id)
  const { message_id } = await sendStaffText(desk.clerk, {
    clinic_id: desk.clinic.id,
    patient_id: patient.id,
    text: `Hello ${desk.ctx.newId()}`,
  })
  await db().smsMessage.update({ where: { id: message_id }, data: fields })
  return message_id
}
async function send(fields: { provider?: string } = {}) {
  const id = await queue(fields)
  await deliverSms(desk.ctx, id)
  return id
}
const read = (id: string) => db().smsMessage.findUniqueOrThrow({ where: { id } })
/** What Twilio thinks of the only message it has, without telling us. */
const becomes = (status: string, errorCode: number | null = null) =>
  Object.assign(carriers.twilio.messages[0]!, { status, errorCode, sentAt: desk.ctx.now() })

describe('askCarrier', () => {
  it('tells status, code and price, stores them, and shows Twilio’s own fields', async () => {
    const id = await send()
    becomes('delivered')
    const { sid } = carriers.twilio.messages[0]!
    expect(await askCarrier(desk.clerk, { message_id: id })).toMatchObject({
      carrier_status: 'delivered',
      error_code: null,
      state: 'delivered',
      state_label: 'Delivered',
      provider_message_id: sid,
    })
    expect((await getText(desk.clerk, { message_id: id })).twilio_data).toEqual({
      sid,
      account_sid: carriers.twilio.accountSid,
      date_created: 'Mon, 23 Nov 2026 15:00:00 +0000',
      price: '-0.00750',
      price_unit: 'USD',
    })
    expect(await read(id)).toMatchObject({ carrier_price_micros: 7_500, carrier_price_unit: 'USD' })
  })

  it('tells why a text did not arrive, and staff hear of it', async () => {
    const id = await send()
    becomes('undelivered', 30006)
    expect(await askCarrier(desk.clerk, { message_id: id })).toMatchObject({
      carrier_status: 'undelivered',
      error_code: '30006',
      error_words: 'landline or unreachable carrier',
      state: 'undelivered',
    })
  })

  it('looks for a text of unknown fate', async () => {
    const id = await queue()
    carriers.twilio.failNext({ connection: 'hang_up', isTextKept: true })
    await deliverSms(desk.ctx, id)
    const answer = await askCarrier(desk.clerk, { message_id: id })
    expect(answer).toMatchObject({ state: 'sent', note: 'The carrier’s list was searched for this text.' })
  })

  it('says when a carrier does not know the text, does not answer, or cannot be asked', async () => {
    const id = await send()
    await db().smsMessage.update({ where: { id }, data: { provider_message_id: 'SM0' } })
    expect(await askCarrier(desk.clerk, { message_id: id })).toMatchObject({
      carrier_status: null,
      note: 'The carrier does not know this text.',
    })
    const byAws = await send({ provider: 'aws' })
    expect((await getText(desk.clerk, { message_id: byAws })).can_ask_carrier).toBe(
      'AWS End User Messaging cannot be asked; it reports by itself.',
    )
    await expect(askCarrier(desk.clerk, { message_id: byAws })).rejects.toMatchObject({
      code: 'illegal_state',
    })
    await carriers.twilio.close()
    await expect(askCarrier(desk.clerk, { message_id: id })).rejects.toMatchObject({ code: 'unavailable' })
    const waiting = await queue()
    await expect(askCarrier(desk.clerk, { message_id: waiting })).rejects.toMatchObject({
      code: 'illegal_state',
    })
  })
})

describe('a carrier that is silent about a text', () => {
  it('is asked after a minute, and again for the price, until all is known', async () => {
    const id = await send()
    becomes('sent')
    carriers.twilio.messages[0]!.sentAt = null
    const { sid } = carriers.twilio.messages[0]!
    const asked = () =>
      carriers.twilio.requests.filter(({ url }) => url.pathname.endsWith(`${sid}.json`)).length
    await drain(desk.ctx)
    expect(asked()).toBe(0)
    desk.ctx.advance(MINUTE_MS)
    await drain(desk.ctx)
    expect([asked(), (await read(id)).state]).toEqual([1, 'sent'])
    becomes('delivered')
    desk.ctx.advance(4 * MINUTE_MS)
    await drain(desk.ctx)
    expect(await read(id)).toMatchObject({ state: 'delivered', carrier_price_micros: 7_500, due_at: null })
    desk.ctx.advance(24 * 60 * MINUTE_MS)
    await drain(desk.ctx)
    expect(asked()).toBe(2)
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deliverSms } from '#lib/services/sms/deliver.ts'
import { sendStaffText } from '#lib/services/sms/send-staff-text.ts'
import { type Carriers, startCarriers } from '#lib/test/carriers.ts'
import { testCtx } from '#lib/test/context.ts'
import { makePatient } from '#lib/test/factories.ts'
import { eventBridgePost } from '#lib/test/fakes/eventbridge.ts'
import { FakeSns, type SnsPost } from '#lib/test/fakes/sns.ts'
import { serveTestApp } from '#lib/test/http.ts'
import { type Desk, makeDesk } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import canadian from '#lib/test/payloads/aws-eum-event-destination-successful-nonfinal-then-delivered.json' with {
  type: 'json',
}
import bridged from '#lib/test/payloads/aws-eventbridge-text-delivery-successful.json' with { type: 'json' }
import { serveApp } from '#lib/test/serve-app.ts'

const { db } = openTestDatabase()
const ORIGIN = 'https://clinic.example'
/** When the samples of AWS were made. */
const NOW = Date.parse('2025-10-01T18:20:30Z')
const KEY = 'k'.repeat(32)
let carriers: Carriers
let desk: Desk
let sns: FakeSns
let server: Awaited<ReturnType<typeof serveApp>>

/** The product behind a proxy, with the gateway in use. */
async function open(provider: 'twilio' | 'aws') {
  carriers = await startCarriers(() => desk.ctx.now())
  sns = new FakeSns({ now: () => NOW })
  const ctx = testCtx(db(), {
    now: NOW,
    ports: { sms: carriers.gateways[provider], carrierWeb: sns.web },
    config: { isMockGateway: false, publicBaseUrl: ORIGIN },
  })
  desk = await makeDesk(ctx)
  const { accountSid, authToken } = carriers.twilio
  const app = serveTestApp(ctx, {
    settings: {
      twilio: { accountSid, authTokens: [authToken] },
      aws: { topicArns: [sns.topicArn], eventBridgeKeys: [KEY] },
    },
  })
  server = await serveApp(app)
  carriers.twilio.site = { origin: ORIGIN, reachedAt: server.url }
}
afterEach(async () => {
  await server.close()
  await carriers.close()
})

/** A text that the carrier has accepted, with its id there. */
async function send() {
  const patient = await makePatient(desk.ctx, desk.clinic.id)
  const { message_id: id } = await sendStaffText(desk.clerk, {
    clinic_id: desk.clinic.id,
    patient_id: patient.id,
    text: `Hello ${desk.ctx.newId()}`,
  })
  await deliverSms(desk.ctx, id)
  const { provider_message_id } = await read(id)
  return { id, sid: provider_message_id! }
}
const read = (id: string) => db().smsMessage.findUniqueOrThrow({ where: { id } })
const stateOf = async (id: string) => (await read(id)).state

describe('status callbacks of Twilio', () => {
  beforeEach(() => open('twilio'))

  it('come signed to the address that each text named, and take it forward only', async () => {
    const { id, sid } = await send()
    expect((await carriers.twilio.setStatus(sid, 'delivered'))?.status).toBe(204)
    expect(await stateOf(id)).toBe('delivered')
    for (const late of ['sent', 'queued', 'delivered']) {
      expect((await carriers.twilio.setStatus(sid, late))?.status).toBe(204)
      expect(await stateOf(id)).toBe('delivered')
    }
  })

  it('say why a text did not arrive', async () => {
    const { id, sid } = await send()
    await carriers.twilio.setStatus(sid, 'undelivered', 30_006)
    expect(await read(id)).toMatchObject({ state: 'undelivered', error_code: '30006' })
  })

  it('count once, however often they come', async () => {
    const { sid } = await send()
    const answers = await Promise.all(
      ['sent', 'sent', 'sent'].map((one) => carriers.twilio.setStatus(sid, one)),
    )
    expect(answers.map((answer) => answer?.status)).toEqual([204, 204, 204])
    expect(await db().carrierEvent.count({ where: { event_id: { startsWith: sid } } })).toBe(1)
  })

  it('are taken at the address for texts too, for those who gave Twilio one for both', async () => {
    const { id, sid } = await send()
    const message = carriers.twilio.messages.find((each) => each.sid === sid)!
    message.statusCallback = `${ORIGIN}/api/sms/webhook`
    expect((await carriers.twilio.setStatus(sid, 'delivered'))?.status).toBe(204)
    expect(await stateOf(id)).toBe('delivered')
  })

  it('about a text that is not ours change nothing and are not asked for again', async () => {
    const { sid } = await send()
    const other = carriers.twilio.messages.find((each) => each.sid === sid)!
    other.sid = `SM${'9'.repeat(32)}`
    other.statusCallback = `${ORIGIN}/api/sms/status`
    expect((await carriers.twilio.setStatus(other.sid, 'delivered'))?.status).toBe(204)
  })

  it('are turned down when the ids in the address, which Twilio signs, were changed', async () => {
    const { id, sid } = await send()
    const message = carriers.twilio.messages.find((each) => each.sid === sid)!
    const form = new URLSearchParams({
      MessageSid: sid,
      MessageStatus: 'delivered',
      AccountSid: carriers.twilio.accountSid,
    })
    const changed = message.statusCallback!.replace(ORIGIN, server.url).split('#')[0]!
    const headers = { 'x-twilio-signature': 'AAAA' }
    expect((await fetch(changed, { method: 'POST', headers, body: form })).status).toBe(403)
    expect((await fetch(changed, { method: 'POST', body: form })).status).toBe(403)
    expect(await stateOf(id)).toBe('sent')
  })
})

const post = async ({ headers, body }: SnsPost) =>
  (await fetch(`${server.url}/api/sms/webhook`, { method: 'POST', headers, body })).status

describe('delivery events of AWS', () => {
  beforeEach(() => open('aws'))

  it('come by SNS from a configuration set: first carried, then delivered, in either order', async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ] as const) {
      const { id, sid } = await send()
      for (const index of order) {
        const context = { message_id: id, attempt: '1' }
        expect(await post(sns.notification({ ...canadian[index], messageId: sid, context }))).toBe(200)
      }
      expect(await stateOf(id)).toBe('delivered')
    }
  })

  it('come by EventBridge, known by the carrier’s id alone', async () => {
    const { id, sid } = await send()
    const event = (eventType: string) => {
      const detail = { ...bridged.detail, messageId: sid, eventType }
      const options = { key: KEY, source: bridged.source, detailType: bridged['detail-type'] }
      return post(eventBridgePost(detail, options))
    }
    expect(await event('TEXT_SUCCESSFUL')).toBe(200)
    expect(await stateOf(id)).toBe('sent')
    expect(await event('TEXT_CARRIER_BLOCKED')).toBe(200)
    expect(await read(id)).toMatchObject({ state: 'undelivered', error_code: 'TEXT_CARRIER_BLOCKED' })
  })

  it('are asked for again while their text may not be stored yet, and let go when it is not ours', async () => {
    const event = eventBridgePost(bridged.detail, {
      key: KEY,
      source: bridged.source,
      detailType: bridged['detail-type'],
      id: bridged.id,
    })
    expect(await post(event)).toBe(503)
    desk.ctx.advance(10 * 60_000)
    expect(await post(event)).toBe(200)
  })
})

import { createServer } from 'node:net'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type FakeTwilio, startFakeTwilio } from '#lib/test/fakes/twilio.ts'
import { twilioError } from '#lib/test/fakes/twilio-wire.ts'
import sample from '#lib/test/payloads/twilio-create-message-201.json' with { type: 'json' }
import { createTwilioGateway, RECONCILE_PAGE_SIZE } from './twilio.ts'
import { CLOCK_SKEW_MS } from './twilio-message.ts'

const TO = '+14155550123'
const BODY = 'Riverside Clinic: your appointment is on Tue Dec 1.'
const TOKEN = 'very-secret-auth-token'
const SERVICE = `MG${'b'.repeat(32)}`
const NOW = Date.parse('2026-11-21T12:00:00Z')
/** For the test that waits for silence: long enough for the text to arrive on a busy machine. */
const SHORT_MS = 1_500

let fake: FakeTwilio
let clock = NOW
const printed: unknown[] = []

beforeEach(async () => {
  clock = NOW
  printed.length = 0
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...args) => void printed.push(args))
  }
  fake = await startFakeTwilio({ authToken: TOKEN, now: () => clock })
})

afterEach(async () => {
  vi.restoreAllMocks()
  await fake.close()
})

function gatewayFor(overrides: Record<string, string> = {}, timeoutMs?: number) {
  const config = { accountSid: fake.accountSid, authToken: TOKEN, fromNumber: fake.numbers[0] }
  return createTwilioGateway({ ...config, apiBaseUrl: fake.url, ...overrides }, { timeoutMs })
}

const text = (
  overrides: { to?: string; attempt?: number; status_callback_url?: string; from?: string } = {},
) => ({
  message_id: 'm1',
  attempt: 1,
  to: TO,
  body: BODY,
  sent_at: NOW,
  ...overrides,
})
const query = (overrides: object = {}) => ({
  message_id: 'm1',
  attempt: 1,
  to: TO,
  body: BODY,
  since: NOW,
  ...overrides,
})

/** Neither credentials nor the number nor the words may show in what comes back or is printed. */
function expectSafe(...values: unknown[]) {
  const seen = inspect([...values, printed], { depth: 20 })
  const basic = Buffer.from(`${fake.accountSid}:${TOKEN}`).toString('base64')
  for (const secret of [TOKEN, basic, TO, TO.slice(1), '5005550', BODY, 'Riverside']) {
    expect(seen).not.toContain(secret)
  }
}

describe('sending through Twilio', () => {
  it('sends through the real SDK and tells id, segments and status', async () => {
    const outcome = await gatewayFor().send(text())
    expect(outcome).toEqual({
      kind: 'accepted',
      provider_message_id: expect.stringMatching(/^SM[0-9a-f]{32}$/),
      segments: 1,
      provider_status: 'queued',
      price_micros: null,
      price_unit: null,
      account: fake.accountSid,
      created_at: NOW,
      delivery: null,
    })
    expect(fake.sentTo(TO)).toMatchObject([{ from: '+14155550100', body: BODY, messagingServiceSid: null }])
    expect(fake.requests[0]?.headers['user-agent']).toMatch(/^twilio-node\/6\./)
  })

  it('answers as the documented sample does, so that the fake is like Twilio', async () => {
    const response = await fetch(`${fake.url}/2010-04-01/Accounts/${fake.accountSid}/Messages.json`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${fake.accountSid}:${TOKEN}`).toString('base64')}` },
      body: new URLSearchParams({ To: TO, From: fake.numbers[0]!, Body: 'Hello' }),
    })
    expect(response.status).toBe(201)
    const body = (await response.json()) as Record<string, unknown>
    expect(Object.keys(body).toSorted()).toEqual(Object.keys(sample).toSorted())
  })

  it('sends from the messaging service when there is one, and leaves out the segments Twilio has not counted', async () => {
    const outcome = await gatewayFor({ messagingServiceSid: SERVICE }).send(text())
    expect(outcome).not.toHaveProperty('segments')
    expect(fake.sentTo(TO)).toMatchObject([{ from: null, messagingServiceSid: SERVICE }])
  })

  it('asks for delivery reports with more tries than Twilio makes by default', async () => {
    await gatewayFor().send(text({ status_callback_url: 'https://clinic.example.com/api/sms/status' }))
    expect(fake.sentTo(TO)[0]?.statusCallback).toBe(
      'https://clinic.example.com/api/sms/status#rc=2&rp=ct,rt,5xx',
    )
  })

  it('keeps the host of TWILIO_API_BASE_URL whatever region is set in the environment', async () => {
    vi.stubEnv('TWILIO_REGION', 'au1')
    vi.stubEnv('TWILIO_EDGE', 'sydney')
    const outcome = await gatewayFor().send(text())
    vi.unstubAllEnvs()
    expect(outcome.kind).toBe('accepted')
  })

  it.each([
    ['+15005550001', '21211', 'stop'],
    ['+15005550002', '21612', 'failover'],
    ['+15005550004', '21610', 'opt_out'],
    ['+15005550014', '20429', 'retry'],
  ] as const)('tells what to do about %s: %s, %s', async (to, code, policy) => {
    const outcome = await gatewayFor().send(text({ to }))
    expect(outcome).toMatchObject({ kind: 'refused', code, policy })
    expect(fake.sentTo(to)).toHaveLength(0)
    expectSafe(outcome)
  })

  it('passes on how long Twilio asks to wait, and does not try again by itself', async () => {
    const gateway = gatewayFor()
    expect(await gateway.send(text({ to: '+15005550013' }))).toMatchObject({ retry_after_seconds: 7 })
    expect(fake.requests).toHaveLength(1)
    expect(await gateway.send(text({ to: '+15005550013', attempt: 2 }))).toMatchObject({ kind: 'accepted' })
  })

  it('stops texting a number that Twilio blocked after a STOP', async () => {
    await fake.receive({ from: TO, body: 'Stop', webhookUrl: `${fake.url}/ignored` })
    expect(await gatewayFor().send(text())).toMatchObject({ code: '21610', policy: 'opt_out' })
  })

  it('reads wrong credentials as a matter of this carrier alone', async () => {
    const outcome = await gatewayFor({ authToken: 'wrong' }).send(text())
    expect(outcome).toMatchObject({ kind: 'refused', code: '20003', policy: 'failover' })
    expectSafe(outcome)
  })

  it.each([
    ['a 500 page without a code', { status: 500, body: '<html>+14155550123</html>' }, 'unknown', 'HTTP_500'],
    ['an internal error', twilioError(20500, `for ${TO}`), 'unknown', '20500'],
    ['a 429 page', { status: 429, body: 'slow down' }, 'refused', 'HTTP_429'],
    [
      'an RFC 9457 problem',
      { status: 400, body: { type: 'x', title: TO, status: 400, code: 21614 } },
      'refused',
      '21614',
    ],
    ['a refusal without a code', { status: 422, body: { detail: TO } }, 'refused', 'HTTP_422'],
    [
      'a redirect',
      { status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } },
      'refused',
      'HTTP_302',
    ],
    ['a code that nobody knows', twilioError(29999, `for ${TO}`), 'refused', '29999'],
    ['a success that is not from Twilio', { status: 200, body: '<html>welcome</html>' }, 'unknown', 'none'],
  ])('reads %s', async (_case, answer, kind, code) => {
    fake.failNext({ answer })
    const outcome = await gatewayFor().send(text())
    expect(outcome).toMatchObject({ kind, code })
    expectSafe(outcome)
  })
})

describe('a send to Twilio without an answer', () => {
  it.each(['hang_up', 'silence'] as const)(
    'is unknown after %s, and the text is found again',
    async (connection) => {
      fake.failNext({ connection, isTextKept: true })
      const outcome = await gatewayFor({}, SHORT_MS).send(text())
      expect(outcome).toMatchObject({
        kind: 'unknown',
        code: connection === 'silence' ? 'ECONNABORTED' : 'ECONNRESET',
      })
      expectSafe(outcome)
      expect(await gatewayFor().findSent?.(query())).toMatchObject({
        kind: 'accepted',
        provider_message_id: fake.messages[0]?.sid,
      })
    },
  )

  it('is unknown when the text was lost, and null tells that it may be sent again', async () => {
    const gateway = gatewayFor()
    fake.failNext({ connection: 'hang_up', isTextKept: false })
    expect(await gateway.send(text())).toMatchObject({ kind: 'unknown' })
    expect(await gateway.findSent?.(query())).toBeNull()
  })

  it('counts as not sent when nothing listened', async () => {
    const free = createServer()
    await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve))
    const port = (free.address() as { port: number }).port
    await new Promise((resolve) => free.close(resolve))
    const outcome = await gatewayFor({ apiBaseUrl: `http://127.0.0.1:${port}` }).send(text())
    expect(outcome).toMatchObject({ kind: 'refused', code: 'ECONNREFUSED', policy: 'retry' })
    expectSafe(outcome)
  })

  it('counts as not sent when the host has no address', async () => {
    const outcome = await gatewayFor({ apiBaseUrl: 'http://twilio.invalid' }).send(text())
    expect(outcome).toMatchObject({ kind: 'refused', policy: 'retry' })
    expectSafe(outcome)
  })
})

describe('looking for a text at Twilio', () => {
  it('finds only the same words to the same number from our number', async () => {
    const gateway = gatewayFor()
    await gateway.send(text())
    expect(await gateway.findSent?.(query({ body: 'Other words' }))).toBeNull()
    expect(await gateway.findSent?.(query({ to: '+14155550199' }))).toBeNull()
    expect(await gateway.findSent?.(query({ from: '+14155550188' }))).toBeNull()
    expect(await gateway.findSent?.(query())).toMatchObject({ kind: 'accepted' })
  })

  it('finds a text of a messaging service before Twilio picked its number', async () => {
    const gateway = gatewayFor({ messagingServiceSid: SERVICE })
    await gateway.send(text())
    expect(await gateway.findSent?.(query())).toMatchObject({ kind: 'accepted', provider_status: 'accepted' })
  })

  it('passes over texts from before the try and texts that belong to other messages', async () => {
    const gateway = gatewayFor()
    await gateway.send(text())
    clock = NOW + 2 * CLOCK_SKEW_MS
    expect(await gateway.findSent?.(query({ since: clock }))).toBeNull()
    expect(await gateway.findSent?.(query({ known_provider_ids: [fake.messages[0]!.sid] }))).toBeNull()
  })

  it('does not take the patient for us when both have the same words', async () => {
    await fake.receive({ from: fake.numbers[0]!, to: TO, body: BODY, webhookUrl: `${fake.url}/ignored` })
    expect(await gatewayFor().findSent?.(query())).toBeNull()
  })

  it('tells what became of the text, with its price', async () => {
    const gateway = gatewayFor()
    await gateway.send(text())
    await fake.setStatus(fake.messages[0]!.sid, 'undelivered', 30006)
    expect(await gateway.findSent?.(query())).toMatchObject({
      price_micros: 7_500,
      delivery: { state: 'undelivered', after_seconds: 0, error_code: '30006' },
    })
    await fake.setStatus(fake.messages[0]!.sid, 'delivered')
    expect(await gateway.findSent?.(query())).toMatchObject({
      delivery: { state: 'delivered', after_seconds: 0 },
    })
  })

  it('is not sure when Twilio cannot be asked', async () => {
    const found = await gatewayFor({ authToken: 'wrong' }).findSent?.(query())
    expect(found).toMatchObject({ kind: 'unknown', code: '20003' })
    expectSafe(found)
  })

  it('is not sure when the list is as long as what was asked for', async () => {
    const gateway = gatewayFor()
    await gateway.send(text())
    const [first] = fake.messages
    for (let index = 1; index < RECONCILE_PAGE_SIZE; index += 1) {
      fake.messages.push({ ...first!, sid: `SM${index}` })
    }
    expect(await gateway.findSent?.(query({ body: 'Third words' }))).toMatchObject({ kind: 'unknown' })
  })
})

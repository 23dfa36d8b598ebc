import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { POST } from '#app/api/sms/webhook/route.ts'
import { setAppForTests } from '#lib/compose.ts'
import { testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { eventBridgePost } from '#lib/test/fakes/eventbridge.ts'
import { FakeSns, type SnsPost } from '#lib/test/fakes/sns.ts'
import { serveTestApp } from '#lib/test/http.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import sample from '#lib/test/payloads/aws-eum-inbound-sns-message-body.json' with { type: 'json' }
import registration from '#lib/test/payloads/aws-eventbridge-registration-status-change.json' with {
  type: 'json',
}

const database = openTestDatabase()
const KEYS = ['k'.repeat(32), 'l'.repeat(32)]
afterAll(() => setAppForTests(null))

let sns: FakeSns
let ctx: ReturnType<typeof setting>

function setting(options: { publicBaseUrl?: string | null; aws?: object | null } = {}) {
  const made = testCtx(database.db(), {
    config: { publicBaseUrl: 'https://clinic.example', ...options },
    ports: { carrierWeb: { ...sns.web } },
  })
  const aws = { topicArns: [sns.topicArn], eventBridgeKeys: KEYS }
  serveTestApp(made, { settings: { aws: options.aws === null ? null : aws } })
  return made
}

beforeEach(async () => {
  sns = new FakeSns({ now: () => ctx?.systemNow() ?? Date.parse('2026-11-23T15:00:00Z') })
  ctx = setting()
  await ctx.db.snsSubscription.deleteMany()
  if ((await ctx.db.clinic.count()) === 0) await makeClinic(ctx)
})

let counter = 0
const inbound = (fields: object = {}) => ({
  ...sample,
  inboundMessageId: `inbound-${++counter}`,
  messageBody: ' 2 \n',
  ...fields,
})
const post = ({ headers, body }: SnsPost) =>
  POST(new Request('http://0.0.0.0:10003/api/sms/webhook', { method: 'POST', headers, body }))
const statusOf = async (message: SnsPost) => (await post(message)).status
const stored = (id: string) =>
  ctx.db.smsMessage.findMany({ where: { provider: 'aws', provider_message_id: id } })
const channel = (name: string) => ctx.db.webhookChannel.findUnique({ where: { channel: name } })
const failures = (name: string, reason: string) =>
  ctx.db.webhookFailure.findUnique({ where: { channel_reason: { channel: name, reason } } })

describe('Amazon SNS', () => {
  it.each(['1', '2'] as const)(
    'delivers a text, signed by version %s: stored as typed, sealed, at its time',
    async (version) => {
      const text = inbound()
      const timestamp = ctx.systemNow() - 90_000
      const message = sns.notification(text, { version, timestamp })
      expect(await statusOf(message)).toBe(200)
      const [row] = await stored(text.inboundMessageId)
      expect(row).toMatchObject({ direction: 'inbound', received_at: new Date(timestamp), state: 'received' })
      const open = (column: 'body_sealed' | 'raw_sealed' | 'phone_sealed') =>
        ctx.sealer.open({ table: 'sms_message', column, id: row!.id }, row![column]!)
      expect(open('body_sealed')).toBe(' 2 \n')
      expect(open('raw_sealed')).toBe(message.body)
      expect(open('phone_sealed')).toBe('+14255550182')
      expect(ctx.wakes).toEqual([{ kind: 'sms.interpret', key: row!.id }])
      expect(await channel('sns')).toMatchObject({ bad_count: 0 })
    },
  )

  it('delivers again and changes nothing: neither the same message nor another one of the same text', async () => {
    const text = inbound()
    const message = sns.notification(text)
    const answers = await Promise.all([post(message), post(message), post(sns.notification(text))])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    const bridged = eventBridgePost(text, { key: KEYS[0]! })
    expect(await statusOf(bridged)).toBe(200)
    expect(await stored(text.inboundMessageId)).toHaveLength(1)
    expect(ctx.wakes).toHaveLength(1)
  })

  it('has its certificate fetched once', async () => {
    for (let times = 0; times < 3; times += 1) await post(sns.notification(inbound()))
    expect(sns.asked).toEqual([sns.certificateUrl])
  })

  it('has no certificate fetched for a topic that nobody listed', async () => {
    await post(sns.notification(inbound(), { topicArn: `${sns.topicArn}2` }))
    expect(sns.asked).toEqual([])
  })

  it('lets messages pass that are no texts: a test by hand, the one by which AWS tries a topic', async () => {
    expect(await statusOf(sns.notification('Successfully validated SNS topic'))).toBe(200)
    expect(await statusOf(sns.notification({ hello: 1 }))).toBe(200)
    expect(ctx.wakes).toEqual([])
  })

  it.each<[string, string, (text: object) => SnsPost]>([
    [
      'a changed message',
      'bad_sns_signature',
      (text) => sns.notification(text, { after: { Message: '{}' } }),
    ],
    [
      'a topic that is not listed',
      'unlisted_topic',
      (text) => sns.notification(text, { topicArn: `${sns.topicArn}2` }),
    ],
    [
      'a certificate from elsewhere',
      'bad_sns_signature',
      (text) => sns.notification(text, { before: { SigningCertURL: 'https://evil.example/a.pem' } }),
    ],
    [
      'a message of yesterday',
      'too_old',
      (text) => sns.notification(text, { timestamp: ctx.systemNow() - 86_400_000 }),
    ],
  ])('is not believed with %s', async (_what, reason, make) => {
    const text = inbound()
    expect(await statusOf(make(text))).toBe(403)
    expect(await stored(text.inboundMessageId)).toEqual([])
    expect(await failures('sns', reason)).toMatchObject({ count: expect.any(Number) })
    expect(sns.asked.every((url) => url === sns.certificateUrl)).toBe(true)
  })

  it('asks for another delivery while its certificate cannot be had, and keeps no error page as one', async () => {
    const text = inbound()
    for (const outage of [
      { fault: 'timeout' },
      { status: 503, body: 'busy' },
      { status: 200, body: '<html>' },
    ]) {
      sns.outage = outage
      expect(await statusOf(sns.notification(text))).toBe(503)
    }
    sns.outage = null
    expect(await statusOf(sns.notification(text))).toBe(200)
    expect(await stored(text.inboundMessageId)).toHaveLength(1)
  })

  it('answers 400 for what it cannot read, once the signature is right', async () => {
    expect(await statusOf(sns.notification({ inboundMessageId: 'x' }))).toBe(400)
    const { headers } = sns.notification('x')
    expect(await statusOf({ headers, body: '{' })).toBe(400)
    expect(await statusOf({ headers, body: sns.subscription().body })).toBe(400)
  })

  it('has up to 256 KiB', async () => {
    expect(await statusOf(sns.notification('a'.repeat(200_000)))).toBe(200)
    expect(await statusOf(sns.notification('a'.repeat(300_000)))).toBe(413)
  })
})

describe('a subscription of SNS', () => {
  const topics = () => ctx.db.snsSubscription.findMany({ select: { topic_arn: true, state: true } })

  it('is confirmed for a listed topic, and its end is written down and not undone', async () => {
    expect(await statusOf(sns.subscription())).toBe(200)
    expect([...sns.confirmed]).toEqual([sns.topicArn])
    expect(await topics()).toEqual([{ topic_arn: sns.topicArn, state: 'confirmed' }])
    sns.confirmed.clear()
    expect(await statusOf(sns.unsubscription({ version: '2' }))).toBe(200)
    expect(sns.confirmed.size).toBe(0)
    expect(await topics()).toEqual([{ topic_arn: sns.topicArn, state: 'ended' }])
  })

  it('of a topic that nobody listed is shown and not confirmed', async () => {
    const topicArn = `${sns.topicArn}-other`
    expect(await statusOf(sns.subscription({ topicArn }))).toBe(403)
    expect(sns.confirmed.size).toBe(0)
    expect(await topics()).toEqual([{ topic_arn: topicArn, state: 'unlisted' }])
  })

  it('that SNS did not sign is not even shown', async () => {
    const topicArn = `${sns.topicArn}-other`
    expect(await statusOf(sns.subscription({ topicArn, after: { Token: 'x' } }))).toBe(403)
    expect(await topics()).toEqual([])
  })

  it('of strangers cannot fill the table', async () => {
    for (let index = 0; index < 25; index += 1) {
      await post(sns.subscription({ topicArn: `${sns.topicArn}-${index}` }))
      ctx.advance(1_000)
    }
    const shown = await topics()
    expect(shown).toHaveLength(20)
    expect(shown.map(({ topic_arn }) => topic_arn)).not.toContain(`${sns.topicArn}-4`)
  })

  it('asks again while its address does not answer', async () => {
    const message = sns.subscription()
    await post(sns.notification('so that the certificate is known'))
    sns.outage = { status: 302, body: '' }
    expect(await statusOf(message)).toBe(503)
    expect(await topics()).toEqual([{ topic_arn: sns.topicArn, state: 'failed' }])
    sns.outage = null
    expect(await statusOf(message)).toBe(200)
    expect(await topics()).toEqual([{ topic_arn: sns.topicArn, state: 'confirmed' }])
  })

  it('goes nowhere but to SNS, whoever signed it', async () => {
    const SubscribeURL = 'http://169.254.169.254/latest/meta-data/'
    expect(await statusOf(sns.subscription({ before: { SubscribeURL } }))).toBe(403)
    expect(sns.asked).toEqual([sns.certificateUrl])
  })
})

describe('EventBridge', () => {
  it.each(KEYS)('delivers a text with either key', async (key) => {
    const text = inbound()
    const event = eventBridgePost(text, { key, source: 'aws.sms-voice', time: '2026-11-23T14:59:00Z' })
    expect(await statusOf(event)).toBe(200)
    expect(await statusOf(event)).toBe(200)
    expect(await stored(text.inboundMessageId)).toMatchObject([
      { received_at: new Date('2026-11-23T14:59:00Z') },
    ])
  })

  it.each([['wrong'], [''], ['k'.repeat(31)]])('is turned down for good with the key %j', async (key) => {
    const text = inbound()
    expect(await statusOf(eventBridgePost(text, { key }))).toBe(403)
    expect(await stored(text.inboundMessageId)).toEqual([])
  })

  it('answers 400 for a source or a text that it does not know, and 200 for other events', async () => {
    const key = KEYS[0]!
    expect(await statusOf(eventBridgePost(inbound(), { key, source: 'evil' }))).toBe(400)
    expect(await statusOf(eventBridgePost({ messageBody: 'x', inboundMessageId: 'y' }, { key }))).toBe(400)
    const other = { key, source: 'aws.sms-voice', detailType: registration['detail-type'] }
    expect(await statusOf(eventBridgePost(registration.detail, other))).toBe(200)
  })
})

describe('one address for three senders', () => {
  it('never tries a failed proof as another sender’s', async () => {
    const text = inbound()
    const event = eventBridgePost(text, { key: KEYS[0]! })
    const forged = { 'x-amz-sns-message-type': 'Notification' }
    expect(await statusOf({ ...event, headers: { ...event.headers, ...forged } })).toBe(400)
    expect(await statusOf({ ...event, headers: { ...event.headers, 'x-twilio-signature': 'x' } })).toBe(403)
    const signed = sns.notification(text, {
      after: { Signature: 'AAAA' },
      headers: { 'x-api-key': KEYS[0]! },
    })
    expect(await statusOf(signed)).toBe(403)
    const unnamed = { headers: { 'content-type': 'application/json' }, body: event.body }
    expect(await statusOf(unnamed)).toBe(403)
    expect(await stored(text.inboundMessageId)).toEqual([])
  })

  it.each([
    ['without a public https address', { publicBaseUrl: null }],
    ['with one that is not https', { publicBaseUrl: 'http://clinic.example' }],
    ['without AWS', { aws: null }],
  ])('believes nobody %s', async (_what, options) => {
    const text = inbound()
    ctx = setting(options)
    expect(await statusOf(sns.notification(text))).toBe(403)
    expect(await statusOf(eventBridgePost(text, { key: KEYS[0]! }))).toBe(403)
    expect(await stored(text.inboundMessageId)).toEqual([])
  })

  it('keeps count of what went wrong, and forgets it with the next good post', async () => {
    await post(sns.notification('x', { after: { Signature: 'AAAA' } }))
    await post(sns.notification('x', { after: { Signature: 'AAAA' } }))
    const bad = await channel('sns')
    expect(bad?.bad_count).toBeGreaterThan(0)
    ctx.advance(2_000)
    await post(sns.notification('x', { after: { Signature: 'AAAA' } }))
    expect((await channel('sns'))?.bad_count).toBe(bad!.bad_count + 2)
    await post(sns.notification('x'))
    expect(await channel('sns')).toMatchObject({ bad_count: 0, last_good_at: new Date(ctx.systemNow()) })
  })
})

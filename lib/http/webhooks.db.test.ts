import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GET } from '#app/api/sms/webhooks/route.ts'
import { POST } from '#app/api/sms/webhooks/test/route.ts'
import { setAppForTests } from '#lib/compose.ts'
import type { CarrierWeb } from '#lib/domain/messaging/carrier-web.ts'
import { createCarrierWeb } from '#lib/gateways/carrier-web/create.ts'
import { noteTopic } from '#lib/services/webhook/note-topic.ts'
import { testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { call, keyHeaders, serveTestApp } from '#lib/test/http.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { serveApp } from '#lib/test/serve-app.ts'

const { db } = openTestDatabase()
const ORIGIN = 'https://clinic.example'
const KEY = 'k'.repeat(32)
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:incoming-sms'
let server: Awaited<ReturnType<typeof serveApp>>
let headers: Record<string, string>
let ctx: ReturnType<typeof testCtx>
/** What stands between us and our public address. */
let proxy: CarrierWeb['post'] | null

beforeEach(async () => {
  proxy = null
  const web = createCarrierWeb()
  ctx = testCtx(db(), {
    config: { publicBaseUrl: ORIGIN, isMockGateway: false },
    ports: {
      carrierWeb: {
        get: web.get,
        post: (post) => proxy?.(post) ?? web.post({ ...post, url: post.url.replace(ORIGIN, server.url) }),
      },
    },
  })
  await makeClinic(ctx)
  const app = serveTestApp(ctx, {
    settings: {
      twilio: { accountSid: 'ACtest', authTokens: ['the token that signs'] },
      aws: { topicArns: [TOPIC], eventBridgeKeys: ['o'.repeat(32), KEY] },
    },
  })
  server = await serveApp(app)
  headers = (await keyHeaders(ctx, ['conversations:read', 'settings:write'])).headers
})
afterEach(() => server.close())
afterAll(() => setAppForTests(null))

const see = async () => (await call(GET, { headers })).body
const test = async (channel: string) =>
  (await call(POST, { method: 'POST', headers, body: { channel } })).body
const channelOf = (view: { channels: { channel: string }[] }, name: string) =>
  view.channels.find(({ channel }) => channel === name)

describe('a test of the webhook', () => {
  it.each(['twilio', 'eventbridge'])(
    'of %s goes over the public address, signed, and leaves no text',
    async (channel) => {
      const before = await db().smsMessage.count()
      expect(await test(channel)).toMatchObject({
        has_arrived: true,
        words: 'It arrived, signed as it should be.',
      })
      expect(await db().smsMessage.count()).toBe(before)
      const view = channelOf(await see(), channel)
      expect(view).toMatchObject({ tested_at: new Date(ctx.systemNow()).toISOString(), last_good_at: null })
    },
  )

  it.each([
    ['nobody answers', { fault: 'ECONNREFUSED' }, 'could not be reached (ECONNREFUSED)'],
    ['the answer takes too long', { fault: 'timeout' }, 'did not answer in time'],
    ['another server answers', { status: 200, body: '<html>' }, 'Something else answers at clinic.example'],
    ['the proxy sends elsewhere', { status: 301, body: '' }, 'carriers do not follow'],
    ['it is turned down', { status: 403, body: '' }, 'turned down'],
    ['the path is not passed on', { status: 404, body: '' }, 'answered 404'],
  ])('says in words that %s', async (_what, answer, words) => {
    proxy = async () => answer
    expect(await test('twilio')).toMatchObject({ has_arrived: false, words: expect.stringContaining(words) })
  })

  it('counts as one of another token when a proxy changes the path', async () => {
    const web = createCarrierWeb()
    proxy = (post) => web.post({ ...post, url: `${server.url}/sms/webhook` })
    expect(await test('twilio')).toMatchObject({ has_arrived: false, words: expect.stringContaining('403') })
    const view = channelOf(await see(), 'twilio')
    expect(view).toMatchObject({
      bad_in_a_row: 1,
      failures: [{ reason: expect.stringContaining('signature') }],
    })
  })

  it('needs a right, and one that can be signed for', async () => {
    const reader = (await keyHeaders(ctx, ['conversations:read'])).headers
    const answer = await call(POST, { method: 'POST', headers: reader, body: { channel: 'twilio' } })
    expect(answer.status).toBe(403)
    expect((await call(POST, { method: 'POST', headers, body: { channel: 'sns' } })).status).toBe(422)
  })
})

describe('how the webhook is', () => {
  it('names topics that are listed and never asked, that asked and are not listed, and that ended', async () => {
    expect((await see()).subscriptions).toMatchObject([
      { topic_arn: TOPIC, state: 'silent', updated_at: null },
    ])
    await noteTopic(ctx, TOPIC, 'confirmed')
    await noteTopic(ctx, `${TOPIC}-other`, 'unlisted')
    const states = async () =>
      Object.fromEntries(
        (await see()).subscriptions.map((each: { topic_arn: string; state: string }) => [
          each.topic_arn,
          each.state,
        ]),
      )
    expect(await states()).toEqual({ [TOPIC]: 'confirmed', [`${TOPIC}-other`]: 'unlisted' })
    await noteTopic(ctx, TOPIC, 'ended')
    expect((await states())[TOPIC]).toBe('ended')
  })

  it('shows no secret', async () => {
    const shown = JSON.stringify(await see())
    expect(shown).not.toContain(KEY)
    expect(shown).not.toContain('the token that signs')
    expect(JSON.parse(shown).address).toBe(`${ORIGIN}/api/sms/webhook`)
  })
})

import webhooks from 'twilio/lib/webhooks/webhooks.js'
import { afterAll, describe, expect, it } from 'vitest'
import { POST as atApi } from '#app/api/sms/webhook/route.ts'
import { POST as atRoot } from '#app/sms/webhook/route.ts'
import { setAppForTests } from '#lib/compose.ts'
import { WEBHOOK_TEXTS_PER_SECOND } from '#lib/core/rate-limit.ts'
import { createDb, type Db } from '#lib/db/client.ts'
import { testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { serveTestApp } from '#lib/test/http.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'

const database = openTestDatabase()
const TWILIO = { accountSid: 'ACtest', authTokens: ['the token that signs', 'the other token'] }
const BASE = 'https://clinic.example'
afterAll(() => setAppForTests(null))

let counter = 0
const newSid = () => `SM${String(++counter).padStart(32, '0')}`

function setting(options: { db?: Db; settings?: object; publicBaseUrl?: string | null } = {}) {
  const config = { publicBaseUrl: options.publicBaseUrl === undefined ? BASE : options.publicBaseUrl }
  const ctx = testCtx(options.db ?? database.db(), { config })
  const app = serveTestApp(ctx, { settings: { twilio: TWILIO, ...options.settings } })
  const { webhook } = app.limits
  app.limits.webhook = {
    ...webhook,
    take(key) {
      limited.push(key)
      return webhook.take(key)
    },
  }
  return ctx
}
/** The names under which texts were counted. */
const limited: string[] = []

const form = (fields: Record<string, string> = {}) => ({
  MessageSid: newSid(),
  AccountSid: TWILIO.accountSid,
  From: '+12125550142',
  To: '+15005550006',
  Body: ' 2 \n',
  NumMedia: '0',
  FromCity: '',
  ...fields,
})

interface Delivery {
  token?: string
  path?: string
  signedUrl?: string
  signature?: string | null
}

/** Posts a form as Twilio does: signed over the address it was told to call, which the server behind the proxy never sees. */
function deliver(fields: Record<string, string>, delivery: Delivery = {}) {
  const path = delivery.path ?? '/api/sms/webhook'
  const signed = webhooks.getExpectedTwilioSignature(
    delivery.token ?? TWILIO.authTokens[0]!,
    delivery.signedUrl ?? `${BASE}${path}`,
    fields,
  )
  const signature = delivery.signature === undefined ? signed : delivery.signature
  const request = new Request(`http://0.0.0.0:10003${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(signature === null ? {} : { 'x-twilio-signature': signature }),
    },
    body: new URLSearchParams(fields),
  })
  return path.startsWith('/api') ? atApi(request) : atRoot(request)
}

const stored = (ctx: ReturnType<typeof setting>, sid: string) =>
  ctx.db.smsMessage.findMany({ where: { provider: 'twilio', provider_message_id: sid } })

describe('the webhook for inbound texts', () => {
  it('counts a sender’s texts under a name that does not show the number: limits may be kept outside', async () => {
    const ctx = setting()
    await makeClinic(ctx)
    const fields = form()
    await deliver(fields)
    expect(limited.at(-1)).toBe(ctx.sealer.phoneIndex('+12125550142'))
    expect(limited.join()).not.toContain('2125550142')
  })

  it.each(['/api/sms/webhook', '/sms/webhook', '/api/sms/webhook?clinic=1&x=%20y'])(
    'stores a signed text at %s, as typed and sealed, and answers with empty TwiML',
    async (path) => {
      const ctx = setting()
      await makeClinic(ctx)
      const fields = form()
      const response = await deliver(fields, { path })
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toMatch(/^text\/xml/)
      expect(await response.text()).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>')
      const [row] = await stored(ctx, fields.MessageSid)
      expect(row).toMatchObject({ direction: 'inbound', state: 'received' })
      const at = { table: 'sms_message', column: 'body_sealed', id: row!.id }
      expect(ctx.sealer.open(at, row!.body_sealed)).toBe(' 2 \n')
      expect(ctx.wakes).toEqual([{ kind: 'sms.interpret', key: row!.id }])
      const event = await ctx.db.auditEvent.findFirstOrThrow({ where: { subject_id: row!.id } })
      expect(event).toMatchObject({ action: 'text.received', actor_kind: 'carrier', actor_id: 'twilio' })
    },
  )

  it('changes nothing for a text that is delivered again, and answers the same', async () => {
    const ctx = setting()
    await makeClinic(ctx)
    const fields = form()
    const answers = await Promise.all([deliver(fields), deliver(fields), deliver(fields)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await stored(ctx, fields.MessageSid)).toHaveLength(1)
    expect(ctx.wakes).toHaveLength(1)
  })

  it('takes either token while the token is rotated', async () => {
    const ctx = setting()
    await makeClinic(ctx)
    const fields = form()
    expect((await deliver(fields, { token: 'the other token' })).status).toBe(200)
    expect(await stored(ctx, fields.MessageSid)).toHaveLength(1)
  })

  it('keeps how many pictures came, and which word the carrier answered itself', async () => {
    const ctx = setting()
    await makeClinic(ctx)
    const fields = form({ NumMedia: '1', MediaUrl0: 'https://a/0', Body: '', OptOutType: 'START' })
    await deliver(fields)
    expect(await stored(ctx, fields.MessageSid)).toMatchObject([{ media_count: 1, opt_out_type: 'START' }])
  })

  it('keeps a text from a sender that is no phone number', async () => {
    const ctx = setting()
    await makeClinic(ctx)
    const fields = form({ From: '72975' })
    expect((await deliver(fields)).status).toBe(200)
    expect(await stored(ctx, fields.MessageSid)).toHaveLength(1)
  })

  it.each([
    ['no signature', { signature: null }],
    ['an empty signature', { signature: '' }],
    ['a signature of another token', { token: 'another token' }],
    ['a signature of an empty token', { token: '' }],
    ['a signature over another host', { signedUrl: 'https://evil.example/api/sms/webhook' }],
    ['a signature over another path', { signedUrl: `${BASE}/sms/webhook` }],
    ['a signature over the address the server sees', { signedUrl: 'http://0.0.0.0:10003/api/sms/webhook' }],
  ])('refuses %s and stores nothing', async (_name, delivery) => {
    const ctx = setting()
    await makeClinic(ctx)
    const fields = form()
    const response = await deliver(fields, delivery)
    expect(response.status).toBe(403)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await stored(ctx, fields.MessageSid)).toHaveLength(0)
  })

  it('refuses a signed text whose words were changed on the way, and one of another account', async () => {
    const ctx = setting()
    const fields = form()
    const signature = webhooks.getExpectedTwilioSignature(
      TWILIO.authTokens[0]!,
      `${BASE}/api/sms/webhook`,
      fields,
    )
    expect((await deliver({ ...fields, Body: '1' }, { signature })).status).toBe(403)
    expect((await deliver(form({ AccountSid: 'ACother' }))).status).toBe(403)
    expect(await stored(ctx, fields.MessageSid)).toHaveLength(0)
  })

  it.each([
    ['no carrier is configured', { settings: { twilio: null } }],
    ['the token is empty', { settings: { twilio: { accountSid: 'ACtest', authTokens: ['', ' '] } } }],
    ['nobody said what the public address is', { publicBaseUrl: null }],
    ['the public address is not https', { publicBaseUrl: 'http://clinic.example' }],
  ])('trusts nobody when %s', async (_name, options) => {
    setting(options)
    expect((await deliver(form(), { token: '' })).status).toBe(403)
    expect((await deliver(form())).status).toBe(403)
  })

  it('refuses more than 64 KiB without reading on', async () => {
    setting()
    expect((await deliver(form({ Body: 'a'.repeat(66_000) }))).status).toBe(413)
    let pulled = 0
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1
        controller.enqueue(new Uint8Array(16 * 1024).fill(97))
      },
    })
    const request = new Request('http://x/api/sms/webhook', {
      method: 'POST',
      headers: { 'x-twilio-signature': 'any' },
      body: endless,
      duplex: 'half',
    } as RequestInit)
    expect((await atApi(request)).status).toBe(413)
    expect(pulled).toBeLessThan(10)
  })

  it('limits one sender, with Retry-After, and leaves the others alone', async () => {
    const ctx = setting()
    await makeClinic(ctx)
    const sent = Array.from({ length: WEBHOOK_TEXTS_PER_SECOND + 25 }, () =>
      deliver(form({ From: '+12125550199' })),
    )
    const answers = await Promise.all([...sent, deliver(form({ From: '+12125550198' }))])
    expect(answers.pop()?.status).toBe(200)
    const limited = answers.filter(({ status }) => status === 429)
    expect(limited.length).toBeGreaterThan(0)
    expect(Number(limited[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(
      WEBHOOK_TEXTS_PER_SECOND,
    )
  })

  it('answers 503 when the text cannot be stored, so that the carrier delivers it again', async () => {
    const db = createDb('postgresql://a:b@127.0.0.1:1/none')
    setting({ db })
    const response = await deliver(form())
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).not.toBeNull()
    await db.$disconnect()
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { setAppForTests } from '#lib/compose.ts'
import { conflict, SwitchboardError } from '#lib/domain/errors.ts'
import { SESSION_IDLE_MS, SESSION_LIFETIME_MS } from '#lib/services/session/check.ts'
import { testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { call, keyHeaders, serveTestApp, signedIn, TEST_DOC, TEST_ORIGIN } from '#lib/test/http.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { MAX_BODY_BYTES } from './body.ts'
import { route } from './route.ts'

const database = openTestDatabase()
const input = z.object({
  name: z.string().min(2),
  thing_id: z.uuid().optional(),
  idempotency_key: z.string().nullish(),
})
const echo = route({ doc: TEST_DOC, input, path: { id: 'thing_id' } }, ({ input: read, ctx }) => ({
  read,
  by: ctx.actor.name,
}))
const fails = (error: unknown) =>
  route({ doc: TEST_DOC, auth: 'none' }, () => {
    throw error
  })

async function setting(options: Parameters<typeof serveTestApp>[1] = {}) {
  const ctx = testCtx(database.db())
  const app = serveTestApp(ctx, options)
  const clinic = await makeClinic(ctx)
  return { ctx, app, clinic }
}

afterAll(() => setAppForTests(null))

describe('a route', () => {
  it('answers 401 as a problem with our members beside those of RFC 9457', async () => {
    await setting()
    const { status, headers, body } = await call(echo, { method: 'POST', body: { name: 'ab' } })
    expect(status).toBe(401)
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('www-authenticate')).toBe('Bearer')
    expect(body).toMatchObject({
      type: 'about:blank',
      title: 'Unauthorized',
      status: 401,
      code: 'unauthenticated',
      message: 'Please sign in.',
      detail: 'Please sign in.',
      request_id: headers.get('x-request-id'),
    })
  })

  it('names the field that is wrong, and does not repeat what was typed', async () => {
    const { app, ctx, clinic } = await setting()
    const { headers } = await signedIn(app, ctx, 'scheduler', [clinic.id])
    const { status, body } = await call(echo, { method: 'POST', headers, body: { name: 'x' } })
    expect(status).toBe(422)
    expect(body).toMatchObject({ code: 'invalid_input', field: 'name' })
  })

  it('takes ids from the path over the body, and the key from the Idempotency-Key header', async () => {
    const { app, ctx, clinic } = await setting()
    const { headers } = await signedIn(app, ctx, 'scheduler', [clinic.id])
    const [inPath, inBody] = [ctx.newId(), ctx.newId()]
    const { body } = await call(
      echo,
      {
        method: 'POST',
        headers: { ...headers, 'idempotency-key': 'k1' },
        body: { name: 'ab', thing_id: inBody },
      },
      { id: inPath },
    )
    expect(body.read).toEqual({ name: 'ab', thing_id: inPath, idempotency_key: 'k1' })
  })

  it('does not find what is no uuid', async () => {
    const { app, ctx, clinic } = await setting()
    const { headers } = await signedIn(app, ctx, 'scheduler', [clinic.id])
    const { status } = await call(echo, { method: 'POST', headers, body: { name: 'ab' } }, { id: 'abc' })
    expect(status).toBe(404)
  })

  it('reads the query for GET, and tells the domain clock with the answer', async () => {
    const { app, ctx, clinic } = await setting()
    const { headers } = await signedIn(app, ctx, 'viewer', [clinic.id])
    const answer = await call(echo, { path: '/api/test?name=Ada', headers })
    expect(answer.body.read).toEqual({ name: 'Ada' })
    expect(answer.headers.get('x-server-time')).toBe(new Date(ctx.now()).toISOString())
  })

  it.each([
    ['no Origin', { origin: '' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['the opaque origin', { origin: 'null' }],
    ['another port of the same host', { origin: `${TEST_ORIGIN}:8080` }],
    ['a longer name that ends the same', { origin: 'http://evil-console.test' }],
  ])('refuses a write with a session cookie and %s', async (_name, origin) => {
    const { app, ctx, clinic } = await setting()
    const { headers } = await signedIn(app, ctx, 'scheduler', [clinic.id])
    const answer = await call(echo, {
      method: 'POST',
      headers: { ...headers, ...origin },
      body: { name: 'ab' },
    })
    expect(answer.status).toBe(403)
    expect(answer.body.code).toBe('forbidden')
  })

  it('accepts a write from PUBLIC_BASE_URL, whatever the Host is behind the proxy', async () => {
    const ctx = testCtx(database.db(), { config: { publicBaseUrl: 'https://clinic.example' } })
    const app = serveTestApp(ctx)
    const clinic = await makeClinic(ctx)
    const { session } = await signedIn(app, ctx, 'scheduler', [clinic.id])
    const headers = {
      cookie: `__Host-${session.cookie}`,
      host: '10.0.0.7:10003',
      origin: 'https://clinic.example',
    }
    expect((await call(echo, { method: 'POST', headers, body: { name: 'ab' } })).status).toBe(200)
  })

  it('lets a key write without an Origin, judged by the key alone', async () => {
    const { app, ctx, clinic } = await setting()
    const { headers } = await keyHeaders(ctx, ['offers:send'], clinic.id)
    const session = await signedIn(app, ctx, 'admin', [clinic.id])
    const answer = await call(echo, {
      method: 'POST',
      headers: { ...session.headers, ...headers, origin: '' },
      body: { name: 'ab' },
    })
    expect(answer.body.by).toBe('Test key')
    const wrong = { ...session.headers, authorization: 'Bearer sbk_wrong' }
    expect((await call(echo, { method: 'POST', headers: wrong, body: { name: 'ab' } })).status).toBe(401)
  })

  it('refuses keys where only people may go', async () => {
    const { ctx, clinic } = await setting()
    const { headers } = await keyHeaders(ctx, ['admin'], clinic.id)
    const forPeople = route({ doc: TEST_DOC, auth: 'session' }, () => 'in')
    expect((await call(forPeople, { headers })).status).toBe(403)
  })

  it('limits a key, says for how long, and leaves other keys alone', async () => {
    const { ctx, clinic } = await setting({ apiRatePerMinute: 3 })
    const [one, two] = [
      await keyHeaders(ctx, ['admin'], clinic.id),
      await keyHeaders(ctx, ['admin'], clinic.id),
    ]
    const ping = route({ doc: TEST_DOC }, () => 'in')
    for (let tries = 0; tries < 3; tries += 1) {
      expect((await call(ping, { headers: one.headers })).status).toBe(200)
    }
    const limited = await call(ping, { headers: one.headers })
    expect(limited.status).toBe(429)
    expect(limited.body.code).toBe('rate_limited')
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(limited.body.retry_after_seconds).toBe(Number(limited.headers.get('retry-after')))
    expect((await call(ping, { headers: two.headers })).status).toBe(200)
  })

  it('refuses a missing permission and writes the refusal down', async () => {
    const { ctx, app, clinic } = await setting()
    const { headers, staff } = await signedIn(app, ctx, 'viewer', [clinic.id])
    const guarded = route({ doc: TEST_DOC, permission: 'admin' }, () => 'in')
    expect((await call(guarded, { path: '/api/guarded', headers })).status).toBe(403)
    const denial = await ctx.db.auditEvent.findFirstOrThrow({
      where: { actor_id: staff.id, is_denied: true },
    })
    expect(denial.action).toBe('GET /api/guarded')
  })

  it('reads no more of a body than the limit', async () => {
    const { app, ctx, clinic } = await setting()
    const { headers } = await signedIn(app, ctx, 'scheduler', [clinic.id])
    const fits = JSON.stringify({ name: 'a'.repeat(MAX_BODY_BYTES - 100) })
    expect((await call(echo, { method: 'POST', headers, body: fits })).status).toBe(200)
    const tooLong = JSON.stringify({ name: 'a'.repeat(MAX_BODY_BYTES) })
    const answer = await call(echo, { method: 'POST', headers, body: tooLong })
    expect(answer.status).toBe(413)
    expect(answer.body.message).toContain('64 KiB')
  })

  it('refuses what is not called JSON, is no JSON, is no object, or is no UTF-8', async () => {
    const { app, ctx, clinic } = await setting()
    const { headers } = await signedIn(app, ctx, 'scheduler', [clinic.id])
    const post = (body: string, type = 'application/json') =>
      call(echo, { method: 'POST', headers: { ...headers, 'content-type': type }, body })
    expect((await post('{"name":"ab"}', 'text/plain')).status).toBe(415)
    expect((await post('name=ab', 'application/x-www-form-urlencoded')).status).toBe(415)
    expect((await post('{"name"')).status).toBe(400)
    expect((await post('["ab"]')).status).toBe(400)
    expect((await post('null')).status).toBe(400)
  })

  it('hides what went wrong unexpectedly, behind an id', async () => {
    await setting()
    const answer = await call(fails(new Error('secret: postgres://user:pw@host +12125551234')), {})
    expect(answer.status).toBe(500)
    expect(JSON.stringify(answer.body)).not.toMatch(/secret|postgres|555/)
    expect(answer.body.message).toContain(answer.headers.get('x-request-id'))
  })

  it('answers errors of the closed list with their status, and 503 with Retry-After for a database that is away', async () => {
    await setting()
    expect((await call(fails(conflict('Taken.', 'slots.0')), {})).body).toMatchObject({
      status: 409,
      code: 'conflict',
      field: 'slots.0',
    })
    expect(
      (await call(fails(new SwitchboardError('illegal_state', 'No.', { legal: ['booked'] })), {})).body.legal,
    ).toEqual(['booked'])
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
    const down = await call(fails(refused), {})
    expect(down.status).toBe(503)
    expect(down.headers.get('retry-after')).toBe('5')
  })

  it('answers nothing with 204', async () => {
    await setting()
    const nothing = route({ doc: TEST_DOC, auth: 'none' }, () => undefined)
    expect((await call(nothing, {})).status).toBe(204)
  })
})

describe('a session', () => {
  const ping = route({ doc: TEST_DOC }, () => 'in')
  let state: Awaited<ReturnType<typeof setting>>
  beforeAll(async () => {
    state = await setting()
  })
  const enter = async () => {
    const ctx = testCtx(database.db())
    const app = serveTestApp(ctx)
    return { ctx, ...(await signedIn(app, ctx, 'scheduler', [state.clinic.id])) }
  }

  it('ends when nothing was done for the idle time; asking alone does not put it off', async () => {
    const { ctx, headers } = await enter()
    ctx.advance(SESSION_IDLE_MS - 1000)
    expect((await call(ping, { headers })).status).toBe(200)
    ctx.advance(2000)
    expect((await call(ping, { headers })).status).toBe(401)
  })

  it.each([
    ['a write', { method: 'POST' }, {}],
    ['a read that a person asked for', {}, { 'x-switchboard-activity': '1' }],
  ])('goes on after %s', async (_name, request, extra) => {
    const { ctx, headers } = await enter()
    ctx.advance(SESSION_IDLE_MS - 1000)
    expect((await call(ping, { ...request, headers: { ...headers, ...extra } })).status).toBe(200)
    ctx.advance(SESSION_IDLE_MS - 1000)
    expect((await call(ping, { headers })).status).toBe(200)
  })

  it('ends after its whole lifetime, however busy', async () => {
    const { ctx, headers } = await enter()
    const step = SESSION_IDLE_MS / 2
    for (let passed = step; passed < SESSION_LIFETIME_MS; passed += step) {
      ctx.advance(step)
      expect((await call(ping, { method: 'POST', headers })).status).toBe(200)
    }
    ctx.advance(step)
    expect((await call(ping, { method: 'POST', headers })).status).toBe(401)
  })

  it('is nothing when the cookie was cut, forged or made elsewhere', async () => {
    const { session } = await enter()
    const cookies = [
      session.cookie.slice(0, -4),
      'next-auth.session-token=abc',
      'next-auth.session-token=',
      `next-auth.session-token=${session.id}`,
    ]
    for (const cookie of cookies) expect((await call(ping, { headers: { cookie } })).status).toBe(401)
  })
})

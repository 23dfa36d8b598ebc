import { afterAll, describe, expect, it } from 'vitest'
import { setAppForTests } from '#lib/compose.ts'
import { SIGN_IN_TRIES, SIGN_IN_WINDOW_SECONDS } from '#lib/core/rate-limit.ts'
import { updateStaff } from '#lib/services/staff/update.ts'
import { testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
import {
  call,
  makeRequest,
  makeStaff,
  serveTestApp,
  TEST_DOC,
  TEST_PASSWORD,
  type TestRequest,
} from '#lib/test/http.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { authRoute } from './auth-route.ts'
import { ownPath } from './next-auth.ts'
import { route } from './route.ts'

const database = openTestDatabase()
const ping = route({ doc: TEST_DOC, auth: 'session' }, ({ ctx }) => ctx.actor.id)
afterAll(() => setAppForTests(null))

async function send(action: string, request: TestRequest) {
  const [path = '', query = ''] = action.split('?')
  const url = `/api/auth/${path}${query === '' ? '' : `?${query}`}`
  const response = await authRoute(makeRequest({ ...request, path: url }), {
    params: Promise.resolve({ nextauth: path.split('/') }),
  })
  const text = await response.text()
  return { response, text, json: () => JSON.parse(text), cookies: response.headers.getSetCookie() }
}

const pairs = (setCookies: string[]) => setCookies.map((each) => each.split(';')[0]).join('; ')

/** Posts a form as next-auth's own client does: token first, then the form with `json`. */
async function post(
  action: string,
  fields: Record<string, string>,
  options: { cookie?: string; headers?: Record<string, string> } = {},
) {
  const csrf = await send('csrf', { headers: options.cookie ? { cookie: options.cookie } : {} })
  const cookie = [options.cookie, pairs(csrf.cookies)].filter(Boolean).join('; ')
  const body = new URLSearchParams({ csrfToken: csrf.json().csrfToken, json: 'true', ...fields }).toString()
  return send(action, {
    method: 'POST',
    body,
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', ...options.headers },
  })
}

const signIn = (email: string, password = TEST_PASSWORD) => post('callback/credentials', { email, password })

async function setting(role: 'admin' | 'viewer' = 'admin') {
  const ctx = testCtx(database.db())
  const app = serveTestApp(ctx)
  const clinic = await makeClinic(ctx)
  const staff = await makeStaff(ctx, role, [clinic.id])
  return { ctx, app, clinic, staff }
}

const isIn = async (cookie: string) => (await call(ping, { headers: { cookie } })).status === 200

describe('signing in', () => {
  it('makes a session row, and a cookie that names it and says nothing else', async () => {
    const { ctx, staff } = await setting()
    const answer = await signIn(` ${staff.email.toUpperCase()} `)
    expect(answer.response.status).toBe(200)
    expect(answer.json().url).toBe('/')
    const cookie = answer.cookies.find((each) => each.startsWith('next-auth.session-token='))
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect(cookie).not.toMatch(/Secure/i)
    expect(await isIn(pairs(answer.cookies))).toBe(true)
    const rows = await ctx.db.session.findMany({ where: { staff_id: staff.id } })
    expect(rows).toHaveLength(1)
    const event = await ctx.db.auditEvent.findFirstOrThrow({ where: { actor_id: staff.id } })
    expect(event.action).toBe('session.started')
  })

  it('makes a new session each time, never one that was there before', async () => {
    const { ctx, staff } = await setting()
    const first = pairs((await signIn(staff.email)).cookies)
    await post('callback/credentials', { email: staff.email, password: TEST_PASSWORD }, { cookie: first })
    expect(await ctx.db.session.count({ where: { staff_id: staff.id } })).toBe(2)
  })

  it('sets __Host- cookies, and Secure, when the public address is https', async () => {
    const ctx = testCtx(database.db(), { config: { publicBaseUrl: 'https://clinic.example' } })
    serveTestApp(ctx)
    const { cookies } = await send('csrf', {})
    expect(cookies.length).toBeGreaterThan(0)
    for (const cookie of cookies) expect(cookie).toMatch(/^__Host-.*; Secure/i)
  })

  it('answers a wrong password and an unknown account alike, and writes both down', async () => {
    const { ctx, staff } = await setting()
    const before = await ctx.db.auditEvent.count({ where: { action: 'session.refused' } })
    const [wrong, unknown] = [await signIn(staff.email, 'wrong password'), await signIn('nobody@clinic.test')]
    for (const answer of [wrong, unknown]) {
      expect(answer.response.status).toBe(401)
      expect(answer.json()).toMatchObject({
        code: 'unauthenticated',
        url: '/sign-in?error=CredentialsSignin',
      })
    }
    expect(wrong.json().message).toBe(unknown.json().message)
    expect(await ctx.db.auditEvent.count({ where: { action: 'session.refused' } })).toBe(before + 2)
  })

  it('tells that a login is disabled only to somebody who knows its password', async () => {
    const { ctx, staff } = await setting('viewer')
    await updateStaff(ctx, { staff_id: staff.id, is_disabled: true })
    expect((await signIn(staff.email)).json()).toMatchObject({ status: 403, url: '/sign-in?error=disabled' })
    expect((await signIn(staff.email, 'wrong password')).json().url).toBe('/sign-in?error=CredentialsSignin')
  })

  it('lets ten tries through in fifteen minutes, then answers 429 with Retry-After in words the form can show', async () => {
    const { staff } = await setting()
    const other = await makeStaff(testCtx(database.db()), 'viewer', [(await setting()).clinic.id])
    for (let tries = 0; tries < SIGN_IN_TRIES; tries += 1) {
      expect((await signIn(staff.email, 'wrong password')).response.status).toBe(401)
    }
    const limited = await signIn(staff.email)
    expect(limited.response.status).toBe(429)
    const seconds = Number(limited.response.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(SIGN_IN_WINDOW_SECONDS - 120)
    expect(limited.json()).toMatchObject({
      code: 'rate_limited',
      url: `/sign-in?error=rate_limited%3A${seconds}`,
    })
    // Of this account only, and kept over a restart of the process.
    expect((await signIn(other.email)).response.status).toBe(200)
    serveTestApp(testCtx(database.db()))
    expect((await signIn(staff.email)).response.status).toBe(429)
  })

  it('limits an address, whatever the account, where a trusted proxy names it; the caller’s own claims do not count', async () => {
    const { ctx } = await setting()
    const take = (address: string, app = serveTestApp(ctx, { settings: { isProxyTrusted: true } })) => {
      app.limits = {
        ...app.limits,
        signInAddress: {
          ...app.limits.signInAddress,
          take: async (key) => {
            taken.push(key)
            return null
          },
        },
      }
      const headers = { 'x-forwarded-for': address }
      return post('callback/credentials', { email: 'nobody@clinic.test', password: 'x' }, { headers })
    }
    const taken: string[] = []
    await take('10.9.9.9, 203.0.113.7')
    await take('10.8.8.8, 203.0.113.7')
    await take('203.0.113.8')
    expect(new Set(taken).size).toBe(2)
    expect(taken[0]).toBe(taken[1])
    await take('203.0.113.9', serveTestApp(ctx))
    expect(taken).toHaveLength(3)
  })

  it('forgets the tries once one succeeds', async () => {
    const { staff } = await setting()
    for (let tries = 0; tries < SIGN_IN_TRIES - 1; tries += 1) await signIn(staff.email, 'wrong password')
    expect((await signIn(staff.email)).response.status).toBe(200)
    expect((await signIn(staff.email, 'wrong password')).response.status).toBe(401)
  })

  it('refuses a form from another site, and one without its token', async () => {
    const { staff } = await setting()
    const fields = { email: staff.email, password: TEST_PASSWORD }
    const foreign = await post('callback/credentials', fields, {
      headers: { origin: 'https://evil.example' },
    })
    expect(foreign.response.status).toBe(403)
    const tokenless = await post('callback/credentials', { ...fields, csrfToken: 'x' })
    expect(tokenless.response.status).toBe(403)
    expect(tokenless.json().url).toBe('/sign-in?error=csrf')
  })

  it('leads a form without script back to the page', async () => {
    const { staff } = await setting()
    const refused = await post('callback/credentials', {
      email: staff.email,
      password: 'wrong',
      json: 'false',
    })
    expect(refused.response.status).toBe(303)
    expect(refused.response.headers.get('location')).toBe('/sign-in?error=CredentialsSignin')
  })

  it('answers 503 in words when the database is away', async () => {
    const { ctx, staff } = await setting()
    const down = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
    const fail = () => Promise.reject(down)
    const app = serveTestApp(ctx)
    app.limits = { ...app.limits, signIn: { take: fail, forget: fail } }
    const answer = await signIn(staff.email)
    expect(answer.response.status).toBe(503)
    expect(answer.json()).toMatchObject({ code: 'unavailable', url: '/sign-in?error=unavailable' })
  })

  it.each([
    'https://evil.example/x',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    'evil.example',
    '\t//evil.example',
  ])('never leads to another host: %j', async (callbackUrl) => {
    const { staff } = await setting()
    const answer = await post('callback/credentials', {
      email: staff.email,
      password: TEST_PASSWORD,
      callbackUrl,
    })
    expect(answer.json().url).toBe('/')
    const plain = { email: staff.email, password: TEST_PASSWORD, callbackUrl, json: 'false' }
    expect((await post('callback/credentials', plain)).response.headers.get('location')).toBe('/')
  })

  it('leads to a path of its own', () => {
    expect(ownPath('/conversations?status=expired')).toBe('/conversations?status=expired')
  })
})

describe('signing out', () => {
  it('ends the session on the server: a copied cookie is worth nothing afterwards', async () => {
    const { ctx, staff } = await setting()
    const cookie = pairs((await signIn(staff.email)).cookies)
    expect(await isIn(cookie)).toBe(true)
    const answer = await post('signout', { callbackUrl: '/sign-in' }, { cookie })
    expect(answer.json().url).toBe('/sign-in')
    expect(await isIn(cookie)).toBe(false)
    const event = await ctx.db.auditEvent.findFirst({
      where: { actor_id: staff.id, action: 'session.ended' },
    })
    expect(event).not.toBeNull()
  })

  it('says so when the session could not be ended', async () => {
    const { ctx, app, staff } = await setting()
    const cookie = pairs((await signIn(staff.email)).cookies)
    const fail = () => Promise.reject(Object.assign(new Error('gone'), { code: 'P1001' }))
    const db = new Proxy(ctx.db, {
      get: (target, name, self) =>
        name === 'session' ? { findUnique: fail } : Reflect.get(target, name, self),
    })
    app.systemCtx = () => ({ ...ctx, db })
    expect((await post('signout', {}, { cookie })).response.status).toBe(503)
  })
})

describe('a login that changes', () => {
  it.each([
    ['disabled', { is_disabled: true }],
    ['given a new password', { password: 'another long password' }],
  ])('ends its sessions at once when it is %s', async (_name, change) => {
    const { ctx, staff } = await setting('viewer')
    const cookie = pairs((await signIn(staff.email)).cookies)
    expect(await isIn(cookie)).toBe(true)
    await updateStaff(ctx, { staff_id: staff.id, ...change })
    expect(await isIn(cookie)).toBe(false)
  })
})

describe('what is served', () => {
  it.each([
    ['GET', 'providers'],
    ['GET', 'callback/credentials'],
    ['POST', 'signin/credentials'],
    ['POST', 'session'],
    ['GET', 'verify-request'],
  ])('%s %s does not exist', async (method, action) => {
    await setting()
    expect((await send(action, { method })).response.status).toBe(404)
  })

  it('tells an open session only while its row is good', async () => {
    const { ctx, staff } = await setting('viewer')
    const cookie = pairs((await signIn(staff.email)).cookies)
    expect((await send('session', { headers: { cookie } })).json()).toHaveProperty('expires')
    await updateStaff(ctx, { staff_id: staff.id, is_disabled: true })
    expect((await send('session', { headers: { cookie } })).json()).toEqual({})
  })
})

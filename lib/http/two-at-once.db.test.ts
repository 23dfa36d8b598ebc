import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { POST as cancel } from '#app/api/appointments/[id]/cancellation/route.ts'
import { GET as readPolicy, PUT as savePolicy } from '#app/api/clinics/[id]/text-policy/route.ts'
import { POST as advance } from '#app/api/clock/advance/route.ts'
import { PUT as savePatient } from '#app/api/patients/[id]/route.ts'
import { POST as makeStaff } from '#app/api/staff/route.ts'
import { PUT as saveRules } from '#app/api/waiting-list/rules/route.ts'
import { PUT as saveWords } from '#app/api/wordings/route.ts'
import { setAppForTests } from '#lib/compose.ts'
import { type AccessFixture, makeAccessFixture } from '#lib/test/access-fixture.ts'
import { type TestCtx, testCtx } from '#lib/test/context.ts'
import { call, keyHeaders, serveTestApp, signedIn, type TestApp } from '#lib/test/http.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import type { RouteHandler } from './route.ts'

const database = openTestDatabase()
let ctx: TestCtx
let app: TestApp
let fixture: AccessFixture
let headers: Record<string, string>

beforeAll(async () => {
  ctx = testCtx(database.db())
  app = serveTestApp(ctx, { apiRatePerMinute: 100 })
  fixture = await makeAccessFixture(ctx)
  headers = (await signedIn(app, ctx, 'admin', [fixture.clinic_id])).headers
})
afterAll(() => setAppForTests(null))

const put = (handler: RouteHandler, body: object, more: Record<string, string> = {}, params = {}) =>
  call(handler, { method: 'PUT', headers: { ...headers, ...more }, body }, params)
const post = (handler: RouteHandler, body: object, more: Record<string, string> = {}, params = {}) =>
  call(handler, { method: 'POST', headers: { ...headers, ...more }, body }, params)
const patient = (first_name: string, more: Record<string, string> = {}) =>
  put(
    savePatient,
    { clinic_id: fixture.clinic_id, first_name, last_name: 'Moved', phone_number: '+12125550188' },
    more,
    { id: fixture.patient_id },
  )

const savedAt = (version: number, body: object) =>
  put(savePolicy, body, { 'if-match': `"${version}"` }, { id: fixture.clinic_id })

describe('two people who change one thing', () => {
  it('are told apart by the ETag: the second is refused, told who was faster, and what would pass', async () => {
    const first = await patient('First')
    const tag = first.headers.get('etag')!
    expect(tag).toBe(`"${first.body.version}"`)
    const second = await patient('Second', { 'if-match': tag })
    expect([second.status, second.headers.get('etag')]).toEqual([200, `"${first.body.version + 1}"`])
    const late = await patient('Late', { 'if-match': tag })
    expect([late.status, late.body.code]).toEqual([412, 'changed_meanwhile'])
    expect(late.body.message).toContain('Test admin has changed this patient meanwhile')
    expect(late.body.legal).toEqual([String(second.body.version)])
    const row = await ctx.db.patient.findUniqueOrThrow({ where: { id: fixture.patient_id } })
    expect(row.first_name).toBe('Second')
    expect((await patient('Over', { 'if-match': `"${late.body.legal[0]}"` })).status).toBe(200)
  })

  it('are not asked for a tag', async () => {
    expect((await patient('Blind')).status).toBe(200)
    expect((await patient('Star', { 'if-match': '*' })).status).toBe(200)
  })

  it.each(['W/"1"', '"none"', '1', '"1", "2"'])('never get past the tag %s', async (tag) => {
    expect((await patient('Odd', { 'if-match': tag })).status).toBe(412)
  })

  it('have visits and rules kept apart in the same way', async () => {
    const params = { id: fixture.appointment_id }
    expect((await post(cancel, {}, { 'if-match': '"99"' }, params)).status).toBe(412)
    const rules = { clinic_id: fixture.clinic_id, suggests_preferred: true }
    const saved = await put(saveRules, rules)
    expect((await put(saveRules, rules, { 'if-match': '"1"' })).status).toBe(412)
    expect((await put(saveRules, rules, { 'if-match': saved.headers.get('etag')! })).status).toBe(200)
  })

  it('have rules for texts kept apart, also from quiet hours that are set with the clinic itself', async () => {
    const params = { id: fixture.clinic_id }
    const policy = {
      quiet_hours: '20:00-08:00',
      max_texts_per_day: 3,
      max_texts_per_week: 7,
      fails_over: false,
    }
    const shown = await call(readPolicy, { headers }, params)
    const tag = { 'if-match': shown.headers.get('etag')! }
    expect(tag).toEqual({ 'if-match': `"${shown.body.version}"` })
    expect((await put(savePolicy, policy, tag, params)).status).toBe(200)
    const late = await put(savePolicy, { ...policy, max_texts_per_day: 9 }, tag, params)
    expect([late.status, late.body.code]).toEqual([412, 'changed_meanwhile'])
    expect(late.body.message).toContain('Test admin has changed the rules for texts meanwhile')
    const clinic = await ctx.db.clinic.findUniqueOrThrow({ where: { id: fixture.clinic_id } })
    expect([clinic.max_texts_per_day, String(clinic.version)]).toEqual([3, late.body.legal[0]])
    const both = await Promise.all(
      [4, 5].map((cap) => savedAt(clinic.version, { ...policy, max_texts_per_day: cap })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
  })

  it('have the words of a text kept apart, from the first ones on', async () => {
    const words = (text: string | null) => ({
      clinic_id: fixture.clinic_id,
      key: 'answer:parking',
      language: 'en',
      text,
    })
    const first = await put(saveWords, words('Behind the house.'), { 'if-match': '"0"' })
    expect([first.status, first.headers.get('etag')]).toEqual([200, '"1"'])
    const late = await put(saveWords, words('In the street.'), { 'if-match': '"0"' })
    expect([late.status, late.body.legal]).toEqual([412, ['1']])
    expect(late.body.message).toContain('Test admin has changed these words meanwhile')
    expect((await put(saveWords, words(null), { 'if-match': '"1"' })).status).toBe(200)
    expect((await put(saveWords, words('In the street.'), { 'if-match': '"1"' })).status).toBe(412)
    expect((await put(saveWords, words('In the street.'), { 'if-match': '"2"' })).headers.get('etag')).toBe(
      '"3"',
    )
  })

  it('are told where nothing has a version', async () => {
    const { status, body } = await post(advance, { minutes: 1 }, { 'if-match': '"1"' })
    expect([status, body.field]).toEqual([422, 'if-match'])
  })
})

describe('a write that is sent twice under one Idempotency-Key', () => {
  const login = (email: string) => ({
    name: 'Once',
    email,
    role: 'viewer',
    password: 'correct horse battery',
    clinic_ids: [fixture.clinic_id],
  })

  it('is done once, where the verb itself knows no key', async () => {
    const once = { 'idempotency-key': 'make-once' }
    const first = await post(makeStaff, login('once@clinic.test'), once)
    const again = await post(makeStaff, login('once@clinic.test'), once)
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body).toEqual(first.body)
    expect(await ctx.db.staff.count({ where: { email: 'once@clinic.test' } })).toBe(1)
    const other = await post(makeStaff, login('other@clinic.test'), once)
    expect([other.status, other.body.field]).toEqual([422, 'idempotency_key'])
  })

  it('keeps nothing of a try that failed', async () => {
    const key = { 'idempotency-key': 'try-again' }
    expect((await post(makeStaff, login('once@clinic.test'), key)).status).toBe(409)
    expect((await post(makeStaff, login('twice@clinic.test'), key)).status).toBe(201)
  })

  it('is refused where it is done each time', async () => {
    const { status, body } = await post(advance, { minutes: 1 }, { 'idempotency-key': 'x' })
    expect([status, body.field]).toEqual([422, 'idempotency_key'])
  })
})

describe('the limits', () => {
  it('are told with every answer, to keys and to logins', async () => {
    const key = await keyHeaders(ctx, ['appointments:write'])
    const asKey = await call(
      savePatient,
      { method: 'PUT', headers: key.headers, body: {} },
      { id: fixture.patient_id },
    )
    expect(asKey.headers.get('ratelimit-policy')).toBe('"default";q=100;w=60')
    expect(asKey.headers.get('ratelimit')).toMatch(/^"default";r=99;t=\d+$/)
    expect((await patient('Limited')).headers.get('ratelimit-policy')).toBe('"default";q=500;w=60')
  })
})

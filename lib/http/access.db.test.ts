import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setAppForTests } from '#lib/compose.ts'
import { PERMISSIONS } from '#lib/domain/permissions.ts'
import { updateStaff } from '#lib/services/staff/update.ts'
import { type AccessFixture, makeAccessFixture, snapshotOf } from '#lib/test/access-fixture.ts'
import { ACCESS, PUBLIC_ROUTES } from '#lib/test/access-table.ts'
import { testCtx } from '#lib/test/context.ts'
import { call, keyHeaders, makeSession, makeStaff, serveTestApp } from '#lib/test/http.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import type { RouteHandler } from './route.ts'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
const APP = new URL('../../app/', import.meta.url)
const database = openTestDatabase()

type Module = Partial<Record<(typeof METHODS)[number], RouteHandler>>

/** Every `METHOD /path` that the folder `app` serves, with its handler. */
async function findRoutes(): Promise<Map<string, RouteHandler>> {
  const routes = new Map<string, RouteHandler>()
  for (const file of readdirSync(APP, { recursive: true, encoding: 'utf8' })) {
    if (!/(^|\/)route\.ts$/.test(file)) continue
    const module = (await import(new URL(file, APP).href)) as Module
    const path = `/${file.replace(/\/?route\.ts$/, '')}`
    for (const method of METHODS) {
      const handler = module[method]
      if (handler) routes.set(`${method} ${path}`, handler)
    }
  }
  return routes
}

const routes = await findRoutes()
const guarded = [...routes.keys()].filter((name) => !PUBLIC_ROUTES.has(name)).sort()
const listed = guarded.filter((name) => name in ACCESS)
const writes = listed.filter((name) => ACCESS[name]!.kind === 'write')
const scoped = listed.filter((name) => ACCESS[name]!.isScoped !== false)

let fixture: AccessFixture
let before: unknown
let callers: Record<'viewer' | 'foreign' | 'disabled' | 'powerless' | 'foreignKey', Record<string, string>>

beforeAll(async () => {
  const ctx = testCtx(database.db())
  const app = serveTestApp(ctx)
  fixture = await makeAccessFixture(ctx)
  const enter = async (role: 'viewer' | 'admin', clinicId: string) => {
    const staff = await makeStaff(ctx, role, [clinicId])
    return { staff, headers: { cookie: (await makeSession(app, ctx, staff.id)).cookie } }
  }
  const foreign = await enter('admin', fixture.other_clinic_id)
  const disabled = await enter('admin', fixture.clinic_id)
  await updateStaff(ctx, { staff_id: disabled.staff.id, is_disabled: true })
  callers = {
    viewer: (await enter('viewer', fixture.clinic_id)).headers,
    foreign: foreign.headers,
    disabled: disabled.headers,
    powerless: (await keyHeaders(ctx, ['messages:read'], fixture.clinic_id)).headers,
    foreignKey: (await keyHeaders(ctx, [...PERMISSIONS], fixture.other_clinic_id)).headers,
  }
  before = await snapshotOf(ctx, fixture)
})
afterAll(() => setAppForTests(null))

/** Calls a route with input that would be good if it came from the right caller. */
async function tryRoute(name: string, headers: Record<string, string>) {
  const [method = 'GET', path = ''] = name.split(' ')
  const access = ACCESS[name]!
  const { params = {}, query = {}, body } = access.call?.(fixture) ?? {}
  const url = `${path}?${new URLSearchParams(query)}`
  const sent = method === 'GET' || method === 'DELETE' ? undefined : (body ?? {})
  return call(routes.get(name)!, { method, path: url, headers, body: sent }, params)
}

describe('the table of access', () => {
  it('lists every route there is, and no other', () => {
    const known = [...Object.keys(ACCESS), ...PUBLIC_ROUTES].sort()
    expect([...routes.keys()].sort()).toEqual(known)
  })
})

describe('anybody', () => {
  it.each(listed)('%s is 401', async (name) => {
    expect((await tryRoute(name, {})).status).toBe(401)
  })
  it.each(listed)('%s is 401 for a login that was disabled', async (name) => {
    expect((await tryRoute(name, callers.disabled)).status).toBe(401)
  })
})

describe('a viewer', () => {
  it.each(writes)('%s is 403', async (name) => {
    const { status, body } = await tryRoute(name, callers.viewer)
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'forbidden' })
  })
})

describe('a key without the scope', () => {
  it.each(writes)('%s is 403', async (name) => {
    expect((await tryRoute(name, callers.powerless)).status).toBe(403)
  })
})

describe('an administrator of another clinic', () => {
  it.each(scoped)('%s is 404', async (name) => {
    const { status, body } = await tryRoute(name, callers.foreign)
    expect({ status, code: body.code, message: body.message }).toMatchObject({
      status: 404,
      code: 'not_found',
    })
  })
})

describe('a key of another clinic with every scope', () => {
  it.each(scoped.filter((name) => !ACCESS[name]!.isForPeople))('%s is 404', async (name) => {
    expect((await tryRoute(name, callers.foreignKey)).status).toBe(404)
  })
})

describe('what was refused', () => {
  it('changed nothing', async () => {
    expect(await snapshotOf(testCtx(database.db()), fixture)).toEqual(before)
  })
  it('was written down for each write that lacked the permission', async () => {
    const denials = await database.db().auditEvent.count({ where: { is_denied: true } })
    expect(denials).toBeGreaterThanOrEqual(2 * writes.length)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setAppForTests } from '#lib/compose.ts'
import { PERMISSIONS, type Permission } from '#lib/domain/permissions.ts'
import { type AccessFixture, makeAccessFixture } from '#lib/test/access-fixture.ts'
import { ACCESS } from '#lib/test/access-table.ts'
import { loadRoutes, operationsOf, servedRoutes } from '#lib/test/api-routes.ts'
import { testCtx } from '#lib/test/context.ts'
import { call, keyHeaders, serveTestApp } from '#lib/test/http.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import type { RouteHandler } from './route.ts'

const database = openTestDatabase()

interface Scoped {
  name: string
  handler: RouteHandler
  scope: Permission
}

const scoped: Scoped[] = servedRoutes(await loadRoutes()).flatMap((route) => {
  const [source] = operationsOf(route)
  const scope = source?.doc?.scope === undefined ? source?.permission : source.doc.scope
  const name = `${route.method} ${route.path}`
  return scope && ACCESS[name] && !ACCESS[name].isForPeople ? [{ name, handler: route.handler, scope }] : []
})
const writes = scoped.filter(({ name }) => ACCESS[name]!.kind === 'write')

let fixture: AccessFixture
const keys = new Map<string, Record<string, string>>()

beforeAll(async () => {
  const ctx = testCtx(database.db())
  serveTestApp(ctx)
  fixture = await makeAccessFixture(ctx)
  for (const scope of PERMISSIONS) {
    const others = PERMISSIONS.filter((each) => each !== scope)
    keys.set(`only ${scope}`, (await keyHeaders(ctx, [scope])).headers)
    keys.set(`all but ${scope}`, (await keyHeaders(ctx, others)).headers)
  }
})
afterAll(() => setAppForTests(null))

async function statusWith({ name, handler }: Scoped, key: string): Promise<number> {
  const [method = 'GET', path = ''] = name.split(' ')
  const { params = {}, query = {}, body } = ACCESS[name]!.call?.(fixture) ?? {}
  const sent = method === 'GET' || method === 'DELETE' ? undefined : (body ?? {})
  const url = `${path}?${new URLSearchParams(query)}`
  const answer = await call(handler, { method, path: url, headers: keys.get(key)!, body: sent }, params)
  return answer.status
}

describe('the scope that the description names', () => {
  it('is named by nearly every route', () => expect(scoped.length).toBeGreaterThan(70))

  it.each(writes)('$name needs $scope', async (route) => {
    expect(await statusWith(route, `all but ${route.scope}`)).toBe(403)
  })

  it.each(scoped)('$name needs no more than $scope', async (route) => {
    expect([401, 403]).not.toContain(await statusWith(route, `only ${route.scope}`))
  })
})

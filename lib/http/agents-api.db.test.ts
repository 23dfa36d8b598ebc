import { afterAll, describe, expect, it } from 'vitest'
import * as heartbeat from '#app/api/agents/[id]/heartbeat/route.ts'
import * as agent from '#app/api/agents/[id]/route.ts'
import * as agents from '#app/api/agents/route.ts'
import { setAppForTests } from '#lib/compose.ts'
import { testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { call, keyHeaders, serveTestApp } from '#lib/test/http.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'

const database = openTestDatabase()
afterAll(() => setAppForTests(null))

async function setting(config: { isAgentMessagingEnabled?: boolean } = {}) {
  const ctx = testCtx(database.db(), { config })
  serveTestApp(ctx)
  const clinic = await makeClinic(ctx)
  return { ctx, shared: (await keyHeaders(ctx, ['agents:*'], clinic.id)).headers }
}

const register = (headers: Record<string, string>, body: object) =>
  call(agents.POST, { method: 'POST', path: '/api/agents', headers, body })

describe('the registry over HTTP', () => {
  it('calls a filter with a character that no column takes wrong input', async () => {
    const { shared } = await setting()
    const { status, body } = await call(agents.GET, { path: '/api/agents?type=a%00b', headers: shared })
    expect([status, body.code]).toEqual([422, 'invalid_input'])
  })

  it('takes an agent from its registration to its removal, by name, with the key that it was given', async () => {
    const { shared } = await setting()
    const { status, body } = await register(shared, { name: 'http:peer', type: 'provider' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ name: 'http:peer', api_key: expect.stringMatching(/^sbk_/) })
    const own = { authorization: `Bearer ${body.api_key}` }

    const beat = { method: 'POST', headers: own, body: { load: 0.25 } }
    expect(await call(heartbeat.POST, beat, { id: 'http%3Apeer' })).toMatchObject({
      status: 200,
      body: { load: 0.25, is_stale: false },
    })
    expect((await call(agent.GET, { headers: own }, { id: body.id })).body.name).toBe('http:peer')
    const change = { method: 'PATCH', headers: own, body: { status: 'maintenance' } }
    expect((await call(agent.PATCH, change, { id: 'http:peer' })).body.status).toBe('maintenance')
    expect(await register(own, { name: 'http:peer', type: 'desk' })).toMatchObject({
      status: 201,
      body: { id: body.id, type: 'desk', status: 'active', api_key: null },
    })
    expect((await register(shared, { name: 'http:peer', type: 'desk' })).status).toBe(409)

    expect((await call(agent.DELETE, { method: 'DELETE', headers: own }, { id: 'http:peer' })).status).toBe(
      204,
    )
    expect((await call(agent.GET, { headers: own }, { id: 'http:peer' })).status).toBe(401)
    expect((await call(agent.GET, { headers: shared }, { id: 'http:peer' })).status).toBe(404)
  })

  it('lists arrays, a page at a time, and names the next page', async () => {
    const { shared } = await setting()
    for (const name of ['page-a', 'page-b', 'page-c']) await register(shared, { name, type: 'paged' })
    let path = '/api/agents?type=paged&limit=2'
    const pages: string[][] = []
    while (path) {
      const { body, headers } = await call(agents.GET, { path, headers: shared })
      pages.push(body.map(({ name }: { name: string }) => name))
      path = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1] ?? ''
    }
    expect(pages).toEqual([['page-a', 'page-b'], ['page-c']])
  })

  it('is off with ENABLE_AGENT_MESSAGING=false', async () => {
    const { shared } = await setting({ isAgentMessagingEnabled: false })
    const { status, body } = await register(shared, { name: 'too-late', type: 'x' })
    expect({ status, message: body.message }).toEqual({
      status: 503,
      message: expect.stringContaining('ENABLE_AGENT_MESSAGING'),
    })
    expect(await database.db().agent.count({ where: { name: 'too-late' } })).toBe(0)
  })
})

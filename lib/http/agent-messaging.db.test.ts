import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { setAppForTests } from '#lib/compose.ts'
import { type TestCtx, testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { call, keyHeaders, serveTestApp, signedIn, TEST_DOC } from '#lib/test/http.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { linked } from './linked.ts'
import { route } from './route.ts'

const database = openTestDatabase()
afterAll(() => setAppForTests(null))

const echo = route(
  {
    doc: TEST_DOC,
    agentMessaging: true,
    named: ['id'],
    input: z.object({ agent_id: z.string().optional() }),
    path: { id: 'agent_id' },
  },
  ({ input }) => input,
)

async function callers(ctx: TestCtx) {
  const app = serveTestApp(ctx)
  const clinic = await makeClinic(ctx)
  return {
    key: (await keyHeaders(ctx, ['agents:*'], clinic.id)).headers,
    admin: (await signedIn(app, ctx, 'admin', [clinic.id])).headers,
  }
}

describe('a route whose path names an agent', () => {
  it.each([
    ['a uuid', '018f5d3e-0000-7000-8000-000000000001', '018f5d3e-0000-7000-8000-000000000001'],
    ['a name', 'peer-agent_1.b', 'peer-agent_1.b'],
    ['a name that Next has escaped', 'clinic%3Apeer', 'clinic:peer'],
  ])('takes %s', async (_what, id, agent_id) => {
    const { key } = await callers(testCtx(database.db()))
    expect((await call(echo, { headers: key }, { id })).body).toEqual({ agent_id })
  })

  it.each(['a', '-peer', 'peer agent', 'peer%2Fagent', 'peer%', '%E0%A4%A', '%00x', 'a'.repeat(81)])(
    'does not find %s',
    async (id) => {
      const { key } = await callers(testCtx(database.db()))
      expect((await call(echo, { headers: key }, { id })).status).toBe(404)
    },
  )

  it('takes names for the params that were chosen alone', async () => {
    const { key } = await callers(testCtx(database.db()))
    const strict = route({ doc: TEST_DOC, named: ['id'] }, () => 'in')
    expect((await call(strict, { headers: key }, { id: 'peer', other: 'peer' })).status).toBe(404)
  })
})

describe('ENABLE_AGENT_MESSAGING=false', () => {
  it('answers keys and writes with 503 that names it, and lets people read', async () => {
    const ctx = testCtx(database.db(), { config: { isAgentMessagingEnabled: false } })
    const { key, admin } = await callers(ctx)
    const refused = [
      await call(echo, { headers: key }),
      await call(echo, { method: 'POST', headers: key, body: {} }),
      await call(echo, { method: 'DELETE', headers: admin }),
    ]
    for (const { status, body } of refused) {
      expect({ status, code: body.code }).toEqual({ status: 503, code: 'unavailable' })
      expect(body.message).toContain('ENABLE_AGENT_MESSAGING')
    }
    expect((await call(echo, { headers: admin })).status).toBe(200)
  })

  it('leaves the rest of the API alone, and asks who calls before it says anything', async () => {
    const ctx = testCtx(database.db(), { config: { isAgentMessagingEnabled: false } })
    const { key } = await callers(ctx)
    const other = route({ doc: TEST_DOC }, () => 'in')
    expect((await call(other, { headers: key })).status).toBe(200)
    expect((await call(echo, { method: 'POST', body: {} })).status).toBe(401)
  })
})

describe('linked', () => {
  const page = (next_cursor: string | null) =>
    linked(new Request('http://0.0.0.0:10003/api/things?status=active&cursor=old&limit=2'), {
      items: [1, 2],
      next_cursor,
    })

  it('answers the bare array and names the next page with the filters of this one', async () => {
    const response = page('a+b=')
    expect(await response.json()).toEqual([1, 2])
    expect(response.headers.get('link')).toBe(
      '</api/things?status=active&cursor=a%2Bb%3D&limit=2>; rel="next"',
    )
  })

  it('names none after the last page', () => {
    expect(page(null).headers.has('link')).toBe(false)
  })
})

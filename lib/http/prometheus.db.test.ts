import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GET } from '#app/api/metrics/route.ts'
import { setAppForTests } from '#lib/compose.ts'
import { FAILURE_REASONS } from '#lib/domain/operations/failure-reason.ts'
import { registerAgent } from '#lib/services/agent/register.ts'
import { removeOldMessages } from '#lib/services/retention/remove-messages.ts'
import { makeBusHistory } from '#lib/test/bus-history.ts'
import { type TestCtx, testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { call, keyHeaders, serveTestApp, signedIn } from '#lib/test/http.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'

const database = openTestDatabase()
const DAY_MS = 24 * 60 * 60_000

let ctx: TestCtx
let headers: Record<string, string>
beforeAll(async () => {
  ctx = testCtx(database.db())
  serveTestApp(ctx)
  const clinic = await makeClinic(ctx)
  const agentIds: string[] = []
  for (const name of ['one', 'two']) agentIds.push((await registerAgent(ctx, { name, type: 'test' })).id)
  await makeBusHistory(ctx, { agentIds, clinicIds: [clinic.id], count: 2_000, spanMs: 40 * DAY_MS, seed: 7 })
  headers = (await keyHeaders(ctx, ['agents:read'])).headers
})
afterAll(() => setAppForTests(null))

/** `name{a="b"}` to its value, read as Prometheus reads the format. */
function parse(text: string): Map<string, number> {
  const samples = new Map<string, number>()
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const match = /^([a-z_]+(?:\{[^}]*\})?) ([0-9.e+-]+)$/.exec(line)
    if (!match) throw new Error(`No sample: ${line}`)
    samples.set(match[1]!, Number(match[2]))
  }
  return samples
}

async function scrape() {
  const { status, body, headers: answered } = await call(GET, { path: '/api/metrics', headers })
  expect(status).toBe(200)
  expect(answered.get('content-type')).toContain('text/plain; version=0.0.4')
  return { text: body as string, samples: parse(body) }
}

const sumOf = (samples: Map<string, number>, start: string) =>
  [...samples].filter(([name]) => name.startsWith(start)).reduce((sum, [, value]) => sum + value, 0)

const one = async <T>(sql: string): Promise<T> => {
  const [row] = await database.db().$queryRawUnsafe<T[]>(sql)
  return row!
}

describe('GET /api/metrics', () => {
  it('counts messages as the database does, by type and status', async () => {
    const { samples } = await scrape()
    const rows = await database
      .db()
      .$queryRawUnsafe<{ state: string; type: string; n: bigint }[]>(
        `SELECT state::text, message_type AS type, count(*) AS n FROM agent_message GROUP BY 1, 2`,
      )
    for (const { state, type, n } of rows) {
      const label = type.includes(' ') ? 'other' : type
      expect(samples.get(`switchboard_messages_total{type="${label}",status="${state}"}`)).toBe(Number(n))
    }
    expect(sumOf(samples, 'switchboard_messages_total')).toBe(2_000)
  })

  it('has a histogram of delivery times whose bounds are inclusive', async () => {
    const { samples } = await scrape()
    for (const [le, seconds] of [
      ['0.005', 0.005],
      ['1', 1],
      ['300', 300],
      ['7200', 7_200],
      ['+Inf', 1e9],
    ] as const) {
      const { n } = await one<{ n: bigint }>(
        `SELECT count(*) AS n FROM agent_message WHERE state <> 'pending'
         AND extract(epoch FROM COALESCE(delivered_at, processed_at) - created_at) <= ${seconds}`,
      )
      expect(samples.get(`switchboard_delivery_seconds_bucket{le="${le}"}`)).toBe(Number(n))
    }
    const { n, sum } = await one<{ n: bigint; sum: number }>(
      `SELECT count(*) AS n, sum(extract(epoch FROM delivered_at - created_at))::float8 AS sum
       FROM agent_message WHERE state <> 'pending' AND delivered_at IS NOT NULL`,
    )
    expect(samples.get('switchboard_delivery_seconds_count')).toBe(Number(n))
    expect(samples.get('switchboard_delivery_seconds_sum')).toBeCloseTo(sum, 3)
  })

  it('counts a delivery of exactly one second within the bound of one second', async () => {
    const before = (await scrape()).samples
    const [agent] = await database.db().agent.findMany({ take: 1 })
    const at = ctx.now() - 5_000
    await database.db().agentMessage.create({
      data: {
        id: ctx.newId(),
        from_agent_id: agent!.id,
        to_agent_id: agent!.id,
        message_type: 'task',
        content_sealed: 'x',
        state: 'delivered',
        due_at: new Date(at),
        delivered_at: new Date(at + 1_000),
        created_at: new Date(at),
        updated_at: new Date(at),
      },
    })
    const after = (await scrape()).samples
    const grew = (le: string) => {
      const name = `switchboard_delivery_seconds_bucket{le="${le}"}`
      return after.get(name)! - before.get(name)!
    }
    expect([grew('0.5'), grew('1'), grew('2.5')]).toEqual([0, 1, 1])
  })

  it('counts failed tries by reasons of a closed list', async () => {
    const { samples } = await scrape()
    const { n } = await one<{ n: bigint }>(
      `SELECT count(*) AS n FROM delivery_attempt WHERE status <> 'success'`,
    )
    const reasons = [...samples.keys()].filter((name) =>
      name.startsWith('switchboard_delivery_failures_total'),
    )
    expect(sumOf(samples, 'switchboard_delivery_failures_total')).toBe(Number(n))
    for (const name of reasons) expect(FAILURE_REASONS).toContain(/reason="(\w+)"/.exec(name)?.[1])
    expect(reasons.length).toBeGreaterThan(3)
  })

  it('has what waits per agent, who is up, and what runs', async () => {
    const { samples } = await scrape()
    for (const name of ['one', 'two']) {
      const { n } = await one<{ n: bigint }>(
        `SELECT count(*) AS n FROM agent_message m JOIN agent ON agent.id = m.to_agent_id
         WHERE agent.name = '${name}' AND m.state = 'pending'`,
      )
      expect(samples.get(`switchboard_queue_depth{agent="${name}"}`)).toBe(Number(n))
    }
    const { n } = await one<{ n: bigint }>(
      `SELECT count(*) AS n FROM agent_message WHERE to_agent_id IS NULL AND state = 'pending'`,
    )
    expect(samples.get('switchboard_queue_depth{agent="(no receiver)"}')).toBe(Number(n))
    expect(samples.get('switchboard_agent_up{agent="one"}')).toBe(0)
    expect(samples.get('switchboard_processes{role="worker"}')).toBe(0)
    expect(samples.get('switchboard_build_info{version="test"}')).toBe(1)
  })

  it('names no patient and nothing that an agent wrote', async () => {
    expect((await scrape()).text).not.toMatch(/Maria|Jones|nobody listed|booked/)
  })

  it('is the same after a restart', async () => {
    const before = await scrape()
    serveTestApp(ctx)
    expect((await scrape()).text).toBe(before.text)
  })

  it('does not fall when retention removes what is old', async () => {
    const before = (await scrape()).samples
    expect(await removeOldMessages(ctx)).toBeGreaterThan(20)
    const after = (await scrape()).samples
    for (const [name, value] of before) {
      if (!/messages_total|delivery_/.test(name)) continue
      expect({ name, value: after.get(name) }).toEqual({ name, value: expect.closeTo(value, 3) })
    }
  })

  it('is for those who may read agents of every clinic', async () => {
    const app = serveTestApp(ctx)
    const [here] = await database.db().clinic.findMany()
    await makeClinic(ctx)
    const ask = async (who: Record<string, string>) => (await call(GET, { headers: who })).status
    expect(await ask({})).toBe(401)
    expect(await ask((await keyHeaders(ctx, ['messages:*'])).headers)).toBe(403)
    expect(await ask((await keyHeaders(ctx, ['agents:read'], here!.id)).headers)).toBe(403)
    expect(await ask((await signedIn(app, ctx, 'viewer', [here!.id])).headers)).toBe(403)
    const all = (await database.db().clinic.findMany()).map(({ id }) => id)
    expect(await ask((await signedIn(app, ctx, 'viewer', all)).headers)).toBe(200)
  })
})

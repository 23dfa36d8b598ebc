import { beforeAll, describe, expect, it } from 'vitest'
import { actingAs } from '#lib/core/context.ts'
import { failureReason } from '#lib/domain/operations/failure-reason.ts'
import { METRIC_RANGES, type MetricRange } from '#lib/domain/operations/metric-range.ts'
import type { AgentMetrics } from '#lib/domain/operations/schema.ts'
import { makeBusHistory } from '#lib/test/bus-history.ts'
import { keyActor, staffActor, type TestCtx, testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { refusal } from '#lib/test/scheduling.ts'
import { registerAgent } from '../agent/register.ts'
import { readAgentMetrics } from './charts.ts'

const { db } = openTestDatabase()
const DAY_MS = 24 * 60 * 60_000

let ctx: TestCtx
let clinics: string[]
let agents: { id: string; name: string }[]
beforeAll(async () => {
  ctx = testCtx(db())
  clinics = [(await makeClinic(ctx)).id, (await makeClinic(ctx)).id]
  agents = []
  for (const name of ['one', 'two', 'three']) agents.push(await registerAgent(ctx, { name, type: 'test' }))
  await makeBusHistory(ctx, {
    agentIds: agents.map(({ id }) => id),
    clinicIds: [...clinics, null],
    count: 3_000,
    spanMs: 10 * DAY_MS,
    seed: 20_261_123,
  })
})

/** The same figures by other means: every row, in plain loops, from the definitions and not from the query. */
async function countByHand(range: MetricRange, isSeen: (clinicId: string | null) => boolean) {
  const rows = (await db().agentMessage.findMany({ include: { attempts: true } })).filter((row) =>
    isSeen(row.clinic_id),
  )
  const [bucketMs, count] = {
    '1h': [120_000, 30] as const,
    '24h': [3_600_000, 24] as const,
    '7d': [21_600_000, 28] as const,
  }[range]
  const from = Math.floor(ctx.now() / bucketMs) * bucketMs - (count - 1) * bucketMs
  const timesOf = (row: (typeof rows)[number]) => {
    const isDelivered = ['delivered', 'processed'].includes(row.state) || row.delivered_at !== null
    const delivered = row.state !== 'pending' && isDelivered ? row.delivered_at!.getTime() : null
    const failed = ['failed', 'expired'].includes(row.state) ? row.updated_at.getTime() : null
    const left = Math.min(delivered ?? Number.POSITIVE_INFINITY, failed ?? Number.POSITIVE_INFINITY)
    return { created: row.created_at.getTime(), delivered, failed, left }
  }
  const within = (at: number | null, start: number, end: number) => at !== null && at >= start && at < end
  const isFailedTry = (row: (typeof rows)[number], attempt: { status: string; attempt: number }) =>
    attempt.status !== 'success' &&
    (attempt.status !== 'sending' || row.lease_until === null || attempt.attempt < row.attempt)
  const percentile = (sorted: number[], share: number) => {
    if (sorted.length === 0) return null
    const position = (sorted.length - 1) * share
    const low = Math.floor(position)
    const next = sorted[low + 1] ?? sorted[low]!
    return sorted[low]! + (next - sorted[low]!) * (position - low)
  }
  const figures = (start: number, end: number) => {
    const delivered = rows.filter((row) => within(timesOf(row).delivered, start, end))
    const times = delivered
      .map((row) => timesOf(row).delivered! - row.created_at.getTime())
      .sort((a, b) => a - b)
    return {
      sent: rows.filter((row) => within(timesOf(row).created, start, end)).length,
      failed: rows.filter((row) => within(timesOf(row).failed, start, end)).length,
      delivered: delivered.length,
      first_try: delivered.filter((row) => !row.attempts.some((each) => isFailedTry(row, each))).length,
      p50_ms: percentile(times, 0.5),
      p95_ms: percentile(times, 0.95),
    }
  }
  const waitingAt = (at: number, agent?: string | null) =>
    rows.filter((row) => {
      const { created, left } = timesOf(row)
      return created < at && left >= at && (agent === undefined || row.to_agent_id === agent)
    }).length
  const now = ctx.now() + 1
  const ends = Array.from({ length: count }, (_, index) => Math.min(from + (index + 1) * bucketMs, now))
  const reasons = new Map<string, number>()
  for (const row of rows) {
    for (const attempt of row.attempts) {
      if (!isFailedTry(row, attempt) || !within(attempt.attempted_at.getTime(), from, now)) continue
      const reason = failureReason(attempt)
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
    }
  }
  return {
    ...figures(from, now),
    waiting: rows.filter((row) => row.state === 'pending').length,
    buckets: ends.map((end, index) => ({
      from: new Date(from + index * bucketMs).toISOString(),
      ...figures(from + index * bucketMs, end),
      waiting: waitingAt(end),
    })),
    reasons: Object.fromEntries(reasons),
    queue: (agent: string | null) => ends.map((end) => waitingAt(end, agent)),
  }
}

const rounded = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (key, inner) =>
    /_ms$/.test(key) && inner !== null ? Math.round(inner) : inner,
  )

async function expectByHand(metrics: AgentMetrics, isSeen: (clinicId: string | null) => boolean) {
  const { queue, reasons, ...figures } = await countByHand(metrics.range, isSeen)
  expect(rounded(metrics)).toMatchObject(rounded(figures) as object)
  expect(Object.fromEntries(metrics.failures.map(({ reason, count }) => [reason, count]))).toEqual(reasons)
  for (const { agent_id, by_bucket, waiting } of metrics.queues) {
    expect(by_bucket).toEqual(queue(agent_id))
    expect(waiting).toBe(by_bucket.at(-1))
  }
}

describe('readAgentMetrics', () => {
  it.each(METRIC_RANGES)('equals what the rows of %s say when they are counted by hand', async (range) => {
    const metrics = await readAgentMetrics(ctx, { range })
    expect(metrics.delivered).toBeGreaterThan(0)
    expect(metrics.queues.map(({ agent }) => agent).sort()).toEqual(['one', 'three', 'two', null].sort())
    await expectByHand(metrics, () => true)
  })

  it('equals the database’s own counts', async () => {
    const metrics = await readAgentMetrics(ctx, { range: '7d' })
    const [row] = await db().$queryRawUnsafe<{ sent: bigint; processed: bigint; waiting: bigint }[]>(
      `SELECT count(*) FILTER (WHERE created_at >= '${metrics.from}') AS sent,
              count(*) FILTER (WHERE state = 'pending') AS waiting FROM agent_message`,
    )
    expect([metrics.sent, metrics.waiting]).toEqual([Number(row!.sent), Number(row!.waiting)])
  })

  it('counts only what the actor may see', async () => {
    const [here] = clinics as [string]
    const clerk = actingAs(ctx, staffActor('viewer', [here]))
    await expectByHand(
      await readAgentMetrics(clerk, { range: '7d' }),
      (clinicId) => clinicId === here || clinicId === null,
    )
    const key = actingAs(ctx, keyActor(['agents:read'], [here]))
    await expectByHand(await readAgentMetrics(key, { range: '7d' }), (clinicId) => clinicId === here)
  })

  it('is empty, and no error, where nothing has happened', async () => {
    const quiet = actingAs(ctx, keyActor(['agents:read'], [ctx.newId()]))
    expect(await readAgentMetrics(quiet, { range: '24h' })).toMatchObject({
      sent: 0,
      delivered: 0,
      p50_ms: null,
      waiting: 0,
      queues: [],
      failures: [],
    })
  })

  it('says nothing of what was in a message, and needs agents:read', async () => {
    const text = JSON.stringify(await readAgentMetrics(ctx, { range: '7d' }))
    expect(text).not.toMatch(/Maria|nobody listed/)
    await refusal(
      readAgentMetrics(actingAs(ctx, keyActor(['messages:*'], 'all')), { range: '1h' }),
      'forbidden',
    )
    await refusal(readAgentMetrics(ctx, { range: '2h' as '1h' }), 'invalid_input')
  })
})

import { requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import { failureReason, KNOWN_ERRORS } from '#lib/domain/operations/failure-reason.ts'
import { bucketsOf } from '#lib/domain/operations/metric-range.ts'
import {
  type AgentMetrics,
  type AgentMetricsQuery,
  agentMetricsQuery,
} from '#lib/domain/operations/schema.ts'
import { DELIVERED_AT, FAILED_AT, HAS_FAILED, LEFT_AT, messageScopeSql } from './message-sql.ts'

interface Span {
  from: number
  until: number
  bucketMs: number
  count: number
  scope: Prisma.Sql
}

const during = (at: Prisma.Sql, { from, until }: Span) =>
  Prisma.sql`${at} >= ${new Date(from)} AND ${at} < ${new Date(until)}`

/** The number of the bucket that a time falls into, from 0. */
const bucketOf = (at: Prisma.Sql, { from, bucketMs }: Span) =>
  Prisma.sql`floor(extract(epoch FROM ${at} - ${new Date(from)}) * 1000 / ${bucketMs}::int)::int`

interface DeliveredRow {
  /** Null: the whole span. */
  bucket: number | null
  delivered: number
  first_try: number
  p50_ms: number | null
  p95_ms: number | null
}

/** Per bucket, and once for the whole span, because percentiles cannot be added up. */
const readDelivered = (ctx: Ctx, span: Span) => store(ctx).$queryRaw<DeliveredRow[]>`
  WITH delivered AS (
    SELECT ${bucketOf(DELIVERED_AT, span)} AS bucket,
           extract(epoch FROM ${DELIVERED_AT} - m.created_at) * 1000 AS ms,
           NOT EXISTS (SELECT 1 FROM delivery_attempt a
                       WHERE a.agent_message_id = m.id AND ${HAS_FAILED}) AS is_first
    FROM agent_message m WHERE ${span.scope} AND ${during(DELIVERED_AT, span)})
  SELECT bucket, count(*)::int AS delivered, (count(*) FILTER (WHERE is_first))::int AS first_try,
         (percentile_cont(0.5) WITHIN GROUP (ORDER BY ms))::float8 AS p50_ms,
         (percentile_cont(0.95) WITHIN GROUP (ORDER BY ms))::float8 AS p95_ms
  FROM delivered GROUP BY GROUPING SETS ((bucket), ())`

type Event = 'sent' | 'failed' | 'left' | 'before'

interface EventRow {
  event: Event
  bucket: number
  agent_id: string | null
  count: number
}

/**
 * What arrived, ended badly and left per bucket and receiver, and what waited before the first bucket. A message that was
 * put back from the dead letters counts as waiting since it was sent.
 */
const readEvents = (ctx: Ctx, span: Span) => store(ctx).$queryRaw<EventRow[]>`
  SELECT 'sent' AS event, ${bucketOf(Prisma.sql`m.created_at`, span)} AS bucket, m.to_agent_id::text AS agent_id,
         count(*)::int AS count
  FROM agent_message m WHERE ${span.scope} AND ${during(Prisma.sql`m.created_at`, span)} GROUP BY 2, 3
  UNION ALL
  SELECT 'failed', ${bucketOf(FAILED_AT, span)}, m.to_agent_id::text, count(*)::int
  FROM agent_message m WHERE ${span.scope} AND ${during(FAILED_AT, span)} GROUP BY 2, 3
  UNION ALL
  SELECT 'left', ${bucketOf(LEFT_AT, span)}, m.to_agent_id::text, count(*)::int
  FROM agent_message m WHERE ${span.scope} AND ${during(LEFT_AT, span)} GROUP BY 2, 3
  UNION ALL
  SELECT 'before', 0, m.to_agent_id::text, count(*)::int
  FROM agent_message m
  WHERE ${span.scope} AND m.created_at < ${new Date(span.from)}
    AND (${LEFT_AT} IS NULL OR ${LEFT_AT} >= ${new Date(span.from)}) GROUP BY 3`

interface FailureRow {
  status: string
  response_code: number | null
  error: string | null
  count: number
}

/** Errors that are an agent's own words stay in the database. */
const readFailures = (ctx: Ctx, span: Span) => store(ctx).$queryRaw<FailureRow[]>`
  SELECT a.status, a.response_code, CASE WHEN a.error = ANY(${[...KNOWN_ERRORS]}) THEN a.error END AS error,
         count(*)::int AS count
  FROM delivery_attempt a JOIN agent_message m ON m.id = a.agent_message_id
  WHERE ${span.scope} AND ${HAS_FAILED} AND ${during(Prisma.sql`a.attempted_at`, span)}
  GROUP BY 1, 2, 3`

function failuresOf(rows: readonly FailureRow[]): AgentMetrics['failures'] {
  const counts = new Map<AgentMetrics['failures'][number]['reason'], number>()
  for (const row of rows) {
    const reason = failureReason(row)
    counts.set(reason, (counts.get(reason) ?? 0) + row.count)
  }
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1))
}

/** How many messages waited for one receiver when each bucket ended: what was there, plus arrivals, less departures. */
function waitingByBucket(rows: readonly EventRow[], count: number): number[] {
  const waiting = Array.from({ length: count }, () => 0)
  for (const { event, bucket, count: messages } of rows) {
    if (event === 'failed') continue
    const step = event === 'left' ? -messages : messages
    for (let index = bucket; index < count; index += 1) waiting[index]! += step
  }
  return waiting
}

async function queuesOf(ctx: Ctx, rows: readonly EventRow[], span: Span): Promise<AgentMetrics['queues']> {
  const byAgent = Map.groupBy(rows, (row) => row.agent_id)
  const ids = [...byAgent.keys()].filter((id) => id !== null)
  const agents = await store(ctx).agent.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  })
  const nameOf = new Map(agents.map(({ id, name }) => [id, name]))
  return [...byAgent]
    .map(([agent_id, events]) => {
      const by_bucket = waitingByBucket(events, span.count)
      const agent = agent_id === null ? null : (nameOf.get(agent_id) ?? null)
      return { agent_id, agent, waiting: by_bucket.at(-1) ?? 0, by_bucket }
    })
    .filter(({ by_bucket }) => by_bucket.some((waiting) => waiting > 0))
    .sort((a, b) => b.waiting - a.waiting || ((a.agent ?? '') < (b.agent ?? '') ? -1 : 1))
}

const NOTHING: Omit<DeliveredRow, 'bucket'> = { delivered: 0, first_try: 0, p50_ms: null, p95_ms: null }

/**
 * The bus in figures over the last hour, day or week of the domain clock, of what the actor may see: throughput, how much
 * was delivered and at the first try, delivery time from sending to receipt, what waited, and why tries failed. All of it is
 * counted from the rows, so it is the same after a restart; what retention has removed is not in it.
 */
export async function readAgentMetrics(ctx: Ctx, query: AgentMetricsQuery): Promise<AgentMetrics> {
  requirePermission(ctx, 'agents:read')
  const { range } = parseInput(agentMetricsQuery, query)
  const now = ctx.now()
  const buckets = bucketsOf(range, now)
  // Rows may be written while this is read; whatever has a later time is left out of every figure alike.
  const span: Span = { ...buckets, until: now + 1, scope: messageScopeSql(ctx) }
  const [delivered, events, failures] = await Promise.all([
    readDelivered(ctx, span),
    readEvents(ctx, span),
    readFailures(ctx, span),
  ])
  const waiting = waitingByBucket(events, span.count)
  const sum = (event: Event, bucket?: number) =>
    events
      .filter((row) => row.event === event && (bucket === undefined || row.bucket === bucket))
      .reduce((total, row) => total + row.count, 0)
  const deliveredIn = (bucket: number | null) => {
    const { bucket: _, ...figures } = delivered.find((row) => row.bucket === bucket) ?? { ...NOTHING, bucket }
    return figures
  }
  return {
    range,
    from: new Date(span.from).toISOString(),
    until: new Date(now).toISOString(),
    bucket_seconds: span.bucketMs / 1_000,
    sent: sum('sent'),
    failed: sum('failed'),
    ...deliveredIn(null),
    waiting: waiting.at(-1) ?? 0,
    buckets: waiting.map((left, bucket) => ({
      from: new Date(span.from + bucket * span.bucketMs).toISOString(),
      sent: sum('sent', bucket),
      failed: sum('failed', bucket),
      ...deliveredIn(bucket),
      waiting: left,
    })),
    queues: await queuesOf(ctx, events, span),
    failures: failuresOf(failures),
  }
}

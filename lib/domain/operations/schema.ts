import { z } from 'zod'
import { id, instant } from '../wire.ts'
import { FAILURE_REASONS } from './failure-reason.ts'
import { METRIC_RANGES } from './metric-range.ts'

/** GET /api/agents/metrics */
export const agentMetricsQuery = z.object({ range: z.enum(METRIC_RANGES) })
export type AgentMetricsQuery = z.input<typeof agentMetricsQuery>

const count = z.number().int()
const milliseconds = z.number().nullable().describe('Milliseconds; null when nothing was delivered.')

const metricBucket = z.object({
  from: instant,
  sent: count,
  delivered: count,
  first_try: count.describe('Of the delivered ones: without a failed try.'),
  failed: count.describe('Dead letters and expired messages.'),
  p50_ms: milliseconds,
  p95_ms: milliseconds,
  waiting: count.describe('Messages that waited when it ended.'),
})

/** The bus over a range of the domain clock, counted from its rows. */
export const agentMetrics = z.object({
  range: z.enum(METRIC_RANGES),
  from: instant,
  until: instant,
  bucket_seconds: count,
  sent: count,
  delivered: count,
  first_try: count,
  failed: count,
  p50_ms: milliseconds,
  p95_ms: milliseconds,
  waiting: count.describe('Now.'),
  buckets: z.array(metricBucket),
  queues: z
    .array(
      z.object({
        agent_id: id.nullable().describe('Null: messages that have no receiver yet.'),
        agent: z.string().nullable(),
        waiting: count.describe('Now.'),
        by_bucket: z.array(count).describe('When each bucket ended.'),
      }),
    )
    .describe('Agents for which anything waited in the range, the longest queue first.'),
  failures: z
    .array(z.object({ reason: z.enum(FAILURE_REASONS), count }))
    .describe('Failed tries by reason, the most frequent first.'),
})
export type AgentMetrics = z.infer<typeof agentMetrics>

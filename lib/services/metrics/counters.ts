import { type Ctx, store, type TxCtx } from '#lib/core/context.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import { MESSAGE_TYPES } from '#lib/domain/agents/envelope.ts'
import { failureReason, KNOWN_ERRORS } from '#lib/domain/operations/failure-reason.ts'
import { DELIVERED_AT, HAS_FAILED } from './message-sql.ts'

/** Outside agents may use any type; as labels they are one, so that nobody can fill a monitor with names. */
const KNOWN_TYPES: readonly string[] = [...MESSAGE_TYPES, 'task', 'response', 'status', 'error', 'heartbeat']
const OTHER_TYPE = 'other'
/** Upper bounds of the delivery histogram, in seconds: from a handler in this process to the last try of a day. */
export const DELIVERY_BUCKETS = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200, 36_000, 86_400,
] as const
const BUCKETS_MS = DELIVERY_BUCKETS.map((seconds) => Math.round(seconds * 1_000))

interface Tally {
  name: string
  label: string
  value: number
}

/** `pending|task`, the number of the histogram's bucket, `timeout||`: what `countersOf` takes apart again. */
const tallies = (which: Prisma.Sql) => Prisma.sql`
  SELECT 'messages' AS name, state::text || '|' || CASE WHEN message_type = ANY(${[...KNOWN_TYPES]}) THEN message_type
         ELSE ${OTHER_TYPE} END AS label, count(*)::float8 AS value
  FROM agent_message m WHERE ${which} GROUP BY 2
  UNION ALL
  SELECT 'delivery_bucket', bucket::text, count(*)::float8 FROM (
    SELECT width_bucket(round(extract(epoch FROM ${DELIVERED_AT} - m.created_at) * 1000)::int8 - 1,
                        ${BUCKETS_MS}::int8[]) AS bucket
    FROM agent_message m WHERE ${which} AND ${DELIVERED_AT} IS NOT NULL) AS delivered GROUP BY 2
  UNION ALL
  SELECT 'delivery_sum', '', COALESCE(sum(extract(epoch FROM ${DELIVERED_AT} - m.created_at)), 0)::float8
  FROM agent_message m WHERE ${which} AND ${DELIVERED_AT} IS NOT NULL
  UNION ALL
  SELECT 'failures', a.status || '|' || COALESCE(a.response_code::text, '') || '|' ||
         COALESCE(CASE WHEN a.error = ANY(${[...KNOWN_ERRORS]}) THEN a.error END, ''), count(*)::float8
  FROM delivery_attempt a JOIN agent_message m ON m.id = a.agent_message_id
  WHERE ${which} AND ${HAS_FAILED} GROUP BY 2`

/**
 * Keeps what the counters say of messages that are about to be deleted, in the transaction that deletes them. Without it
 * every round of retention would look like a reset to Prometheus, and `rate()` would show a flood.
 */
export async function tallyRemoved(tx: TxCtx, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return
  await tx.tx.$executeRaw`
    INSERT INTO metric_tally (name, label, value)
    SELECT name, label, value FROM (${tallies(Prisma.sql`m.id = ANY(${[...messageIds]}::uuid[])`)}) AS removed
    WHERE value > 0 ORDER BY 1, 2
    ON CONFLICT (name, label) DO UPDATE SET value = metric_tally.value + excluded.value`
}

export interface BusCounters {
  messages: { type: string; status: string; count: number }[]
  /** Deliveries per bucket of DELIVERY_BUCKETS, not yet added up; the last is beyond all of them. */
  deliveryBuckets: number[]
  deliverySeconds: number
  failures: Map<string, number>
}

function countersOf(rows: readonly Tally[]): BusCounters {
  const of = (name: string) => rows.filter((row) => row.name === name)
  const deliveryBuckets = Array.from({ length: DELIVERY_BUCKETS.length + 1 }, () => 0)
  for (const { label, value } of of('delivery_bucket')) deliveryBuckets[Number(label)]! += value
  const failures = new Map<string, number>()
  for (const { label, value } of of('failures')) {
    const [status = '', code, error] = label.split('|')
    const reason = failureReason({ status, response_code: code ? Number(code) : null, error: error || null })
    failures.set(reason, (failures.get(reason) ?? 0) + value)
  }
  return {
    messages: of('messages').map(({ label, value }) => {
      const [status = '', type = ''] = label.split('|')
      return { type, status, count: value }
    }),
    deliveryBuckets,
    deliverySeconds: of('delivery_sum').reduce((sum, { value }) => sum + value, 0),
    failures,
  }
}

/** Everything that the bus has done so far: its rows, and what had been counted of those that are no more. */
export async function readCounters(ctx: Ctx): Promise<BusCounters> {
  const rows = await store(ctx).$queryRaw<Tally[]>`
    SELECT name, label, sum(value)::float8 AS value
    FROM (${tallies(Prisma.sql`true`)} UNION ALL SELECT name, label, value FROM metric_tally) AS counted
    GROUP BY 1, 2`
  return countersOf(rows)
}

import { type Ctx, store, type TxCtx } from '#lib/core/context.ts'
import { Prisma } from '#lib/db/generated/client.ts'

/** Posts to one agent at the same time. A server that hangs holds this many workers and no more. */
export const MAX_AT_ONCE = 2

/** An agent that messages are posted to now: in maintenance, inactive or removed, its messages wait. */
const TAKES_POSTS = Prisma.sql`
  NOT receiver.is_builtin AND receiver.endpoint IS NOT NULL AND receiver.status = 'active' AND receiver.removed_at IS NULL`

/** A message that is due, has not expired, and that nobody has in hand. */
const isWaiting = (ctx: Ctx, due: Date) => Prisma.sql`
  message.state = 'pending' AND message.due_at <= ${due}
  AND (message.lease_until IS NULL OR message.lease_until <= ${new Date(ctx.systemNow())})
  AND (message.expires_at IS NULL OR message.expires_at > ${new Date(ctx.now())})`

/** What one agent gets first. */
const MOST_URGENT = Prisma.sql`ORDER BY message.priority, message.created_at, message.sequence`

/**
 * Messages to post that nobody has in hand, also those whose worker died: of each agent the most urgent ones only, because
 * every post that ends wakes the next.
 */
export async function dueDeliveries(ctx: Ctx, due: Date, limit: number): Promise<{ id: string }[]> {
  if (!ctx.config.isAgentMessagingEnabled) return []
  return store(ctx).$queryRaw<{ id: string }[]>`
    SELECT urgent.id::text AS id FROM agent receiver
    CROSS JOIN LATERAL (
      SELECT message.id, message.due_at FROM agent_message message
      WHERE message.to_agent_id = receiver.id AND ${isWaiting(ctx, due)}
      ${MOST_URGENT} LIMIT ${MAX_AT_ONCE}) urgent
    WHERE ${TAKES_POSTS}
    ORDER BY urgent.due_at LIMIT ${limit}`
}

/**
 * Locks the most urgent message that waits for the receiver of the one that is named; others who look at the same moment
 * get the next. Null: nothing waits, or the agent has as many posts under way as it may.
 */
export async function lockMostUrgent(tx: TxCtx, messageId: string): Promise<string | null> {
  if (!tx.config.isAgentMessagingEnabled) return null
  const [row] = await tx.tx.$queryRaw<{ id: string }[]>`
    SELECT message.id::text AS id
    FROM agent_message message JOIN agent receiver ON receiver.id = message.to_agent_id
    WHERE message.to_agent_id = (SELECT to_agent_id FROM agent_message WHERE id = ${messageId}::uuid)
      AND ${isWaiting(tx, new Date(tx.now()))} AND ${TAKES_POSTS}
      AND ${MAX_AT_ONCE} > (
        SELECT count(*) FROM agent_message other
        WHERE other.to_agent_id = receiver.id AND other.state = 'pending'
          AND other.lease_until > ${new Date(tx.systemNow())})
    ${MOST_URGENT} LIMIT 1 FOR UPDATE OF message SKIP LOCKED`
  return row?.id ?? null
}

/** When a post has ended: wakes the next message that waits for the same agent. */
export async function wakeNextDelivery(tx: TxCtx, agentId: string): Promise<void> {
  const [next] = await tx.tx.$queryRaw<{ id: string; priority: number }[]>`
    SELECT message.id::text AS id, message.priority
    FROM agent_message message JOIN agent receiver ON receiver.id = message.to_agent_id
    WHERE message.to_agent_id = ${agentId}::uuid AND ${isWaiting(tx, new Date(tx.now()))} AND ${TAKES_POSTS}
    ${MOST_URGENT} LIMIT 1`
  if (next) tx.outgoing.wakes.push({ kind: 'agent.deliver', key: next.id, priority: next.priority })
}

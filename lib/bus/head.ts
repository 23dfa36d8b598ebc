import type { TxCtx } from '#lib/core/context.ts'
import { Prisma } from '#lib/db/generated/client.ts'

/** A message that a built-in agent has still to handle, with the names of both agents. */
export interface Head {
  id: string
  /** Null: it belongs to none of our conversations. */
  conversation_id: string | null
  clinic_id: string | null
  message_type: string
  content_sealed: string
  in_reply_to: string | null
  attempt: number
  /** What `attempt` was when a person last put it back; its retries count from there. */
  attempt_base: number
  due_at: Date
  expires_at: Date | null
  created_at: Date
  from: string
  from_agent_id: string
  is_from_outside: boolean
  sent_with: string[]
  to: string
  to_agent_id: string
}

/** The oldest that waits for a built-in agent, of those that `which` selects. */
const pending = (which: Prisma.Sql, lock = Prisma.empty) => Prisma.sql`
  SELECT message.id::text, message.conversation_id::text,
         COALESCE(message.clinic_id, conversation.clinic_id)::text AS clinic_id, message.message_type,
         message.content_sealed, message.in_reply_to::text, message.attempt, message.attempt_base,
         message.due_at, message.expires_at, message.created_at, sender.name AS "from", message.from_agent_id::text,
         NOT sender.is_builtin AS is_from_outside, message.sent_with, receiver.name AS "to", receiver.id::text AS to_agent_id
  FROM agent_message message
  JOIN agent sender ON sender.id = message.from_agent_id
  JOIN agent receiver ON receiver.id = message.to_agent_id AND receiver.is_builtin
  LEFT JOIN conversation ON conversation.id = message.conversation_id
  WHERE ${which} AND message.state = 'pending'
  ORDER BY message.sequence LIMIT 1 ${lock}`

/**
 * Locks a conversation for the rest of the transaction. The phone comes first, because the verbs that follow take it too
 * and the lock order is phone, then conversation.
 */
export async function lockThread(tx: TxCtx, conversationId: string): Promise<void> {
  await tx.tx.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended('phone:' || phone_index, 0))
    FROM conversation WHERE id = ${conversationId}::uuid`
  await tx.tx.$executeRaw`SELECT 1 FROM conversation WHERE id = ${conversationId}::uuid FOR UPDATE`
}

/**
 * Locks a conversation and reads the oldest message that a built-in agent has still to handle. Null: nothing waits.
 */
export async function lockHead(tx: TxCtx, conversationId: string): Promise<Head | null> {
  await lockThread(tx, conversationId)
  const [head] = await tx.tx.$queryRaw<Head[]>(
    pending(Prisma.sql`message.conversation_id = ${conversationId}::uuid`),
  )
  return head ?? null
}

/** Locks one message of no conversation, before anything that its handler may lock. Null: it does not wait any more. */
export async function lockAlone(tx: TxCtx, messageId: string): Promise<Head | null> {
  const [head] = await tx.tx.$queryRaw<Head[]>(
    pending(
      Prisma.sql`message.id = ${messageId}::uuid AND message.conversation_id IS NULL`,
      Prisma.sql`FOR UPDATE OF message`,
    ),
  )
  return head ?? null
}

/** Wakes the conversation again when another of its messages could be handled now. */
export async function wakeNext(tx: TxCtx, conversationId: string | null): Promise<void> {
  if (conversationId === null) return
  const next = await tx.tx.agentMessage.findFirst({
    where: { conversation_id: conversationId, state: 'pending', to: { is_builtin: true } },
    orderBy: { sequence: 'asc' },
    select: { due_at: true },
  })
  if (next && next.due_at.getTime() <= tx.now()) {
    tx.outgoing.wakes.push({ kind: 'agent.handle', key: conversationId })
  }
}

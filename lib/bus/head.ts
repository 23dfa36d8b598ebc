import type { TxCtx } from '#lib/core/context.ts'

/** A message that a built-in agent has still to handle, with the names of both agents. */
export interface Head {
  id: string
  conversation_id: string
  clinic_id: string
  message_type: string
  content_sealed: string
  in_reply_to: string | null
  attempt: number
  due_at: Date
  expires_at: Date | null
  from: string
  to: string
  to_agent_id: string
}

/**
 * Locks a conversation for the rest of the transaction and reads the oldest message that a built-in agent has still to
 * handle. The phone comes first, because the verbs that handlers call take it too and the lock order is phone, then
 * conversation. Null: nothing waits.
 */
export async function lockHead(tx: TxCtx, conversationId: string): Promise<Head | null> {
  await tx.tx.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended('phone:' || phone_index, 0))
    FROM conversation WHERE id = ${conversationId}::uuid`
  await tx.tx.$executeRaw`SELECT 1 FROM conversation WHERE id = ${conversationId}::uuid FOR UPDATE`
  const [head] = await tx.tx.$queryRaw<Head[]>`
    SELECT message.id::text, message.conversation_id::text, message.clinic_id::text, message.message_type,
           message.content_sealed, message.in_reply_to::text, message.attempt, message.due_at, message.expires_at,
           sender.name AS "from", receiver.name AS "to", receiver.id::text AS to_agent_id
    FROM agent_message message
    JOIN agent sender ON sender.id = message.from_agent_id
    JOIN agent receiver ON receiver.id = message.to_agent_id AND receiver.is_builtin
    WHERE message.conversation_id = ${conversationId}::uuid AND message.state = 'pending'
    ORDER BY message.sequence LIMIT 1`
  return head ?? null
}

/** Wakes the conversation again when another of its messages could be handled now. */
export async function wakeNext(tx: TxCtx, conversationId: string): Promise<void> {
  const next = await tx.tx.agentMessage.findFirst({
    where: { conversation_id: conversationId, state: 'pending', to: { is_builtin: true } },
    orderBy: { sequence: 'asc' },
    select: { due_at: true },
  })
  if (next && next.due_at.getTime() <= tx.now()) {
    tx.outgoing.wakes.push({ kind: 'agent.handle', key: conversationId })
  }
}

/** Tells whoever watches that a message changed its state. */
export function announce(tx: TxCtx, head: Head): void {
  tx.outgoing.events.push(
    { type: 'agent_message.changed', id: head.id, clinic_id: head.clinic_id },
    { type: 'conversation.changed', id: head.conversation_id, clinic_id: head.clinic_id },
  )
}

import type { TxCtx } from '#lib/core/context.ts'

/**
 * Locks a conversation for the rest of the transaction and reads the oldest message that a built-in agent has still to
 * handle. The phone comes first, because the verbs that handlers call take it too and the lock order is phone, then
 * conversation. Null: nothing waits.
 */
export async function lockHead(tx: TxCtx, conversationId: string) {
  await tx.tx.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended('phone:' || phone_index, 0))
    FROM conversation WHERE id = ${conversationId}::uuid`
  await tx.tx.$executeRaw`SELECT 1 FROM conversation WHERE id = ${conversationId}::uuid FOR UPDATE`
  return tx.tx.agentMessage.findFirst({
    where: { conversation_id: conversationId, state: 'pending', to: { is_builtin: true } },
    orderBy: { sequence: 'asc' },
    include: { from: { select: { name: true } }, to: { select: { id: true, name: true } } },
  })
}

export type Head = NonNullable<Awaited<ReturnType<typeof lockHead>>>

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
export function announce(tx: TxCtx, head: Pick<Head, 'id' | 'conversation_id' | 'clinic_id'>): void {
  tx.outgoing.events.push({ type: 'agent_message.changed', id: head.id, clinic_id: head.clinic_id })
  if (head.conversation_id) {
    tx.outgoing.events.push({
      type: 'conversation.changed',
      id: head.conversation_id,
      clinic_id: head.clinic_id,
    })
  }
}

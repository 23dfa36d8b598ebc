import { record } from '#lib/core/audit.ts'
import type { TxCtx } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { announceMessage } from './insert-message.ts'
import { tellSender } from './notice.ts'

interface End {
  state: 'failed' | 'expired'
  /** In words, for whoever is on call and for the sender. */
  reason: string
  /** What else the audit trail is to say. */
  detail?: Record<string, string>
  /** What must still hold of the message; without it, that it has not ended. */
  onlyIf?: Prisma.AgentMessageWhereInput
}

/**
 * Waits for whoever has the message's conversation, before anything is written: notices name it too, and the order of
 * locks is conversation, then message.
 */
export async function lockFlow(tx: TxCtx, messageId: string): Promise<void> {
  await tx.tx.$executeRaw`
    SELECT 1 FROM conversation
    WHERE id = (SELECT conversation_id FROM agent_message WHERE id = ${messageId}::uuid) FOR KEY SHARE`
}

/**
 * Ends a message that nobody will process: a dead letter, or past its time. Its sender hears of it; an agent of ours that
 * waits for an answer stops waiting. Returns false, and changes nothing, when the message has ended already or `onlyIf` does not hold.
 */
export async function endMessage(tx: TxCtx, messageId: string, end: End): Promise<boolean> {
  await lockFlow(tx, messageId)
  const now = new Date(tx.now())
  const [ended] = await tx.tx.agentMessage.updateManyAndReturn({
    where: { AND: [{ id: messageId, state: { in: ['pending', 'delivered'] } }, end.onlyIf ?? {}] },
    data: {
      state: end.state,
      failure_reason: end.reason,
      failed_at: end.state === 'failed' ? now : null,
      lease_until: null,
      process_by: null,
      updated_at: now,
    },
    include: { to: { select: { name: true } } },
  })
  if (!ended) return false
  // Whoever of ours asked a question is not kept waiting for an answer that cannot come.
  await tx.tx.agentMessage.updateMany({
    where: { id: ended.id, answered_at: null, reply_due_at: { gt: now } },
    data: { reply_due_at: now },
  })
  await record(tx, {
    action: `agent_message.${end.state}`,
    subject: { kind: 'agent_message', id: ended.id },
    clinicId: ended.clinic_id,
    conversationId: ended.conversation_id,
    detail: {
      message_type: ended.message_type,
      to: ended.to?.name ?? null,
      attempt: ended.attempt,
      ...end.detail,
    },
  })
  // A next try may be waiting for hours.
  tx.outgoing.cancels.push({ kind: 'agent.deliver', key: ended.id })
  announceMessage(tx, ended)
  await tellSender(tx, ended, {
    event: end.state === 'failed' ? 'dead_letter' : 'expired',
    reason: end.reason,
  })
  return true
}

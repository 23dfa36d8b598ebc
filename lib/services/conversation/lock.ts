import { found } from '#lib/core/authorize.ts'
import type { TxCtx } from '#lib/core/context.ts'

/**
 * Serialises everything that reads or changes what one phone number was offered, until the transaction ends. First in
 * the lock order: phone, conversation, offer, providers, appointments.
 */
export async function lockPhone(tx: TxCtx, phoneIndex: string): Promise<void> {
  await tx.tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`phone:${phoneIndex}`}, 0))`
}

/** Locks a conversation's row and reads it in scope. Throws `not_found` for a missing or foreign one. */
export async function lockConversation(tx: TxCtx, conversationId: string) {
  await tx.tx.$queryRaw`SELECT id FROM conversation WHERE id = ${conversationId}::uuid FOR UPDATE`
  const row = await tx.tx.conversation.findUnique({
    where: { id: conversationId },
    include: { patient: true, clinic: true },
  })
  return found(tx, row, 'The conversation')
}

/** Locks phone and conversation in order, for verbs that start from a conversation's id. */
export async function lockThread(tx: TxCtx, conversationId: string) {
  const row = await tx.tx.conversation.findUnique({
    where: { id: conversationId },
    select: { clinic_id: true, phone_index: true },
  })
  const { phone_index } = found(tx, row, 'The conversation')
  await lockPhone(tx, phone_index)
  return lockConversation(tx, conversationId)
}

export type LockedConversation = Awaited<ReturnType<typeof lockConversation>>

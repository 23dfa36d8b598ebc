import type { TxCtx } from '#lib/core/context.ts'
import { refreshConversation } from '../conversation/refresh.ts'

/** Once the visit is settled, the conversation asks staff for it no more; whatever else it asks for stays. */
export async function stopAsking(tx: TxCtx, conversationId: string | null): Promise<void> {
  if (conversationId === null) return
  const stopped = await tx.tx.conversation.updateMany({
    where: { id: conversationId, needs_staff_reason: 'visit_must_change' },
    data: { needs_staff_reason: null, needs_staff_since: null, is_urgent: false },
  })
  if (stopped.count > 0) await refreshConversation(tx, conversationId)
}

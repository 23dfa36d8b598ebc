import type { TxCtx } from '#lib/core/context.ts'
import { refreshConversation } from '../conversation/refresh.ts'

const DOUBTS = ['text_unknown', 'text_not_delivered']

/**
 * Takes a conversation off the staff's list when the carrier has told, late, that the text they were asked about went out,
 * and no other text of it is in doubt.
 */
export async function settleDoubt(
  tx: TxCtx,
  text: { id: string; conversation_id: string | null },
): Promise<void> {
  if (text.conversation_id === null) return
  const other = await tx.tx.smsMessage.findFirst({
    where: {
      conversation_id: text.conversation_id,
      direction: 'outbound',
      state: { in: ['unknown', 'undelivered', 'failed'] },
      NOT: { id: text.id },
    },
    select: { id: true },
  })
  if (other) return
  const settled = await tx.tx.conversation.updateMany({
    where: { id: text.conversation_id, needs_staff_reason: { in: DOUBTS }, is_urgent: false },
    data: { needs_staff_reason: null, needs_staff_since: null },
  })
  if (settled.count > 0) await refreshConversation(tx, text.conversation_id)
}

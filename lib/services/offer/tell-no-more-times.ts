import type { TxCtx } from '#lib/core/context.ts'
import { askStaff } from '../conversation/ask-staff.ts'
import { lockConversation } from '../conversation/lock.ts'
import { isOptedOut } from '../sms/opt-out.ts'
import { queueText } from '../sms/queue-text.ts'
import { composeText } from '../template/compose.ts'
import { refuseTakenOver } from './thread.ts'

/**
 * The agents have offered all that they may or can: staff go on, and the patient hears that once, until staff have acted.
 * Throws `staff_has_it` while staff have the conversation.
 */
export async function tellNoMoreTimes(
  tx: TxCtx,
  conversationId: string,
  reason: 'rounds_used_up' | 'no_times_found',
): Promise<void> {
  const conversation = await lockConversation(tx, conversationId)
  refuseTakenOver(tx, conversation)
  const isTold = conversation.needs_staff_reason !== null
  await askStaff(tx, { conversation_id: conversation.id, reason })
  if (isTold || (await isOptedOut(tx, conversation.phone_index))) return
  await queueText(tx, {
    clinic_id: conversation.clinic_id,
    patient_id: conversation.patient_id,
    conversation_id: conversation.id,
    kind: 'notice',
    text: await composeText(tx, 'no_more_times', conversation),
  })
}

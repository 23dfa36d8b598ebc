import type { TxCtx } from '#lib/core/context.ts'
import { askStaff } from '../conversation/ask-staff.ts'
import { lockConversation } from '../conversation/lock.ts'
import { isOptedOut } from '../sms/opt-out.ts'
import { queueText } from '../sms/queue-text.ts'
import { composeText } from '../template/compose.ts'
import { refuseTakenOver } from './thread.ts'

/**
 * No free time is what the patient asked for: staff find one, and the patient hears that and what happens next. Times that are
 * still held for them stay so, and the text says how to take one. Throws `staff_has_it` while staff have the conversation.
 */
export async function tellNoTimeFits(tx: TxCtx, conversationId: string): Promise<void> {
  const conversation = await lockConversation(tx, conversationId)
  refuseTakenOver(tx, conversation)
  await askStaff(tx, { conversation_id: conversation.id, reason: 'no_time_fits' })
  if (await isOptedOut(tx, conversation.phone_index)) return
  const options = await tx.tx.offerOption.findMany({
    where: { offer: { conversation_id: conversation.id, state: 'open' } },
    select: { reply_number: true },
    orderBy: { reply_number: 'asc' },
  })
  const reply_numbers = options.map((option) => option.reply_number)
  await queueText(tx, {
    clinic_id: conversation.clinic_id,
    patient_id: conversation.patient_id,
    conversation_id: conversation.id,
    kind: 'notice',
    text:
      reply_numbers.length === 0
        ? await composeText(tx, 'no_time_fits', conversation)
        : await composeText(tx, 'no_time_fits_still_held', conversation, { reply_numbers }),
  })
}

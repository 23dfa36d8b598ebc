import type { TxCtx } from '#lib/core/context.ts'
import type { ComposedText } from '../template/compose.ts'
import { queueText } from './queue-text.ts'
import type { Received } from './received.ts'

/** Queues a text of ours in the thread of the received one. */
export function answerWith(
  tx: TxCtx,
  { message, conversation }: Received,
  kind: 'notice' | 'carrier',
  text: ComposedText,
) {
  return queueText(tx, {
    clinic_id: conversation.clinic_id,
    patient_id: conversation.patient_id,
    conversation_id: conversation.id,
    kind,
    text,
    in_reply_to: message.id,
  })
}

import type { TxCtx } from '#lib/core/context.ts'
import { queueText } from './queue-text.ts'
import type { Received } from './received.ts'

/** Queues a text of ours in the thread of the received one. */
export function answerWith(
  tx: TxCtx,
  { message, conversation }: Received,
  kind: 'notice' | 'carrier',
  text: string,
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

/** The clinic, as every text names it. */
export const clinicFacts = ({ conversation }: Received) => ({
  clinic: conversation.clinic.name,
  clinic_phone: conversation.clinic.phone_number,
})

import type { AgentMessage } from '#lib/bus/handler.ts'
import type { TxCtx } from '#lib/core/context.ts'
import { sendSuggestion } from '#lib/services/opening/send-suggestion.ts'

/** Tells the patient of a time that has freed. Whoever answers first has it; nothing is held. */
export function suggest(tx: TxCtx, message: AgentMessage<'PROACTIVE_SUGGESTION'>): Promise<void> {
  const { user_id, suggestion_details } = message.content
  return sendSuggestion(tx, {
    opening_id: suggestion_details.opening_id,
    patient_id: user_id,
    conversation_id: message.conversation_id,
    appointment_id: suggestion_details.appointment_id,
    reasoning: suggestion_details.reasoning,
  })
}

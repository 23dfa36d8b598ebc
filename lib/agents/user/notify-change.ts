import type { AgentMessage, Refusal } from '#lib/bus/handler.ts'
import type { TxCtx } from '#lib/core/context.ts'
import { offerChange } from '#lib/services/campaign/offer-change.ts'

/** A visit cannot take place: offers its patient other times. Only our own scheduling agent may say so. */
export async function notifyChange(
  tx: TxCtx,
  message: AgentMessage<'NOTIFY_APPOINTMENT_CHANGE'>,
): Promise<Refusal | undefined> {
  if (message.is_from_outside) {
    return { refused: 'Only Switchboard’s own scheduling agent tells patients that a visit must change.' }
  }
  await offerChange(tx, { conversation_id: message.conversation_id, ...message.content })
  return undefined
}

import type { AgentMessage } from '#lib/bus/handler.ts'
import type { TxCtx } from '#lib/core/context.ts'
import { offerChange } from '#lib/services/campaign/offer-change.ts'

/** A visit cannot take place: offers its patient other times. The bus takes such messages from our own agents only. */
export const notifyChange = (
  tx: TxCtx,
  { conversation_id, content }: AgentMessage<'NOTIFY_APPOINTMENT_CHANGE'>,
): Promise<void> => offerChange(tx, { conversation_id, ...content })

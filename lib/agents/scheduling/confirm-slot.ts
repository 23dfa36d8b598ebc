import type { AgentMessage } from '#lib/bus/handler.ts'
import type { TxCtx } from '#lib/core/context.ts'
import { notFound } from '#lib/domain/errors.ts'
import { sendOn } from '../answer.ts'

/** The patient chose an option: ask the provider's agent to book it. */
export async function confirmSlot(tx: TxCtx, message: AgentMessage<'CONFIRM_SLOT'>): Promise<void> {
  const { offer_id, option_id, is_change } = message.content
  const option = await tx.tx.offerOption.findFirst({
    where: { id: option_id, offer_id, offer: { conversation_id: message.conversation_id } },
  })
  if (!option) throw notFound('The offered time')
  await sendOn(tx, message, {
    to: 'provider-agent',
    message_type: 'REQUEST_BOOKING',
    content: {
      offer_id,
      option_id,
      is_change,
      slot_details: {
        slot_id: option.id,
        provider_id: option.provider_id,
        start_time: option.starts_at.toISOString(),
        end_time: option.ends_at.toISOString(),
      },
    },
  })
}

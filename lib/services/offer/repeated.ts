import type { TxCtx } from '#lib/core/context.ts'
import type { SendOfferInput, SendOfferResult } from '#lib/domain/messaging/schema.ts'
import { sentResult } from './sent-result.ts'

/** A second click, or an agent that lost our answer, is not a second offer. */
const REPEAT_WINDOW_MS = 10 * 60_000

const slotKey = (slot: { provider_id: string; starts_at: Date | string }) =>
  `${slot.provider_id}@${new Date(slot.starts_at).getTime()}`

/** The open offer of this conversation with exactly these slots, sent within the last ten minutes. */
export async function findRepeatedOffer(
  tx: TxCtx,
  conversationId: string,
  input: SendOfferInput,
): Promise<SendOfferResult | null> {
  const offer = await tx.tx.offer.findFirst({
    where: {
      conversation_id: conversationId,
      state: 'open',
      created_at: { gt: new Date(tx.now() - REPEAT_WINDOW_MS) },
    },
    orderBy: { id: 'desc' },
    include: { options: { orderBy: { reply_number: 'asc' } } },
  })
  if (!offer?.sms_message_id) return null
  const isSame = offer.options.map(slotKey).join() === input.slots.map(slotKey).join()
  // `npm run sms -- clear` takes texts of the mock gateway away and leaves their offers.
  const hasText = (await tx.tx.smsMessage.count({ where: { id: offer.sms_message_id } })) > 0
  return isSame && hasText ? sentResult(tx, offer.id, offer.sms_message_id) : null
}

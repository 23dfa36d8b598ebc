import type { TxCtx } from '#lib/core/context.ts'
import type { SendOfferResult } from '#lib/domain/messaging/schema.ts'
import { openText } from '../sms/open-text.ts'
import { previewText } from './text.ts'
import { OFFER_INCLUDE, offerView } from './view.ts'

/** The answer of sendOffer, read back from what was stored. */
export async function sentResult(tx: TxCtx, offerId: string, messageId: string): Promise<SendOfferResult> {
  const offer = await tx.tx.offer.findUniqueOrThrow({
    where: { id: offerId },
    include: { ...OFFER_INCLUDE, conversation: true, clinic: { select: { currency: true } } },
  })
  const message = await tx.tx.smsMessage.findUniqueOrThrow({ where: { id: messageId } })
  const text = openText(tx, message)
  return {
    message_id: messageId,
    conversation: {
      id: offer.conversation_id,
      conversation_id: offer.conversation.external_id,
      status: offer.conversation.status,
    },
    offer: offerView(offer),
    preview: previewText(tx, text, offer.clinic.currency),
  }
}

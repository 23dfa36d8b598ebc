import type { TxCtx } from '#lib/core/context.ts'
import type { SendOfferInput, SendOfferResult } from '#lib/domain/messaging/schema.ts'
import { sentResult } from '#lib/services/offer/sent-result.ts'

/** As for offers that are still open (services/offer/repeated). */
const REPEAT_WINDOW_MS = 10 * 60_000

const slotKey = (slot: { provider_id: string; starts_at: Date | string }) =>
  `${slot.provider_id}@${new Date(slot.starts_at).getTime()}`

/**
 * The result of the same offer in the same conversation within the last ten minutes, when the patient has answered it
 * already: a caller that lost our answer and asks again must neither text twice nor be told that its slots are taken, by
 * the very patient it offered them to. Offers that are still open are sendOffer's own business.
 */
export async function findAnsweredTwin(tx: TxCtx, input: SendOfferInput): Promise<SendOfferResult | null> {
  if (!input.conversation_id) return null
  const offers = await tx.tx.offer.findMany({
    where: {
      conversation: { clinic_id: input.clinic_id, external_id: input.conversation_id },
      patient_id: input.patient_id,
      state: { in: ['answered', 'declined'] },
      created_at: { gt: new Date(tx.now() - REPEAT_WINDOW_MS) },
    },
    orderBy: { id: 'desc' },
    include: { options: { orderBy: { reply_number: 'asc' } } },
  })
  const wanted = input.slots.map(slotKey).join()
  const twin = offers.find(({ options }) => options.map(slotKey).join() === wanted)
  return twin?.sms_message_id ? sentResult(tx, twin.id, twin.sms_message_id) : null
}

import { type Ctx, store } from '#lib/core/context.ts'
import type { SmsState } from '#lib/db/generated/enums.ts'
import { isWaiting } from '#lib/domain/messaging/sms.ts'

interface SentOffer {
  id: string
  created_at: Date
  options: readonly { reply_number: number }[]
}

/** No text can be about the offer: the patient has never seen it. */
const NEVER = Number.POSITIVE_INFINITY
const ON_ITS_WAY: readonly SmsState[] = ['sending', 'unknown']

const sharesNumber = (offer: SentOffer, other: SentOffer) =>
  offer.options.some(({ reply_number }) =>
    other.options.some((option) => option.reply_number === reply_number),
  )

/** From when the patient can have read this offer, by what became of its texts. */
function arrival(
  ctx: Ctx,
  offer: SentOffer,
  texts: readonly { state: SmsState; sent_at: Date | null }[],
): number {
  const arrived = texts.flatMap(({ state, sent_at }) =>
    sent_at && state !== 'undelivered' && state !== 'failed' ? sent_at.getTime() : [],
  )
  const isPending = texts.some(({ state }) => isWaiting(state))
  // The simulator shows, and answers, a text before it has left.
  if (ctx.config.isMockGateway && (arrived.length > 0 || isPending)) return offer.created_at.getTime()
  if (arrived.length > 0) return Math.min(...arrived)
  return texts.some(({ state }) => ON_ITS_WAY.includes(state)) ? offer.created_at.getTime() : NEVER
}

/**
 * From when a reply can be about each of these open offers, epoch ms. A number that an older offer of the phone had as well
 * means the older time until the newer text has arrived: a text that failed must not turn "2" into another booking.
 */
export async function seenFrom(
  ctx: Ctx,
  open: readonly SentOffer[],
  ended: readonly SentOffer[],
): Promise<Map<string, number>> {
  const replacing = open.filter((offer) =>
    ended.some((older) => older.created_at <= offer.created_at && sharesNumber(offer, older)),
  )
  const from = new Map(open.map((offer) => [offer.id, offer.created_at.getTime()]))
  if (replacing.length === 0) return from
  const texts = await store(ctx).smsMessage.findMany({
    where: { offer_id: { in: replacing.map(({ id }) => id) }, direction: 'outbound', kind: 'offer' },
    select: { offer_id: true, state: true, sent_at: true },
  })
  for (const offer of replacing) {
    from.set(
      offer.id,
      arrival(
        ctx,
        offer,
        texts.filter(({ offer_id }) => offer_id === offer.id),
      ),
    )
  }
  return from
}

import { type Ctx, nowDate } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { lockConversation, lockPhone } from '../conversation/lock.ts'
import { refreshConversation } from '../conversation/refresh.ts'
import { endOffer } from './end.ts'

const BATCH = 200

/**
 * Ends the offers whose time is over and releases their holds. Expiry counts from the time a text was received, so an
 * offer with an unread inbound text from before its end waits for that text to be read. Returns how many ended.
 */
export async function expireOffers(ctx: Ctx): Promise<number> {
  const due = await ctx.db.offer.findMany({
    where: { state: 'open', expires_at: { lte: nowDate(ctx) } },
    select: {
      id: true,
      clinic_id: true,
      conversation_id: true,
      patient_id: true,
      phone_index: true,
      expires_at: true,
    },
    orderBy: { expires_at: 'asc' },
    take: BATCH,
  })
  let ended = 0
  for (const offer of due) {
    const isEnded = await mutate(ctx, { name: 'offer.expire', permission: null }, async (tx) => {
      await lockPhone(tx, offer.phone_index)
      const unread = await tx.tx.smsMessage.findFirst({
        where: {
          phone_index: offer.phone_index,
          direction: 'inbound',
          interpreted_at: null,
          received_at: { lte: offer.expires_at },
        },
        select: { id: true },
      })
      if (unread) return false
      await lockConversation(tx, offer.conversation_id)
      if (!(await endOffer(tx, offer, 'expired'))) return false
      await refreshConversation(tx, offer.conversation_id)
      return true
    })
    if (isEnded) ended += 1
  }
  return ended
}

import { type Ctx, nowDate } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { Offer } from '#lib/db/generated/client.ts'
import { lockConversation, lockPhone } from '../conversation/lock.ts'
import { refreshConversation } from '../conversation/refresh.ts'
import { endOffer } from './end.ts'

const BATCH = 200

type DueOffer = Pick<
  Offer,
  'id' | 'clinic_id' | 'conversation_id' | 'patient_id' | 'phone_index' | 'expires_at'
>

async function expire(ctx: Ctx, offer: DueOffer): Promise<boolean> {
  return mutate(ctx, { name: 'offer.expire', permission: null }, async (tx) => {
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
}

/**
 * Ends the offers whose time is over and releases their holds. Expiry counts from the time a text was received, so an
 * offer with an unread inbound text from before its end waits for that text to be read. Returns how many ended; throws
 * `AggregateError` after the others when some could not be ended.
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
  const failures: unknown[] = []
  for (const offer of due) {
    try {
      if (await expire(ctx, offer)) ended += 1
    } catch (error) {
      // One offer that cannot end must not keep the later ones open.
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} offers could not be ended.`)
  return ended
}

import { type Ctx, store } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { type OutstandingReminder, outstandingReminders } from '../reminder/outstanding.ts'
import { isOptedOut } from './opt-out.ts'
import { seenFrom } from './seen-from.ts'

/** Offers that ended longer ago than this are no longer what a patient answers. */
const ANSWERABLE_MS = 14 * 24 * 60 * 60_000

/** More than anyone answers. */
const MAX_ENDED = 20

const INCLUDE = {
  options: { orderBy: { reply_number: 'asc' } },
  clinic: { select: { time_zone: true } },
  patient: { select: { first_name: true, last_name: true } },
  conversation: { select: { id: true, version: true, taken_over_by: true } },
} satisfies Prisma.OfferInclude

export type PhoneOffer = Prisma.OfferGetPayload<{ include: typeof INCLUDE }> & {
  /** Only a text that was received from then on can be about it, epoch ms. */
  seen_from: number
}

/** Everything that a text from one phone can be about. */
export interface PhoneView {
  open: PhoneOffer[]
  /** The latest offer of each conversation that is not open any more: late replies, changes of mind. */
  ended: PhoneOffer[]
  is_opted_out: boolean
  /** Somebody with this phone is on a waiting list. */
  is_waiting: boolean
  /** Reminders that its patients may still answer, the latest first. */
  reminders: OutstandingReminder[]
  /** Differs as soon as an offer of this phone, its opt-out, a reminder that it got, or whether it waits, changed. */
  fingerprint: string
}

/** Reads the offers of a phone, open ones and the last ended one of each conversation without an open one. */
export async function readPhone(ctx: Ctx, phoneIndex: string): Promise<PhoneView> {
  const db = store(ctx)
  const open = await db.offer.findMany({
    where: { phone_index: phoneIndex, state: 'open' },
    include: INCLUDE,
    orderBy: { id: 'asc' },
  })
  const ended = await db.offer.findMany({
    where: {
      phone_index: phoneIndex,
      state: { not: 'open' },
      created_at: { gt: new Date(ctx.now() - ANSWERABLE_MS) },
    },
    include: INCLUDE,
    orderBy: { id: 'desc' },
    take: MAX_ENDED,
  })
  const seen = new Set(open.map((offer) => offer.conversation_id))
  const last = ended.filter((offer) => !seen.has(offer.conversation_id) && seen.add(offer.conversation_id))
  const is_opted_out = await isOptedOut(ctx, phoneIndex)
  const waiting = await db.waitingListEntry.findFirst({
    where: { state: 'waiting', patient: { phone_index: phoneIndex } },
    select: { id: true },
  })
  const is_waiting = waiting !== null
  const reminders = await outstandingReminders(ctx, phoneIndex)
  const offers = [...open, ...last].map((offer) => `${offer.id}:${offer.version}:${offer.state}`)
  const from = await seenFrom(ctx, open, ended)
  const withSeen = (offer: (typeof open)[number]): PhoneOffer => ({
    ...offer,
    seen_from: from.get(offer.id) ?? offer.created_at.getTime(),
  })
  return {
    open: open.map(withSeen),
    ended: last.map(withSeen),
    is_opted_out,
    is_waiting,
    reminders,
    fingerprint: [
      is_opted_out,
      is_waiting,
      ...offers,
      ...reminders.map(({ sms_message_id }) => sms_message_id),
    ].join(),
  }
}

import { carrierActor } from '#lib/core/actors.ts'
import { actingAs, type Ctx, store } from '#lib/core/context.ts'
import type { InboundCheck } from '#lib/db/generated/client.ts'
import { parsePhoneNumber } from '#lib/domain/messaging/phone-number.ts'
import type { ReceivedText, SmsGateway } from '#lib/domain/messaging/sms-gateway.ts'
import { logger } from '#lib/logger.ts'
import { allGateways } from '../carrier/gateways.ts'
import { receiveSms } from '../sms/receive.ts'
import { hastenInboundCheck, SETTLE_MS } from './inbound-check.ts'

const MINUTE_MS = 60_000
/** Between two comparisons while all is well. */
const EVERY_MS = 60 * MINUTE_MS
/** Until the carrier that could not be asked is asked again. */
const RETRY_MS = 5 * MINUTE_MS
/** Each comparison begins this much before the end of the last one: lists and clocks are not exact. */
const OVERLAP_MS = 10 * MINUTE_MS
/** A comparison that takes longer is a dead one. */
const LEASE_MS = 5 * MINUTE_MS
/** Pages of a thousand texts; what is beyond them is compared next time. */
const MAX_PAGES = 50

type ListedGateway = SmsGateway & Required<Pick<SmsGateway, 'listReceived'>>
const hasList = (gateway: SmsGateway): gateway is ListedGateway => gateway.listReceived !== undefined

/** Begins at the last text that is known, so that an update of the product looks back and a first start does not. */
async function setUp(ctx: Ctx, provider: string): Promise<void> {
  const now = new Date(ctx.systemNow())
  const last = await store(ctx).smsMessage.findFirst({
    where: { provider, direction: 'inbound' },
    orderBy: { id: 'desc' },
    select: { received_at: true },
  })
  await store(ctx).inboundCheck.createMany({
    data: [{ provider, checked_until: last?.received_at ?? now, due_at: now }],
    skipDuplicates: true,
  })
}

/** One process compares at a time. Null: nothing is due. */
async function claim(ctx: Ctx, provider: string): Promise<InboundCheck | null> {
  const now = new Date(ctx.systemNow())
  const [claimed] = await store(ctx).inboundCheck.updateManyAndReturn({
    where: { provider, due_at: { lte: now }, OR: [{ lease_until: null }, { lease_until: { lt: now } }] },
    data: { lease_until: new Date(now.getTime() + LEASE_MS) },
  })
  return claimed ?? null
}

/** Texts of the list that we do not have, the oldest first; a fault when the list could not be read. */
async function findMissed(ctx: Ctx, gateway: ListedGateway, since: number, until: number) {
  const missed: ReceivedText[] = []
  let page: string | undefined
  for (let count = 0; count < MAX_PAGES; count += 1) {
    const found = await gateway.listReceived({ since, until, ...(page ? { page } : {}) })
    if (found.kind === 'unavailable') return { fault: found.code }
    const known = await store(ctx).smsMessage.findMany({
      where: {
        provider: gateway.provider,
        provider_message_id: { in: found.texts.map((text) => text.provider_message_id) },
      },
      select: { provider_message_id: true },
    })
    const ids = new Set(known.map(({ provider_message_id }) => provider_message_id))
    missed.push(...found.texts.filter((text) => !ids.has(text.provider_message_id)))
    if (found.next === null) return { missed: inOrder(missed) }
    page = found.next
  }
  // The list is newest first, so the oldest texts were not seen: what was seen is kept, and the whole is compared again.
  return { missed: inOrder(missed), fault: 'LIST_TOO_LONG' }
}

/** The list is newest first and its times are whole seconds: of two in one second the later in the list is the older. */
const inOrder = (texts: ReceivedText[]) =>
  texts.toReversed().toSorted((one, other) => one.received_at - other.received_at)

function senderOf(from: string): string {
  try {
    return parsePhoneNumber(from).e164
  } catch {
    return from
  }
}

/** Stores what was missed as the webhook would have. One whose webhook comes just now is stored once, by either. */
async function bringIn(ctx: Ctx, provider: string, missed: readonly ReceivedText[]): Promise<number> {
  const carrier = actingAs(ctx, carrierActor(provider))
  let count = 0
  for (const { from, ...text } of missed) {
    const stored = await receiveSms(carrier, { ...text, provider, from: senderOf(from), is_repair: true })
    if (stored.is_new) count += 1
  }
  if (count > 0) logger.warn({ provider, count }, 'brought in texts that the webhook had missed')
  return count
}

async function compare(ctx: Ctx, gateway: ListedGateway, check: InboundCheck): Promise<number> {
  const { provider } = gateway
  const until = ctx.systemNow() - SETTLE_MS
  const since = Math.min(check.checked_until.getTime(), until) - OVERLAP_MS
  const { missed, fault } = await findMissed(ctx, gateway, since, until)
  const count = missed ? await bringIn(ctx, provider, missed) : 0
  const now = ctx.systemNow()
  await store(ctx).inboundCheck.update({
    where: { provider },
    data: {
      ...(fault ? {} : { checked_until: new Date(until), ran_at: new Date(now) }),
      fault: fault ?? null,
      lease_until: null,
      due_at: new Date(now + (fault ? RETRY_MS : EVERY_MS)),
    },
  })
  return count
}

/**
 * Compares the texts that came in with the carrier's own list, when that is due: hourly, and soon after trouble or a gap.
 * What the webhook missed is brought in, once, at the time and in the order in which patients sent it. Carriers without a
 * list (AWS) are left out. Returns how many texts were brought in.
 */
export async function bringInMissed(ctx: Ctx, options: { isAfterGap?: boolean } = {}): Promise<number> {
  let count = 0
  for (const gateway of allGateways(ctx).filter(hasList)) {
    const { provider } = gateway
    await setUp(ctx, provider)
    if (options.isAfterGap) await hastenInboundCheck(store(ctx), provider, new Date(ctx.systemNow()))
    const check = await claim(ctx, provider)
    if (check) count += await compare(ctx, gateway, check)
  }
  return count
}

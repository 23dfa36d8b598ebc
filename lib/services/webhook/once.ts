import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { WebhookChannel } from '#lib/domain/messaging/webhook.ts'

/** No carrier delivers anything again after so long: SNS stops after an hour, EventBridge after a day, Twilio in minutes. */
const CARRIER_EVENT_DAYS = 7
const DAY_MS = 24 * 60 * 60_000
const BATCH = 1_000

export interface CarrierEventId {
  channel: WebhookChannel
  /** The carrier's own id of what it told. */
  event_id: string
}

/** Does `work` for an event unless it was done before; both are committed together. */
export async function onceForEvent(
  ctx: Ctx,
  { channel, event_id }: CarrierEventId,
  work: (tx: TxCtx) => Promise<unknown>,
): Promise<void> {
  await mutate(ctx, { name: 'webhook.event', permission: null }, async (tx) => {
    const first = await tx.tx.carrierEvent.createMany({
      data: [{ channel, event_id, received_at: new Date(tx.systemNow()) }],
      skipDuplicates: true,
    })
    if (first.count > 0) await work(tx)
  })
}

/** Forgets events that nobody will deliver again. Returns how many. */
export async function forgetCarrierEvents(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.systemNow() - CARRIER_EVENT_DAYS * DAY_MS)
  for (let removed = 0; ; ) {
    const count = await ctx.db.$executeRaw`
      DELETE FROM carrier_event WHERE (channel, event_id) IN (
        SELECT channel, event_id FROM carrier_event WHERE received_at <= ${before} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`
    removed += count
    if (count < BATCH) return removed
  }
}

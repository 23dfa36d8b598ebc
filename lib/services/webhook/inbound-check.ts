import { type Ctx, store } from '#lib/core/context.ts'
import type { Tx } from '#lib/db/client.ts'
import { allGateways } from '../carrier/gateways.ts'

/** A text this young may still be on its way through the webhook, or not be listed yet: comparisons leave it alone. */
export const SETTLE_MS = 2 * 60_000
/** After trouble the carrier's list is read again this soon: when the last text that met the trouble has settled. */
const SOON_MS = SETTLE_MS + 60_000
/** However often strangers knock, the carrier is not asked more often than this. */
const LEAST_BETWEEN_MS = 5 * 60_000

/** Brings the next comparison with the carrier's list forward. Does nothing before the first one is set up. */
export async function hastenInboundCheck(tx: Tx, provider: string, now: Date): Promise<void> {
  const soon = new Date(now.getTime() + SOON_MS)
  await tx.$executeRaw`
    UPDATE inbound_check
    SET due_at = LEAST(due_at, GREATEST(${soon}, COALESCE(ran_at, ${now}) + ${LEAST_BETWEEN_MS} * interval '1 millisecond'))
    WHERE provider = ${provider}`
}

/** The web server of this process has just begun to answer: what carriers posted in between met nobody. */
export async function checkAfterStart(ctx: Ctx): Promise<void> {
  for (const { provider } of allGateways(ctx)) {
    await hastenInboundCheck(store(ctx), provider, new Date(ctx.systemNow()))
  }
}

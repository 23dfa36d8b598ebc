import type { Ctx } from '#lib/core/context.ts'
import { endOrphanedMessages } from '#lib/services/agent/end-orphaned.ts'
import { expireOffers } from '#lib/services/offer/expire.ts'

const SECOND = 1_000

/** Work that comes due by the domain clock and has no job of its own: rows say when, a loop looks. */
export interface DomainLoop {
  name: string
  everyMs: number
  /** Does what is due now and answers how much that was; 0 means nothing is left. Several workers may run it at once. */
  runOnce(ctx: Ctx): Promise<number>
}

/** Moving the clock runs each of them at once; so do tests and the demo, until none finds anything. */
export const DOMAIN_LOOPS: readonly DomainLoop[] = [
  { name: 'expire offers', everyMs: 5 * SECOND, runOnce: expireOffers },
  { name: 'end orphaned messages', everyMs: 10 * SECOND, runOnce: (ctx) => endOrphanedMessages(ctx) },
]

import { giveUpAsks } from '#lib/agents/give-up-asks.ts'
import { routeWaiting } from '#lib/bus/route.ts'
import type { Ctx } from '#lib/core/context.ts'
import { endOrphanedMessages } from '#lib/services/agent/end-orphaned.ts'
import { expireMessages, failUnprocessed } from '#lib/services/agent-message/expire.ts'
import { returnLeases } from '#lib/services/agent-message/return-leases.ts'
import { tellWaiting } from '#lib/services/agent-message/tell-waiting.ts'
import { refreshCampaigns } from '#lib/services/campaign/refresh.ts'
import { runCampaignWaves } from '#lib/services/campaign/run-waves.ts'
import { expireOffers } from '#lib/services/offer/expire.ts'
import { runOpeningWaves } from '#lib/services/opening/tend.ts'
import { sendDueReminders } from '#lib/services/reminder/send-due.ts'

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
  { name: 'expire messages', everyMs: 5 * SECOND, runOnce: expireMessages },
  { name: 'give up unanswered questions', everyMs: 2 * SECOND, runOnce: giveUpAsks },
  { name: 'fail unprocessed messages', everyMs: 5 * SECOND, runOnce: failUnprocessed },
  { name: 'return leases', everyMs: 5 * SECOND, runOnce: returnLeases },
  { name: 'route waiting messages', everyMs: 5 * SECOND, runOnce: routeWaiting },
  { name: 'tell of waiting messages', everyMs: 10 * SECOND, runOnce: tellWaiting },
  { name: 'refresh campaigns', everyMs: 5 * SECOND, runOnce: refreshCampaigns },
  { name: 'campaign waves', everyMs: 5 * SECOND, runOnce: runCampaignWaves },
  { name: 'opening waves', everyMs: 5 * SECOND, runOnce: runOpeningWaves },
  { name: 'send reminders', everyMs: 5 * SECOND, runOnce: sendDueReminders },
  { name: 'end orphaned messages', everyMs: 10 * SECOND, runOnce: (ctx) => endOrphanedMessages(ctx) },
]

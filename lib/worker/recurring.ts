import type { Ctx } from '#lib/core/context.ts'
import { removeExpiredIdempotency, removeExpiredLimits } from '#lib/core/retention.ts'
import { sealAudit } from '#lib/core/seal-audit.ts'
import { askForMissingAgents } from '#lib/services/agent/ask-for-missing.ts'
import { removeOldMessages } from '#lib/services/retention/remove-messages.ts'
import { removeOldPeerTasks } from '#lib/services/retention/remove-peer-tasks.ts'
import { bringInMissed } from '#lib/services/webhook/bring-in-missed.ts'
import { forgetCarrierEvents } from '#lib/services/webhook/once.ts'
import { DOMAIN_LOOPS } from './domain-loops.ts'
import { forgetDead } from './heartbeat.ts'
import { startLoop } from './loop.ts'
import { SWEEP_EVERY_MS, type Sweeping, sweep } from './sweep.ts'

const SECOND = 1_000
export const SEAL_EVERY_MS = 5 * SECOND
const MISSING_EVERY_MS = 15 * SECOND
/** How often it is looked whether a comparison with the carrier's list is due; how often one is, the row says. */
const MISSED_EVERY_MS = 15 * SECOND
const TIDY_EVERY_MS = 600 * SECOND
const RETENTION_EVERY_MS = 3_600 * SECOND
/** Between two searches of the whole audit trail for events that the quick search passed over. */
const SEAL_ALL_EVERY_MS = 3_600 * SECOND

async function tidy(ctx: Ctx): Promise<void> {
  await removeExpiredIdempotency(ctx)
  await removeExpiredLimits(ctx)
  await forgetCarrierEvents(ctx)
  await forgetDead(ctx)
}

/** Seals what is new, and now and then whatever is unsealed. */
function sealer(makeCtx: () => Ctx): () => Promise<number> {
  let wholeAt = Number.NEGATIVE_INFINITY
  return async () => {
    const ctx = makeCtx()
    const isWhole = ctx.systemNow() - wholeAt >= SEAL_ALL_EVERY_MS
    const sealed = await sealAudit(ctx, { isWhole })
    if (isWhole) wholeAt = ctx.systemNow()
    return sealed
  }
}

/** Compares at once after a start, and after a time in which the database, and so the webhook, was away. */
function missedTexts(makeCtx: () => Ctx): () => Promise<number> {
  let isAfterGap = true
  return async () => {
    const wasAfterGap = isAfterGap
    isAfterGap = true
    const count = await bringInMissed(makeCtx(), { isAfterGap: wasAfterGap })
    isAfterGap = false
    return count
  }
}

export interface Recurring {
  /** The clock was moved: what has come due is done now, not at the next turn. */
  catchUp(): Promise<void>
  stop(): Promise<void>
}

/** Starts the loops of a worker. Several workers may run them at once; rows and locks decide who does what. */
export function startRecurring(makeCtx: () => Ctx, work: Omit<Sweeping, 'isOver'>): Recurring {
  const domain = DOMAIN_LOOPS.map((loop) => startLoop(loop.name, loop.everyMs, () => loop.runOnce(makeCtx())))
  // At its start a worker takes everything that is due: nobody else may be there to do so.
  let takesAll = true
  let isStopped = false
  const sweeper = startLoop('sweep', SWEEP_EVERY_MS, async () => {
    const isAll = takesAll
    takesAll = false
    await sweep(makeCtx, { ...work, isOver: () => isStopped }, isAll)
  })
  const others = [
    startLoop('seal audit', SEAL_EVERY_MS, sealer(makeCtx)),
    startLoop('missing agents', MISSING_EVERY_MS, () => askForMissingAgents(makeCtx())),
    startLoop('bring in missed texts', MISSED_EVERY_MS, missedTexts(makeCtx)),
    startLoop('tidy', TIDY_EVERY_MS, () => tidy(makeCtx())),
    startLoop('retention', RETENTION_EVERY_MS, async () => {
      await removeOldMessages(makeCtx())
      await removeOldPeerTasks(makeCtx())
    }),
  ]
  return {
    async catchUp() {
      takesAll = true
      await sweeper.runNow()
      for (const loop of domain) await loop.runNow()
    },
    async stop() {
      isStopped = true
      await Promise.all([...domain, sweeper, ...others].map((loop) => loop.stop()))
    },
  }
}

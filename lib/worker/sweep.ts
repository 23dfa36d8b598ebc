import type { Ctx } from '#lib/core/context.ts'
import { logger } from '#lib/logger.ts'
import { selectDueWork } from '#lib/services/clock/due-work.ts'

/** Of each kind and run; the next run takes the next ones. */
const LIMIT = 500
/** What became due this recently has a wake-up of its own on the way. */
export const SWEEP_GRACE_MS = 1_000

/** Wakes whatever our tables say is due: lost wake-ups, retries whose time has come, work of processes that died. */
export async function sweep(ctx: Ctx, agents: readonly string[], graceMs: number): Promise<number> {
  const due = await selectDueWork(ctx, { agents, graceMs, limit: LIMIT })
  if (due.length === 0) return 0
  await ctx.queue.wake(due)
  logger.debug({ count: due.length }, 'swept')
  return due.length
}

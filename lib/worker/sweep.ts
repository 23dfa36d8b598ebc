import type { Ctx } from '#lib/core/context.ts'
import type { Wake } from '#lib/domain/jobs.ts'
import { errorFields, logger } from '#lib/logger.ts'
import { runJob } from '#lib/queue/run-job.ts'
import { selectDueWork } from '#lib/services/clock/due-work.ts'

/** How long what nobody was woken for may wait. With a dead worker's lease it makes less than 12 s. */
export const SWEEP_EVERY_MS = 3_000
/** Of each kind and run; the next run takes the next ones. */
const LIMIT = 2_000
/** What became due this recently has a wake-up of its own on the way. */
const SWEEP_GRACE_MS = 1_000
/** Without a queue, one piece of work leads to the next; more rounds than any flow has would be a circle. */
const MAX_ROUNDS = 20

export interface Sweeping {
  /** Names of the built-in agents whose handlers run here. */
  agents: readonly string[]
  /** For the time without a queue: does one piece of work in this process. */
  handle(wake: Wake): Promise<void>
  /** How many pieces of work may be in hand at once, then. */
  atOnce: number
  /** The process is stopping: nothing more is begun. */
  isOver(): boolean
}

async function doHere(due: readonly Wake[], { handle, atOnce, isOver }: Sweeping): Promise<void> {
  const waiting = due.values()
  const take = async () => {
    for (const wake of waiting) {
      if (isOver()) return
      await runJob(wake.kind, wake.key, () => handle(wake))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, take))
}

/**
 * Wakes whatever our tables say is due: lost wake-ups, retries whose time has come, work of processes that died. While the
 * queue takes nothing the work is done here, so that a patient's answer does not wait for it. `isAll` leaves out no grace.
 */
export async function sweep(makeCtx: () => Ctx, sweeping: Sweeping, isAll: boolean): Promise<number> {
  let graceMs = isAll ? 0 : SWEEP_GRACE_MS
  let found = 0
  for (let round = 1; round <= MAX_ROUNDS && !sweeping.isOver(); round += 1) {
    const ctx = makeCtx()
    const due = await selectDueWork(ctx, { agents: sweeping.agents, graceMs, limit: LIMIT })
    found += due.length
    if (due.length === 0) return found
    try {
      await ctx.queue.wakeAgain(due)
      logger.debug({ count: due.length }, 'swept')
      return found
    } catch (error) {
      logger.warn(
        { ...errorFields(error), count: due.length },
        'the queue takes nothing; doing due work here',
      )
    }
    await doHere(due, sweeping)
    graceMs = 0
  }
  return found
}

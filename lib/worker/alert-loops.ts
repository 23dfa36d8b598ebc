import type { Ctx } from '#lib/core/context.ts'
import { within } from '#lib/core/within.ts'
import { evaluateAlerts } from '#lib/services/alert/evaluate.ts'
import { postAlerts } from '#lib/services/alert/post.ts'
import { watchDatabase } from '#lib/services/alert/watch-database.ts'
import { startLoop } from './loop.ts'

const SECOND = 1_000
const DATABASE_EVERY_MS = 5 * SECOND
const EVALUATE_EVERY_MS = 15 * SECOND
const POST_EVERY_MS = 5 * SECOND
/** A webhook that is slow does not hold up the end of a process: what is not settled is posted again by another. */
const STOP_LIMIT_MS = 5 * SECOND

/**
 * Watches for trouble and tells of it. Runs in every process, web or worker, and not over the queue: what is wrong may be
 * that there is no worker, or no queue.
 */
export function startAlertLoops(makeCtx: () => Ctx): { stop(): Promise<void> } {
  const watchingSince = makeCtx().systemNow()
  const database = watchDatabase(makeCtx)
  const loops = [
    startLoop('watch database', DATABASE_EVERY_MS, () => database.runOnce()),
    startLoop('evaluate alerts', EVALUATE_EVERY_MS, () => evaluateAlerts(makeCtx(), watchingSince)),
    startLoop('post alerts', POST_EVERY_MS, () => postAlerts(makeCtx())),
  ]
  return {
    async stop() {
      await within(Promise.all(loops.map((loop) => loop.stop())), STOP_LIMIT_MS, [])
    },
  }
}

import { BUILTIN_HANDLERS } from '#lib/agents/registry.ts'
import type { RunningAgents } from '#lib/bus/handler.ts'
import type { Ctx } from '#lib/core/context.ts'
import { selectDueWork } from '#lib/services/clock/due-work.ts'
import { DOMAIN_LOOPS } from './domain-loops.ts'
import { jobHandlers } from './handlers.ts'

const BATCH = 100
/** More rounds than any flow needs: work that is still due then will never be done. */
const MAX_ROUNDS = 200

async function runLoops(ctx: Ctx): Promise<number> {
  let done = 0
  for (const loop of DOMAIN_LOOPS) done += await loop.runOnce(ctx)
  return done
}

/**
 * Does everything that our tables say is due, as the sweeper and its handlers would, until nothing is: without a queue,
 * one job after the other. Offers end after the texts that were waiting have been read. For the demo's history and for
 * tests; throws what a handler throws, and when work stays due.
 */
export async function runDueWork(ctx: Ctx, agents: RunningAgents = BUILTIN_HANDLERS): Promise<void> {
  const handlers = jobHandlers(agents)
  const select = (limit: number) => selectDueWork(ctx, { agents: Object.keys(agents), graceMs: 0, limit })
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const due = await select(BATCH)
    if (due.length === 0 && (await runLoops(ctx)) === 0) return
    for (const wake of due) await handlers[wake.kind](ctx, wake.key)
  }
  throw new Error(`Work stays due after ${MAX_ROUNDS} rounds: ${JSON.stringify(await select(5))}`)
}

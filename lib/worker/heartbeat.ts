import { hostname } from 'node:os'
import type { Ctx } from '#lib/core/context.ts'

/** `web` answers requests, `worker` handles jobs, `both` does both. */
export type ProcessRole = 'web' | 'worker' | 'both'

export interface ProcessIdentity {
  id: string
  role: ProcessRole
  /** Epoch ms of the system clock. */
  startedAt: number
}

/** Rows of processes that were killed are kept this long, for whoever looks for the reason. */
const KEEP_DEAD_MS = 24 * 60 * 60_000

/**
 * Says that this process is alive, which clock offset it has, and which built-in agents' handlers it runs. System clock
 * times, so that a moved domain clock makes nobody look dead.
 */
export async function beat(
  ctx: Ctx,
  self: ProcessIdentity & { clockOffsetMs: number; agents: readonly string[] },
): Promise<void> {
  const now = new Date(ctx.systemNow())
  const alive = { clock_offset_ms: self.clockOffsetMs, beat_at: now }
  await ctx.db.workerHeartbeat.upsert({
    where: { id: self.id },
    create: {
      id: self.id,
      role: self.role,
      host: hostname(),
      pid: process.pid,
      started_at: new Date(self.startedAt),
      ...alive,
    },
    update: alive,
  })
  if (self.agents.length === 0) return
  await ctx.db.agent.updateMany({
    where: { name: { in: [...self.agents] }, is_builtin: true },
    data: { heartbeat_at: now },
  })
}

/** Takes this process off the list at once, rather than after its silence. */
export async function leave(ctx: Ctx, processId: string): Promise<void> {
  await ctx.db.workerHeartbeat.deleteMany({ where: { id: processId } })
}

/** Forgets processes that died long ago. */
export async function forgetDead(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.systemNow() - KEEP_DEAD_MS)
  await ctx.db.workerHeartbeat.deleteMany({ where: { beat_at: { lt: before } } })
}

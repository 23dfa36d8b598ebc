import type { Ctx } from '#lib/core/context.ts'
import { nowDate } from '#lib/core/context.ts'
import { leaseEnd, whileLeased } from '#lib/core/lease.ts'
import { mutate } from '#lib/core/mutate.ts'
import { STEP_DELAYS_MS } from '#lib/domain/agents/peer-task.ts'
import { lockTask } from './append.ts'
import type { OpenTask } from './sealed.ts'

/** Takes a task that is due for one step, committed before anything is done. Null: nothing is due, or another has it. */
export function claimTask(ctx: Ctx, id: string): Promise<OpenTask | null> {
  return mutate(ctx, { name: 'peer_task.claim', permission: null }, async (tx) => {
    const claimed = await tx.tx.peerTask.updateMany({
      where: {
        id,
        due_at: { lte: nowDate(tx) },
        OR: [{ lease_until: null }, { lease_until: { lte: new Date(tx.systemNow()) } }],
      },
      data: { attempt: { increment: 1 }, lease_until: leaseEnd(tx) },
    })
    return claimed.count === 0 ? null : lockTask(tx, id)
  })
}

/** The fence: nobody else has taken the task since. */
const stillMine = ({ id, attempt }: OpenTask) => ({ id, attempt, lease_until: { not: null } })

/** Runs a step while the task is kept in hand. */
export const withTaskInHand = <T>(ctx: Ctx, task: OpenTask, work: () => Promise<T>): Promise<T> =>
  whileLeased(
    ctx,
    (until) => ctx.db.peerTask.updateMany({ where: stillMine(task), data: { lease_until: until } }),
    work,
  )

/**
 * Lets a task go after a step that succeeded, to be looked at again at `at`, or when something happens. What happened since
 * it was claimed is not forgotten: then it is due at once, and the answer is true.
 */
export async function releaseTask(ctx: Ctx, task: OpenTask, at: Date | null): Promise<boolean> {
  return mutate(ctx, { name: 'peer_task.release', permission: null }, async (tx) => {
    const where = stillMine(task)
    const rest = { lease_until: null, attempt_base: task.attempt }
    const { count } = await tx.tx.peerTask.updateMany({
      where: { ...where, nudge: task.nudge },
      data: { ...rest, due_at: at },
    })
    if (count > 0) return false
    const again = await tx.tx.peerTask.updateMany({ where, data: { ...rest, due_at: nowDate(tx) } })
    if (again.count > 0) tx.outgoing.wakes.push({ kind: 'peer_task.run', key: task.id })
    return again.count > 0
  })
}

/** How long a step that failed waits for its next try; null after the last. */
export const stepDelay = (task: OpenTask): number | null =>
  STEP_DELAYS_MS[task.attempt - task.attempt_base - 1] ?? null

/** Lets a task go after a step that failed for a reason that passes. */
export async function retryTask(ctx: Ctx, task: OpenTask, delayMs: number): Promise<void> {
  await mutate(ctx, { name: 'peer_task.retry', permission: null }, async (tx) => {
    await tx.tx.peerTask.updateMany({
      where: stillMine(task),
      data: { lease_until: null, due_at: new Date(tx.now() + delayMs) },
    })
    tx.outgoing.wakes.push({ kind: 'peer_task.run', key: task.id, delayMs })
  })
}

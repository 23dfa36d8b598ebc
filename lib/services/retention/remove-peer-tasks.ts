import { record } from '#lib/core/audit.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { DAY_MS } from '#lib/domain/scheduling/units.ts'

/** Tasks per transaction, so that nobody waits for a lock for long. */
const BATCH = 200

const findOld = (tx: TxCtx, before: Date) => tx.tx.$queryRaw<{ id: string }[]>`
  SELECT id::text FROM peer_task
  WHERE state IN ('completed', 'failed', 'canceled', 'rejected') AND updated_at < ${before}
  ORDER BY updated_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`

async function removeBatch(tx: TxCtx, before: Date): Promise<number> {
  const ids = (await findOld(tx, before)).map((row) => row.id)
  if (ids.length === 0) return 0
  await tx.tx.peerTaskMessage.deleteMany({ where: { task_id: { in: ids } } })
  await tx.tx.peerTask.deleteMany({ where: { id: { in: ids } } })
  await record(tx, {
    action: 'peer_task.removed_by_age',
    subject: { kind: 'peer_task', id: null },
    detail: { count: ids.length, before: before.toISOString() },
  })
  return ids.length
}

/**
 * Removes tasks of outside agents that ended more than MESSAGE_RETENTION_DAYS ago, by the domain clock, with their logs and
 * addresses. Tasks that wait stay, however old. Several workers may do so at once. Returns how many went.
 */
export async function removeOldPeerTasks(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.now() - ctx.config.messageRetentionDays * DAY_MS)
  let removed = 0
  for (;;) {
    const count = await mutate(ctx, { name: 'peer_task.remove_old', permission: null }, (tx) =>
      removeBatch(tx, before),
    )
    removed += count
    if (count < BATCH) return removed
  }
}

import { record } from '#lib/core/audit.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { DAY_MS } from '#lib/domain/scheduling/units.ts'
import { tallyRemoved } from '../metrics/counters.ts'

/** Messages per transaction, so that nobody waits for a lock for long. */
const BATCH = 500

/** Locks the oldest that may go. A question whose answer nobody has given up yet is still needed, however old. */
const findOld = (tx: TxCtx, before: Date) => tx.tx.$queryRaw<{ id: string }[]>`
  SELECT id::text FROM agent_message
  WHERE created_at < ${before} AND updated_at < ${before} AND state IN ('processed', 'expired')
    AND (reply_due_at IS NULL OR answered_at IS NOT NULL)
  ORDER BY created_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`

async function removeBatch(tx: TxCtx, before: Date): Promise<number> {
  const ids = (await findOld(tx, before)).map((row) => row.id)
  if (ids.length === 0) return 0
  await tallyRemoved(tx, ids)
  await tx.tx.deliveryAttempt.deleteMany({ where: { agent_message_id: { in: ids } } })
  await tx.tx.agentMessage.deleteMany({ where: { id: { in: ids } } })
  await record(tx, {
    action: 'agent_message.removed_by_age',
    subject: { kind: 'agent_message', id: null },
    detail: { count: ids.length, before: before.toISOString() },
  })
  return ids.length
}

/**
 * Removes agent messages that were processed or expired more than MESSAGE_RETENTION_DAYS ago, by the domain clock, which
 * wrote their times, with the log of their tries. Dead letters stay until somebody has put them back or the message went
 * its way, and so does whatever still waits; the audit trail stays whole. Several workers may do so at once. Returns how
 * many went.
 */
export async function removeOldMessages(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.now() - ctx.config.messageRetentionDays * DAY_MS)
  let removed = 0
  for (;;) {
    const count = await mutate(ctx, { name: 'agent_message.remove_old', permission: null }, (tx) =>
      removeBatch(tx, before),
    )
    removed += count
    if (count < BATCH) return removed
  }
}

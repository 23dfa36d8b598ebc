import { nowDate, type TxCtx } from '#lib/core/context.ts'

/**
 * Something changed in a conversation: the tasks that wait for its outcome are looked at again, as surely as the change
 * itself was written.
 */
export async function nudgeFollowers(tx: TxCtx, conversationId: string): Promise<void> {
  const now = nowDate(tx)
  const rows = await tx.tx.$queryRaw<{ id: string }[]>`
    UPDATE peer_task SET nudge = nudge + 1, due_at = LEAST(due_at, ${now}::timestamptz)
    WHERE conversation_id = ${conversationId}::uuid AND state NOT IN ('completed', 'failed', 'canceled', 'rejected')
    RETURNING id::text`
  tx.outgoing.wakes.push(...rows.map(({ id }) => ({ kind: 'peer_task.run' as const, key: id })))
}

/** The peer said something: its task is looked at again. */
export async function nudgeTask(tx: TxCtx, taskId: string): Promise<void> {
  await tx.tx.peerTask.update({
    where: { id: taskId },
    data: { nudge: { increment: 1 }, due_at: nowDate(tx) },
  })
  tx.outgoing.wakes.push({ kind: 'peer_task.run', key: taskId })
}

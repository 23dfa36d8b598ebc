import type { TxCtx } from '#lib/core/context.ts'
import { nowDate } from '#lib/core/context.ts'

/**
 * Notes that a message of the peer's came, by a keyed hash of its id and content. Null: it is new. Else the task that the
 * same message has led to; a twin that is under way is waited for.
 */
export async function noteMessage(
  tx: TxCtx,
  message: { owner: string; content: string; task_id: string },
): Promise<string | null> {
  const { owner, task_id } = message
  const fingerprint = tx.sealer.tokenHash(message.content)
  const { count } = await tx.tx.peerTaskMessage.createMany({
    data: [{ id: tx.newId(), owner, fingerprint, task_id, created_at: nowDate(tx) }],
    skipDuplicates: true,
  })
  if (count > 0) return null
  const first = await tx.tx.peerTaskMessage.findUniqueOrThrow({
    where: { owner_fingerprint: { owner, fingerprint } },
  })
  return first.task_id
}

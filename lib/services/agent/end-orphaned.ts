import { endMessage } from '#lib/bus/end-message.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'

const BATCH = 200

/**
 * Makes dead letters of what an agent that was removed had not finished, so that whoever registers its name later does not
 * find them in the post; their senders are told, and a person may put each back. A batch at a time, each message in a
 * transaction of its own; of one agent or of all. Returns how many.
 */
export async function endOrphanedMessages(ctx: Ctx, agentId?: string): Promise<number> {
  const orphans = await store(ctx).agentMessage.findMany({
    where: { state: { in: ['pending', 'delivered'] }, to: { id: agentId, removed_at: { not: null } } },
    orderBy: { sequence: 'asc' },
    take: BATCH,
    select: { id: true, to: { select: { name: true } } },
  })
  let ended = 0
  for (const { id, to } of orphans) {
    const reason = `${to?.name} was removed before it was done with this message.`
    const isEnded = await mutate(ctx, { name: 'agent_message.end_orphaned', permission: null }, (tx) =>
      endMessage(tx, id, { state: 'failed', reason }),
    )
    if (isEnded) ended += 1
  }
  return ended
}

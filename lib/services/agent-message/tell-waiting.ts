import { BUS_AGENT } from '#lib/bus/agents.ts'
import { lockFlow } from '#lib/bus/end-message.ts'
import { announceMessage } from '#lib/bus/insert-message.ts'
import { tellSender } from '#lib/bus/notice.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import { OUTSIDE_AGENT_STALE_AFTER_MS } from '#lib/domain/agents/heartbeat.ts'
import { waitReasonOf } from './receiver.ts'

const BATCH = 200

/** Messages to outside agents that cannot get them now, whose outside senders have not heard so since they last failed. */
const findUntold = (ctx: Ctx, only = Prisma.empty) => store(ctx).$queryRaw<{ id: string }[]>`
  SELECT message.id::text
  FROM agent_message message
  JOIN agent receiver ON receiver.id = message.to_agent_id AND NOT receiver.is_builtin
  JOIN agent sender ON sender.id = message.from_agent_id AND NOT sender.is_builtin AND sender.removed_at IS NULL
  WHERE message.state = 'pending' AND message.lease_until IS NULL AND receiver.removed_at IS NULL
    AND (receiver.status <> 'active' OR receiver.endpoint IS NULL AND
      (receiver.heartbeat_at IS NULL OR receiver.heartbeat_at < ${new Date(ctx.systemNow() - OUTSIDE_AGENT_STALE_AFTER_MS)}))
    AND NOT EXISTS (
      SELECT 1 FROM agent_message notice JOIN agent ours ON ours.id = notice.from_agent_id AND ours.is_builtin
      WHERE notice.in_reply_to = message.id AND notice.message_type = 'status'
        AND (message.failed_at IS NULL OR notice.created_at > message.failed_at))
    ${only}
  ORDER BY message.created_at LIMIT ${BATCH}`

async function tell(ctx: Ctx, id: string): Promise<boolean> {
  return mutate(ctx, { name: 'agent_message.wait', permission: null }, async (tx) => {
    await lockFlow(tx, id)
    await tx.tx.$executeRaw`SELECT 1 FROM agent_message WHERE id = ${id}::uuid FOR UPDATE`
    const [untold] = await findUntold(tx, Prisma.sql`AND message.id = ${id}::uuid`)
    if (!untold) return false
    const message = await tx.tx.agentMessage.findUniqueOrThrow({
      where: { id },
      include: { to: { select: BUS_AGENT } },
    })
    const reason = message.to ? waitReasonOf(tx, message.to) : null
    if (reason === null) return false
    await tx.tx.agentMessage.updateMany({ where: { id }, data: { routing_reason: reason } })
    announceMessage(tx, message)
    await tellSender(tx, message, { event: 'waiting', reason })
    return true
  })
}

/**
 * Tells senders, once, that their message waits because its receiver has gone into maintenance, become inactive or fallen
 * silent since it was sent. Returns how many were told.
 */
export async function tellWaiting(ctx: Ctx): Promise<number> {
  let told = 0
  for (const { id } of await findUntold(ctx)) if (await tell(ctx, id)) told += 1
  return told
}

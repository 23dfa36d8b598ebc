import type { Ctx } from '#lib/core/context.ts'
import { leaseEnd, whileLeased } from '#lib/core/lease.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { openAttempt } from './delivery-log.ts'
import { lockMostUrgent } from './due-deliveries.ts'

const DELIVERY = { from: { select: { name: true } }, to: true } as const satisfies Prisma.AgentMessageInclude

/** A message in hand. */
export type Delivery = Prisma.AgentMessageGetPayload<{ include: typeof DELIVERY }>

/**
 * Takes the most urgent message that waits for the receiver of the one that is named, for one try, committed before the
 * network is touched. Null: nothing is to be posted there now.
 */
export function claimDelivery(ctx: Ctx, messageId: string): Promise<Delivery | null> {
  return mutate(ctx, { name: 'agent_message.claim_delivery', permission: null }, async (tx) => {
    const id = await lockMostUrgent(tx, messageId)
    if (id === null) return null
    const delivery = await tx.tx.agentMessage.update({
      where: { id },
      data: { attempt: { increment: 1 }, lease_until: leaseEnd(tx), updated_at: new Date(tx.now()) },
      include: DELIVERY,
    })
    await openAttempt(tx, { messageId: id, attempt: delivery.attempt })
    return delivery
  })
}

/**
 * The fence of whatever is stored about a message in hand: nobody else has taken it since, and nobody has ended it or put
 * it back.
 */
export const stillMine = ({ id, attempt }: Delivery): Prisma.AgentMessageWhereInput => ({
  id,
  attempt,
  state: 'pending',
  lease_until: { not: null },
})

/** Runs `work` while the message is kept in hand. */
export function inHand<T>(ctx: Ctx, delivery: Delivery, work: () => Promise<T>): Promise<T> {
  const renew = (until: Date) =>
    ctx.db.agentMessage.updateMany({ where: stillMine(delivery), data: { lease_until: until } })
  return whileLeased(ctx, renew, work)
}

import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { errorFields, logger } from '#lib/logger.ts'
import { openAttempt } from './delivery-log.ts'
import { lockMostUrgent } from './due-deliveries.ts'

/**
 * How long a message stays in hand without a sign of life, in ms of the system clock. Shorter than a post may take,
 * because it is renewed meanwhile: so the message of a worker that died is tried again within seconds.
 */
export const DELIVERY_LEASE_MS = 6_000
const RENEW_EVERY_MS = DELIVERY_LEASE_MS / 3

const DELIVERY = { from: { select: { name: true } }, to: true } as const satisfies Prisma.AgentMessageInclude

/** A message in hand; `attempt` is the fence of everything that is stored about it. */
export type Delivery = Prisma.AgentMessageGetPayload<{ include: typeof DELIVERY }>

const leaseEnd = (ctx: Ctx) => new Date(ctx.systemNow() + DELIVERY_LEASE_MS)

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

async function renew(ctx: Ctx, { id, attempt }: Delivery): Promise<void> {
  try {
    await ctx.db.agentMessage.updateMany({
      where: { id, attempt, state: 'pending', lease_until: { not: null } },
      data: { lease_until: leaseEnd(ctx) },
    })
  } catch (error) {
    logger.warn({ ...errorFields(error), agent_message_id: id }, 'a delivery could not be kept in hand')
  }
}

/** Runs `work` while the message is kept in hand. */
export async function inHand<T>(ctx: Ctx, delivery: Delivery, work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => void renew(ctx, delivery), RENEW_EVERY_MS)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}

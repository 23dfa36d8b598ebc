import { BUS_AGENT } from '#lib/bus/agents.ts'
import { openMetadata } from '#lib/bus/content.ts'
import { endMessage } from '#lib/bus/end-message.ts'
import { handToReceiver } from '#lib/bus/insert-message.ts'
import { type Ctx, store, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { deliveryDelaysMs } from '#lib/domain/agents/retry-policy.ts'
import { logHold } from './attempt.ts'

const BATCH = 200

const LAPSED = {
  id: true,
  attempt: true,
  conversation_id: true,
  clinic_id: true,
  delivered_at: true,
  attempt_base: true,
  metadata_sealed: true,
  to: { select: BUS_AGENT },
} satisfies Prisma.AgentMessageSelect

type Lapsed = Prisma.AgentMessageGetPayload<{ select: typeof LAPSED }>

/** Messages that polling agents claimed and said nothing of in time. Deliveries to endpoints look after their own. */
const lapsed = (ctx: Ctx): Prisma.AgentMessageWhereInput => ({
  state: 'pending',
  lease_until: { lte: new Date(ctx.systemNow()) },
  to: { is_builtin: false, endpoint: null },
})

const findLapsed = (ctx: Ctx, where: Prisma.AgentMessageWhereInput) =>
  store(ctx).agentMessage.findMany({
    where: { ...lapsed(ctx), ...where },
    select: LAPSED,
    orderBy: [{ lease_until: 'asc' }, { id: 'asc' }],
    take: BATCH,
  })

/** How many claims in vain there may be, by the same rule as tries to deliver to an endpoint. */
const isLastTry = (ctx: Ctx, message: Lapsed): boolean =>
  message.attempt - message.attempt_base > deliveryDelaysMs(openMetadata(ctx, message)).length

/** Puts a message back among those that wait. False: its agent said something of it meanwhile, or somebody else did so. */
async function putBack(tx: TxCtx, message: Lapsed): Promise<boolean> {
  const back = await tx.tx.agentMessage.updateMany({
    where: { id: message.id, attempt: message.attempt, ...lapsed(tx) },
    data: { lease_until: null, delivered_at: null, process_by: null, updated_at: new Date(tx.now()) },
  })
  if (back.count === 0) return false
  await logHold(tx, message, {
    status: 'timeout',
    error: `${message.to?.name} had it and did not say in time what became of it.`,
  })
  return true
}

async function settle(ctx: Ctx, message: Lapsed): Promise<boolean> {
  return mutate(ctx, { name: 'agent_message.return', permission: null }, async (tx) => {
    if (!(await putBack(tx, message))) return false
    if (isLastTry(tx, message)) {
      const tries = message.attempt - message.attempt_base
      const times = tries === 1 ? 'once' : `${tries} times`
      const reason = `${message.to?.name} took it ${times} and never said what became of it.`
      await endMessage(tx, message.id, { state: 'failed', reason })
    } else if (message.to) handToReceiver(tx, message, message.to)
    return true
  })
}

/**
 * Returns what polling agents claimed and did not finish within its lease (system clock) to those that wait, and tells
 * their streams; after as many tries as the message allows it is a dead letter. Returns how many leases ended.
 */
export async function returnLeases(ctx: Ctx): Promise<number> {
  let ended = 0
  for (const message of await findLapsed(ctx, {})) if (await settle(ctx, message)) ended += 1
  return ended
}

/** The same for one agent, inside its own claim, so that it need not wait for the loop. Dead letters are the loop's. */
export async function returnLeasesOf(tx: TxCtx, agentId: string): Promise<void> {
  for (const message of await findLapsed(tx, { to_agent_id: agentId })) {
    if (!isLastTry(tx, message)) await putBack(tx, message)
  }
}

import { endMessage } from '#lib/bus/end-message.ts'
import { type Ctx, nowDate, store } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import type { Wake } from '#lib/domain/jobs.ts'
import { logHold } from './attempt.ts'

const BATCH = 200

/** Staff hear of these from the agent's handler, which ends them in their turn. */
const HANDLED_IN_TURN = { conversation_id: { not: null }, to: { is_builtin: true } } as const

function expiryReason(message: { state: string; message_type: string; to: { name: string } | null }): string {
  const what = `this ${message.message_type} message`
  if (message.to === null) return `No agent was found for ${what} before it expired.`
  if (message.state === 'pending') return `${message.to.name} did not take ${what} before it expired.`
  return `${message.to.name} had ${what} and did not process it before it expired.`
}

/** Wakes conversations of ours whose messages have expired, also where nobody runs the agent that should handle them. */
async function wakeHandlers(ctx: Ctx): Promise<void> {
  const due = await store(ctx).agentMessage.findMany({
    where: { ...HANDLED_IN_TURN, state: 'pending', expires_at: { lte: nowDate(ctx) } },
    distinct: ['conversation_id'],
    select: { conversation_id: true },
    take: BATCH,
  })
  const wakes = due.map(({ conversation_id }): Wake => ({ kind: 'agent.handle', key: conversation_id ?? '' }))
  if (wakes.length > 0) await ctx.queue.wakeAgain(wakes)
}

/**
 * Ends messages whose time is over, and tells their senders; a question of ours stops waiting. Delivery, claim and
 * handling look at the time themselves, so nothing depends on how soon this runs. Returns how many ended.
 */
export async function expireMessages(ctx: Ctx): Promise<number> {
  await wakeHandlers(ctx)
  const due = await store(ctx).agentMessage.findMany({
    where: {
      state: { in: ['pending', 'delivered'] },
      expires_at: { lte: nowDate(ctx) },
      NOT: HANDLED_IN_TURN,
    },
    select: { id: true, state: true, message_type: true, to: { select: { name: true } } },
    orderBy: { expires_at: 'asc' },
    take: BATCH,
  })
  let ended = 0
  for (const message of due) {
    const end = { state: 'expired', reason: expiryReason(message) } as const
    const isEnded = await mutate(ctx, { name: 'agent_message.expire', permission: null }, (tx) =>
      endMessage(tx, message.id, end),
    )
    if (isEnded) ended += 1
  }
  return ended
}

const isOverdue = (ctx: Ctx): Prisma.AgentMessageWhereInput => ({
  process_by: { lte: nowDate(ctx) },
  OR: [{ state: 'delivered' }, { state: 'pending', lease_until: { not: null } }],
})

/**
 * Ends messages that their receiver has had for longer than `metadata.timeout` without a word: dead letters, of which the
 * senders hear. Returns how many ended.
 */
export async function failUnprocessed(ctx: Ctx): Promise<number> {
  const overdue = await store(ctx).agentMessage.findMany({
    where: isOverdue(ctx),
    select: { id: true, state: true, attempt: true, delivered_at: true, to: { select: { name: true } } },
    orderBy: { process_by: 'asc' },
    take: BATCH,
  })
  let ended = 0
  for (const message of overdue) {
    const reason = `${message.to?.name} had it and did not process it within the timeout of its metadata.`
    const end = { state: 'failed', reason, onlyIf: { ...isOverdue(ctx), attempt: message.attempt } } as const
    const isEnded = await mutate(ctx, { name: 'agent_message.expire', permission: null }, async (tx) => {
      if (!(await endMessage(tx, message.id, end))) return false
      // A delivery to an endpoint has its own line in the log; a polling agent's try ends here.
      if (message.state === 'pending') await logHold(tx, message, { status: 'timeout', error: reason })
      return true
    })
    if (isEnded) ended += 1
  }
  return ended
}

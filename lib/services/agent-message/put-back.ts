import { BUS_AGENT } from '#lib/bus/agents.ts'
import { announceMessage, handToReceiver } from '#lib/bus/insert-message.ts'
import { record } from '#lib/core/audit.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { assertRedrive, MAX_REDRIVES } from '#lib/domain/agents/message.ts'
import { forbidden, illegalState } from '#lib/domain/errors.ts'

export const DEAD_LETTER = {
  id: true,
  clinic_id: true,
  conversation_id: true,
  message_type: true,
  priority: true,
  state: true,
  attempt: true,
  redrive_count: true,
  expires_at: true,
  to: { select: BUS_AGENT },
} as const satisfies Prisma.AgentMessageSelect
export type DeadLetter = Prisma.AgentMessageGetPayload<{ select: typeof DEAD_LETTER }>

/** Not expired: nothing is delivered after `expires_at`, also not by a person’s hand. */
export const stillValid = (ctx: Ctx): Prisma.AgentMessageWhereInput => ({
  OR: [{ expires_at: null }, { expires_at: { gt: new Date(ctx.now()) } }],
})

/** Dead letters that may be put back. */
export const redrivable = (ctx: Ctx): Prisma.AgentMessageWhereInput => ({
  state: 'failed',
  redrive_count: { lt: MAX_REDRIVES },
  AND: [stillValid(ctx)],
})

/** Whoever sent or received a message does not decide that it is tried again; a person, or a shared key for one, does. */
export function requireNoAgent(ctx: Ctx): void {
  if (ctx.actor.agentId === undefined) return
  throw forbidden('An agent cannot put dead letters back. Send a new message, or ask the clinic.')
}

/** Throws `illegal_state` for a message that has not failed, was put back too often, or could not arrive any more. */
export function assertPutBack(ctx: Ctx, letter: DeadLetter): void {
  assertRedrive(letter)
  if (letter.expires_at && letter.expires_at.getTime() <= ctx.now()) {
    throw illegalState(
      'This agent message expired, and nothing is delivered after that. Its sender must send a new one.',
      [],
    )
  }
  if (letter.to && letter.to.removed_at !== null) {
    throw illegalState(
      `${letter.to.name} was removed. Register it again first, or have the message sent to another agent.`,
      [],
    )
  }
}

/**
 * Puts a dead letter back as it is, and wakes whatever brings it to its receiver. Its tries count on; how many it may
 * still have starts again. Returns false, and changes nothing, when somebody else has just done so.
 */
export async function putBack(tx: TxCtx, letter: DeadLetter, reason: string): Promise<boolean> {
  const now = new Date(tx.now())
  const redrive_count = letter.redrive_count + 1
  const put = await tx.tx.agentMessage.updateMany({
    where: { id: letter.id, state: 'failed', redrive_count: letter.redrive_count },
    data: {
      state: 'pending',
      due_at: now,
      redrive_count,
      attempt_base: letter.attempt,
      lease_until: null,
      process_by: null,
      delivered_at: null,
      updated_at: now,
    },
  })
  if (put.count === 0) return false
  await record(tx, {
    action: 'agent_message.redriven',
    subject: { kind: 'agent_message', id: letter.id },
    clinicId: letter.clinic_id,
    conversationId: letter.conversation_id,
    detail: { message_type: letter.message_type, to: letter.to?.name ?? null, redrive_count },
    note: reason,
  })
  if (letter.to) handToReceiver(tx, letter, letter.to)
  else announceMessage(tx, letter)
  return true
}

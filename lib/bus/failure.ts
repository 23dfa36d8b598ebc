import { record } from '#lib/core/audit.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { retryDelayMs } from '#lib/domain/agents/retry-policy.ts'
import { type ErrorCode, isSwitchboardError } from '#lib/domain/errors.ts'
import { errorFields, logger } from '#lib/logger.ts'
import { announce, type Head, lockHead, wakeNext } from './head.ts'

/** Told to staff when an agent gives up on a message, in the transaction that marks it failed. */
export type OnDeadLetter = (tx: TxCtx, message: { conversation_id: string; reason: string }) => Promise<void>

/** Trying these again cannot end differently: the input, the rights or the state would have to change first. */
const HOPELESS: readonly ErrorCode[] = [
  'invalid_input',
  'not_found',
  'forbidden',
  'illegal_state',
  'opted_out',
  'staff_has_it',
]
/** Somebody already knows: the patient said STOP, or staff have taken the conversation over. */
const EXPECTED: readonly ErrorCode[] = ['opted_out', 'staff_has_it']

interface Failure {
  reason: string
  retryDelay: number | null
  asksStaff: boolean
}

function judge(ctx: Ctx, head: Head, error: unknown): Failure {
  if (isSwitchboardError(error) && HOPELESS.includes(error.code)) {
    return { reason: error.message, retryDelay: null, asksStaff: !EXPECTED.includes(error.code) }
  }
  const reason = isSwitchboardError(error)
    ? error.message
    : `The ${head.to} failed at ${head.message_type}. The log has it under ${ctx.requestId}.`
  return { reason, retryDelay: retryDelayMs(head.attempt + 1), asksStaff: true }
}

async function logAttempt(tx: TxCtx, head: Head, reason: string, durationMs: number): Promise<void> {
  await tx.tx.deliveryAttempt.createMany({
    data: [
      {
        id: tx.newId(),
        agent_message_id: head.id,
        attempt: head.attempt + 1,
        status: 'failed',
        error: reason,
        duration_ms: durationMs,
        attempted_at: new Date(tx.now()),
      },
    ],
  })
}

/** Ends a message that will not be handled: dead letter, or past its time. The next one of its conversation goes on. */
export async function giveUp(
  tx: TxCtx,
  head: Head,
  end: { state: 'failed' | 'expired'; reason: string; attempt: number; asksStaff: boolean },
  onDeadLetter: OnDeadLetter,
): Promise<void> {
  const ended = await tx.tx.agentMessage.updateMany({
    where: { id: head.id, state: 'pending', attempt: head.attempt },
    data: {
      state: end.state,
      attempt: end.attempt,
      failure_reason: end.reason,
      updated_at: new Date(tx.now()),
    },
  })
  if (ended.count === 0) return
  await record(tx, {
    action: `agent_message.${end.state}`,
    subject: { kind: 'agent_message', id: head.id },
    clinicId: head.clinic_id,
    conversationId: head.conversation_id,
    detail: { message_type: head.message_type, to: head.to, attempt: end.attempt },
  })
  if (end.asksStaff) {
    await onDeadLetter(tx, { conversation_id: head.conversation_id, reason: end.reason })
  }
  announce(tx, head)
  await wakeNext(tx, head.conversation_id)
}

/**
 * Stores that a try failed, after its transaction was rolled back: the message waits for its next try, or is a dead
 * letter. Fenced by the attempt, so that a twin which handled the message meanwhile is not undone.
 */
export async function recordFailure(
  ctx: Ctx,
  failed: { head: Head; durationMs: number },
  error: unknown,
  onDeadLetter: OnDeadLetter,
): Promise<'retry' | 'dead'> {
  const { head } = failed
  const failure = judge(ctx, head, error)
  const level = !failure.asksStaff ? 'info' : failure.retryDelay === null ? 'error' : 'warn'
  logger[level](
    {
      ...errorFields(error),
      agent_message_id: head.id,
      attempt: head.attempt + 1,
      request_id: ctx.requestId,
    },
    'an agent could not handle a message',
  )
  return mutate(ctx, { name: 'agent_message.fail', permission: null }, async (tx) => {
    await lockHead(tx, head.conversation_id)
    const attempt = head.attempt + 1
    const still = await tx.tx.agentMessage.count({
      where: { id: head.id, state: 'pending', attempt: head.attempt },
    })
    if (still === 0) return 'retry'
    await logAttempt(tx, head, failure.reason, failed.durationMs)
    if (failure.retryDelay === null) {
      const end = { state: 'failed' as const, reason: failure.reason, attempt, asksStaff: failure.asksStaff }
      await giveUp(tx, head, end, onDeadLetter)
      return 'dead'
    }
    await tx.tx.agentMessage.updateMany({
      where: { id: head.id, state: 'pending', attempt: head.attempt },
      data: {
        attempt,
        failure_reason: failure.reason,
        due_at: new Date(tx.now() + failure.retryDelay),
        updated_at: new Date(tx.now()),
      },
    })
    announce(tx, head)
    return 'retry'
  })
}

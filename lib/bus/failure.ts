import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { retryDelayMs } from '#lib/domain/agents/retry-policy.ts'
import { type ErrorCode, isSwitchboardError } from '#lib/domain/errors.ts'
import { errorFields, logger } from '#lib/logger.ts'
import { endMessage } from './end-message.ts'
import { type Head, wakeNext } from './head.ts'
import { announceMessage } from './insert-message.ts'

/** Told to staff when an agent gives up on a message, in the transaction that marks it failed. */
export type OnDeadLetter = (
  tx: TxCtx,
  message: { conversation_id: string; message_type?: string; reason: string },
) => Promise<void>

/** Locks what a message is handled under and reads it again; null when it does not wait any more. */
export type FindHead = (tx: TxCtx) => Promise<Head | null>

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

/** What an outside agent sent wrongly is its own affair: it is told, and no patient waits behind it. */
function judge(ctx: Ctx, head: Head, error: unknown): Failure {
  if (isSwitchboardError(error) && HOPELESS.includes(error.code)) {
    const asksStaff = !head.is_from_outside && !EXPECTED.includes(error.code)
    return { reason: error.message, retryDelay: null, asksStaff }
  }
  const reason = isSwitchboardError(error)
    ? error.message
    : `The ${head.to} failed at ${head.message_type}. The log has it under ${ctx.requestId}.`
  const tried = head.attempt + 1 - head.attempt_base
  return { reason, retryDelay: retryDelayMs(tried), asksStaff: !head.is_from_outside }
}

/** One line of the message's history. `attempt` counts from 1. */
export async function logAttempt(
  tx: TxCtx,
  messageId: string,
  tried: { attempt: number; status: 'success' | 'failed'; error?: string; durationMs: number },
): Promise<void> {
  await tx.tx.deliveryAttempt.createMany({
    data: [
      {
        id: tx.newId(),
        agent_message_id: messageId,
        attempt: tried.attempt,
        status: tried.status,
        error: tried.error ?? null,
        duration_ms: tried.durationMs,
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
  const mine = await tx.tx.agentMessage.updateMany({
    where: { id: head.id, state: 'pending', attempt: head.attempt },
    data: { attempt: end.attempt },
  })
  if (mine.count === 0) return
  await endMessage(tx, head.id, { state: end.state, reason: end.reason })
  if (end.asksStaff && head.conversation_id !== null) {
    const { conversation_id, message_type } = head
    await onDeadLetter(tx, { conversation_id, message_type, reason: end.reason })
  }
  await wakeNext(tx, head.conversation_id)
}

/**
 * Stores that a try failed, after its transaction was rolled back: the message waits for its next try, or is a dead
 * letter. Fenced by the attempt, so that a twin which handled the message meanwhile is not undone.
 */
export async function recordFailure(
  ctx: Ctx,
  failed: { head: Head; find: FindHead; durationMs: number },
  error: unknown,
  onDeadLetter: OnDeadLetter,
): Promise<'retry' | 'dead'> {
  const { head } = failed
  const failure = judge(ctx, head, error)
  const isExpected = failure.retryDelay === null && !failure.asksStaff
  const level = isExpected ? 'info' : failure.retryDelay === null ? 'error' : 'warn'
  const attempt = head.attempt + 1
  logger[level](
    { ...errorFields(error), agent_message_id: head.id, attempt, request_id: ctx.requestId },
    'an agent could not handle a message',
  )
  return mutate(ctx, { name: 'agent_message.fail', permission: null }, async (tx) => {
    await failed.find(tx)
    const still = await tx.tx.agentMessage.count({
      where: { id: head.id, state: 'pending', attempt: head.attempt },
    })
    if (still === 0) return 'retry'
    const { reason, durationMs } = { ...failure, ...failed }
    await logAttempt(tx, head.id, { attempt, status: 'failed', error: reason, durationMs })
    if (failure.retryDelay === null) {
      await giveUp(tx, head, { state: 'failed', reason, attempt, asksStaff: failure.asksStaff }, onDeadLetter)
      return 'dead'
    }
    await tx.tx.agentMessage.updateMany({
      where: { id: head.id, state: 'pending', attempt: head.attempt },
      data: {
        attempt,
        failure_reason: reason,
        due_at: new Date(tx.now() + failure.retryDelay),
        updated_at: new Date(tx.now()),
      },
    })
    announceMessage(tx, head)
    return 'retry'
  })
}

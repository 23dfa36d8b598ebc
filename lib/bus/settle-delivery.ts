import { record } from '#lib/core/audit.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { DeliveryOutcome } from '#lib/domain/agents/delivery.ts'
import type { OutsideAnswer } from '#lib/domain/agents/outside-endpoint.ts'
import { nextTryInMs } from '#lib/domain/agents/retry-policy.ts'
import { GONE_REASON } from '#lib/domain/agents/status.ts'
import { type Delivery, stillMine } from './claim-delivery.ts'
import { closeAttempt, type TryResult } from './delivery-log.ts'
import { wakeNextDelivery } from './due-deliveries.ts'
import { endMessage } from './end-message.ts'
import type { OnDeadLetter } from './failure.ts'
import { NOTED_TYPES } from './handle.ts'
import { lockThread } from './head.ts'
import { announceMessage } from './insert-message.ts'

/** One try that was made, or that could not be made (`answer` null), and what it means. */
export interface Tried {
  delivery: Delivery
  /** How often it was tried since it was sent or put back. */
  tries: number
  /** The waits between its tries, as its sender asked for them. */
  delaysMs: readonly number[]
  /** How long its receiver has to process it, in ms of the domain clock; null when its sender does not say. */
  processWithinMs: number | null
  outcome: DeliveryOutcome
  answer: OutsideAnswer | null
}

function resultOf({ outcome, answer }: Tried): TryResult {
  if (outcome.kind === 'delivered') return { status: 'success', error: null, answer }
  const isTimeout = outcome.kind === 'failed' && outcome.isTimeout
  return { status: isTimeout ? 'timeout' : 'failed', error: outcome.reason, answer }
}

async function storeDelivered(tx: TxCtx, { delivery, processWithinMs }: Tried): Promise<void> {
  const now = new Date(tx.now())
  const stored = await tx.tx.agentMessage.updateMany({
    where: stillMine(delivery),
    data: {
      state: 'delivered',
      delivered_at: now,
      process_by: processWithinMs === null ? null : new Date(tx.now() + processWithinMs),
      lease_until: null,
      failure_reason: null,
      updated_at: now,
    },
  })
  if (stored.count > 0) announceMessage(tx, delivery)
}

/** When the next try is due, or in words why there is none. */
function whenNext(tx: TxCtx, tried: Tried, retryAfterMs: number | null): Date | string {
  const wait = nextTryInMs(tried.delaysMs, { tries: tried.tries, retryAfterMs, random: Math.random() })
  if (wait === null)
    return tried.tries === 1 ? 'One try was allowed.' : `That was try ${tried.tries}, the last.`
  const due = new Date(tx.now() + wait)
  const { expires_at } = tried.delivery
  return expires_at && due >= expires_at ? 'It expires before it could be tried again.' : due
}

async function storeRetry(tx: TxCtx, { delivery }: Tried, due: Date, reason: string): Promise<void> {
  const stored = await tx.tx.agentMessage.updateMany({
    where: stillMine(delivery),
    data: { due_at: due, lease_until: null, failure_reason: reason, updated_at: new Date(tx.now()) },
  })
  if (stored.count === 0) return
  const { id: key, priority } = delivery
  tx.outgoing.wakes.push({ kind: 'agent.deliver', key, priority, delayMs: due.getTime() - tx.now() })
  announceMessage(tx, delivery)
}

/** Ends the message, unless it went on meanwhile. Its sender hears of it, and staff where a patient may wait for it. */
async function bury(
  tx: TxCtx,
  { delivery }: Tried,
  reason: string,
  onDeadLetter: OnDeadLetter,
): Promise<void> {
  const { id, conversation_id } = delivery
  if (conversation_id !== null) await lockThread(tx, conversation_id)
  const mine = await tx.tx.agentMessage.updateManyAndReturn({
    where: stillMine(delivery),
    data: { lease_until: null },
    select: { reply_due_at: true, answered_at: true },
  })
  if (!mine[0]) return
  await endMessage(tx, id, { state: 'failed', reason })
  // One of ours that asked, and still waits for the answer, goes on by itself: its time is over now.
  const isAsked = mine[0].reply_due_at !== null && mine[0].answered_at === null
  if (conversation_id === null || isAsked || NOTED_TYPES.includes(delivery.message_type)) return
  await onDeadLetter(tx, { conversation_id, reason })
}

/** The agent wants no more posts. One that registered another endpoint meanwhile is left alone. */
async function deactivate(tx: TxCtx, delivery: Delivery): Promise<void> {
  const { to } = delivery
  const isMine = await tx.tx.agentMessage.count({ where: stillMine(delivery) })
  if (!to || isMine === 0) return
  const changed = await tx.tx.agent.updateMany({
    where: { id: to.id, status: 'active', endpoint: to.endpoint, removed_at: null },
    data: { status: 'inactive', status_reason: GONE_REASON, updated_at: new Date(tx.systemNow()) },
  })
  if (changed.count === 0) return
  await record(tx, {
    action: 'agent.gone',
    subject: { kind: 'agent', id: to.id },
    clinicId: to.clinic_id,
    detail: { name: to.name, response_code: 410 },
  })
  tx.outgoing.events.push({ type: 'agent.changed', id: to.id, clinic_id: to.clinic_id })
}

async function settle(tx: TxCtx, tried: Tried, onDeadLetter: OnDeadLetter): Promise<void> {
  const { delivery, outcome } = tried
  if (outcome.kind === 'delivered') return storeDelivered(tx, tried)
  if (outcome.kind === 'gone') {
    await deactivate(tx, delivery)
    return bury(tx, tried, outcome.reason, onDeadLetter)
  }
  const next = whenNext(tx, tried, outcome.retryAfterMs)
  if (next instanceof Date) return storeRetry(tx, tried, next, outcome.reason)
  return bury(tx, tried, `${outcome.reason} ${next}`, onDeadLetter)
}

/**
 * Stores what came of one try: delivered, to be tried again, or a dead letter with the reason; the try itself is in the
 * log in any case. A process that was thought dead changes nothing when another has taken over.
 */
export async function settleDelivery(ctx: Ctx, tried: Tried, onDeadLetter: OnDeadLetter): Promise<void> {
  const { delivery } = tried
  await mutate(ctx, { name: 'agent_message.settle_delivery', permission: null }, async (tx) => {
    await settle(tx, tried, onDeadLetter)
    await closeAttempt(tx, { messageId: delivery.id, attempt: delivery.attempt }, resultOf(tried))
    if (delivery.to_agent_id !== null) await wakeNextDelivery(tx, delivery.to_agent_id)
  })
}

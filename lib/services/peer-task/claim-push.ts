import type { Ctx } from '#lib/core/context.ts'
import { nowDate } from '#lib/core/context.ts'
import { leaseEnd } from '#lib/core/lease.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { PeerTaskPush } from '#lib/db/generated/client.ts'
import { PUSH_DELAYS_MS } from '#lib/domain/agents/peer-task.ts'
import { nextTryInMs } from '#lib/domain/agents/retry-policy.ts'
import { openConfig, type PushConfig } from './push-config.ts'
import { type Json, type OpenTask, openEvent, openTask } from './sealed.ts'

/** An address in hand, with the one event that it is to be told next. */
export interface PushInHand {
  row: PeerTaskPush
  config: PushConfig
  task: OpenTask
  seq: number
  /** The same at every try, so that the receiver can tell a repetition. */
  event_id: string
  event: Json
}

/** Takes an address that is due, for one try of its next event. Null: nothing is due, nothing is new, or another has it. */
export function claimPush(ctx: Ctx, id: string): Promise<PushInHand | null> {
  return mutate(ctx, { name: 'peer_task.claim_push', permission: null }, async (tx) => {
    const claimed = await tx.tx.peerTaskPush.updateMany({
      where: {
        id,
        state: 'active',
        due_at: { lte: nowDate(tx) },
        OR: [{ lease_until: null }, { lease_until: { lte: new Date(tx.systemNow()) } }],
      },
      data: { attempt: { increment: 1 }, tries: { increment: 1 }, lease_until: leaseEnd(tx) },
    })
    if (claimed.count === 0) return null
    const row = await tx.tx.peerTaskPush.findUniqueOrThrow({ where: { id }, include: { task: true } })
    const next = await tx.tx.peerTaskEvent.findFirst({
      where: { task_id: row.task_id, seq: { gt: row.cursor } },
      orderBy: { seq: 'asc' },
    })
    if (next === null) {
      await tx.tx.peerTaskPush.update({ where: { id }, data: { due_at: null, lease_until: null, tries: 0 } })
      return null
    }
    const { task, ...push } = row
    return {
      row: push,
      config: openConfig(tx, push),
      task: openTask(tx, task),
      seq: next.seq,
      event_id: next.id,
      event: openEvent(tx, next),
    }
  })
}

export type PushOutcome =
  | { kind: 'delivered' }
  | { kind: 'gone'; reason: string }
  | { kind: 'failed'; reason: string; retryAfterMs: number | null }

/** What becomes of an address after a try: the next event at once, the same one later, or nothing any more. */
function afterTry(ctx: Ctx, push: PushInHand, outcome: PushOutcome) {
  if (outcome.kind === 'delivered')
    return { cursor: push.seq, tries: 0, due_at: nowDate(ctx), last_error: null }
  const wait =
    outcome.kind === 'gone'
      ? null
      : nextTryInMs(PUSH_DELAYS_MS, {
          tries: push.row.tries,
          retryAfterMs: outcome.retryAfterMs,
          random: Math.random(),
        })
  const last_error = outcome.reason
  return wait === null
    ? { state: 'failed', due_at: null, last_error }
    : { due_at: new Date(ctx.now() + wait), last_error }
}

/**
 * Stores what came of a try, fenced by the attempt. In order and at least once: the cursor moves on only over what was
 * taken, and the next event follows at once. Returns whether the event was taken and the address is still ours to tell.
 */
export function settlePush(ctx: Ctx, push: PushInHand, outcome: PushOutcome): Promise<boolean> {
  return mutate(ctx, { name: 'peer_task.settle_push', permission: null }, async (tx) => {
    const data = afterTry(tx, push, outcome)
    const { count } = await tx.tx.peerTaskPush.updateMany({
      where: { id: push.row.id, attempt: push.row.attempt, lease_until: { not: null } },
      data: { ...data, lease_until: null, updated_at: nowDate(tx) },
    })
    if (count > 0 && data.due_at)
      tx.outgoing.wakes.push({
        kind: 'peer_task.push',
        key: push.row.id,
        delayMs: Math.max(0, data.due_at.getTime() - tx.now()),
      })
    return count > 0 && outcome.kind === 'delivered'
  })
}

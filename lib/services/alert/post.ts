import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { readOutcome } from '#lib/domain/agents/delivery.ts'
import { POST_DELAYS_MS } from '#lib/domain/operations/alert.ts'
import { toPostBody, toRequest } from './post-body.ts'
import { type AlertWebhook, readSettings } from './settings.ts'

/** Longer than a post takes, so that nobody else takes it meanwhile. */
const LEASE_MS = 30_000
const MAX_AT_ONCE = 20

type Post = Prisma.AlertPostGetPayload<{ include: { alert: true } }>

/** Takes the oldest post that is due, for one try. That a trouble is over is told after that it began. */
function claimPost(ctx: Ctx): Promise<Post | null> {
  return mutate(ctx, { name: 'alert.claim_post', permission: null }, async (tx) => {
    const now = new Date(tx.systemNow())
    const [due] = await tx.tx.$queryRaw<{ id: string }[]>`
      SELECT post.id::text FROM alert_post post
      WHERE post.state = 'pending' AND post.due_at <= ${now} AND (post.lease_until IS NULL OR post.lease_until <= ${now})
        AND (post.event = 'opened' OR NOT EXISTS (
          SELECT 1 FROM alert_post first
          WHERE first.alert_id = post.alert_id AND first.event = 'opened' AND first.state = 'pending'))
      ORDER BY post.due_at, post.id LIMIT 1 FOR UPDATE SKIP LOCKED`
    if (!due) return null
    return tx.tx.alertPost.update({
      where: { id: due.id },
      data: { attempt: { increment: 1 }, lease_until: new Date(tx.systemNow() + LEASE_MS) },
      include: { alert: true },
    })
  })
}

type Outcome = { kind: 'delivered' } | { kind: 'failed'; reason: string; isFinal: boolean }

async function send(ctx: Ctx, post: Post, webhook: AlertWebhook | null): Promise<Outcome> {
  if (webhook === null) return { kind: 'failed', reason: 'No webhook is set any more.', isFinal: true }
  const body = toPostBody(ctx, post.alert, post.event === 'opened' ? 'opened' : 'closed')
  const outcome = readOutcome(await ctx.ports.outside.post(toRequest(ctx, webhook, post.id, body)))
  if (outcome.kind === 'delivered') return outcome
  return { kind: 'failed', reason: outcome.reason, isFinal: outcome.kind === 'gone' }
}

/** Fenced by the attempt: a process that was thought dead changes nothing when another has taken over. */
async function settlePost(ctx: Ctx, post: Post, outcome: Outcome): Promise<void> {
  const delay = POST_DELAYS_MS[post.attempt - 1]
  const now = ctx.systemNow()
  const isOver = outcome.kind === 'failed' && (outcome.isFinal || delay === undefined)
  await mutate(ctx, { name: 'alert.settle_post', permission: null }, async (tx) => {
    const settled = await tx.tx.alertPost.updateMany({
      where: { id: post.id, attempt: post.attempt, state: 'pending' },
      data:
        outcome.kind === 'delivered'
          ? { state: 'delivered', delivered_at: new Date(now), lease_until: null, last_error: null }
          : {
              state: isOver ? 'failed' : 'pending',
              due_at: new Date(now + (delay ?? 0)),
              lease_until: null,
              last_error: outcome.reason,
            },
    })
    if (settled.count > 0)
      tx.outgoing.events.push({ type: 'alert.changed', id: post.alert_id, clinic_id: post.alert.clinic_id })
  })
}

/**
 * Posts the alerts that are due to the webhook, signed, the oldest first, and stops at the first that fails: the rest would
 * fail too, and waits for the next turn. At least once; every try of one event has the same `webhook-id`. Needs no queue
 * and no worker, because what it tells of may be that these are gone. Returns how many were delivered.
 */
export async function postAlerts(ctx: Ctx): Promise<number> {
  for (let delivered = 0; delivered < MAX_AT_ONCE; delivered += 1) {
    const post = await claimPost(ctx)
    if (post === null) return delivered
    const { webhook } = await readSettings(ctx)
    const outcome = await send(ctx, post, webhook)
    await settlePost(ctx, post, outcome)
    if (outcome.kind === 'failed') return delivered
  }
  return MAX_AT_ONCE
}

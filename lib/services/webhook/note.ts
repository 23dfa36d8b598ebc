import { type Ctx, store } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { WebhookChannel, WebhookFault } from '#lib/domain/messaging/webhook.ts'
import { hastenInboundCheck } from './inbound-check.ts'

/** A post was believed and done: the channel is well from now on. */
export async function noteGoodPost(ctx: Ctx, channel: WebhookChannel): Promise<void> {
  const now = new Date(ctx.systemNow())
  await store(ctx).webhookChannel.upsert({
    where: { channel },
    create: { channel, last_good_at: now },
    update: { last_good_at: now, bad_count: 0 },
  })
}

/**
 * Posts were turned down, `count` of them. What is counted is why, and nothing of what was posted. Whatever a text of a
 * patient may have met is soon looked for in the carrier's own list.
 */
export async function noteBadPosts(
  ctx: Ctx,
  { channel, fault, count }: { channel: WebhookChannel; fault: WebhookFault; count: number },
): Promise<void> {
  const now = new Date(ctx.systemNow())
  await mutate(ctx, { name: 'webhook.note_fault', permission: null }, async ({ tx }) => {
    await tx.webhookChannel.upsert({
      where: { channel },
      create: { channel, last_bad_at: now, bad_count: count },
      update: { last_bad_at: now, bad_count: { increment: count } },
    })
    await tx.webhookFailure.upsert({
      where: { channel_reason: { channel, reason: fault } },
      create: { channel, reason: fault, count, first_at: now, last_at: now },
      update: { count: { increment: count }, last_at: now },
    })
    if (channel === 'twilio') await hastenInboundCheck(tx, 'twilio', now)
  })
}

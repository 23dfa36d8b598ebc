import { record } from '#lib/core/audit.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { WebAnswer, WebPost } from '#lib/domain/messaging/carrier-web.ts'
import type { WebhookChannel } from '#lib/domain/messaging/webhook.ts'
import type { WebhookTestResult } from '#lib/domain/messaging/webhook-schema.ts'

/** A test that this installation posted has arrived, rightly signed. */
export async function noteTest(ctx: Ctx, channel: WebhookChannel, nonce: string): Promise<void> {
  const tested = { test_nonce: nonce, tested_at: new Date(ctx.systemNow()) }
  await store(ctx).webhookChannel.upsert({
    where: { channel },
    create: { channel, ...tested },
    update: tested,
  })
}

const HTTP_OK = 200
const isRedirect = (status: number) => status >= 300 && status < 400

/** What a test met, from what came back and whether it arrived here. */
function wordsFor(answer: WebAnswer, hasArrived: boolean, url: string): string {
  const { host } = new URL(url)
  if ('fault' in answer) {
    const why =
      answer.fault === 'timeout' ? 'did not answer in time' : `could not be reached (${answer.fault})`
    return `${host} ${why}. See that its name leads to this machine and that its certificate is good; some networks cannot reach their own public address from inside.`
  }
  const { status } = answer
  if (status === HTTP_OK && hasArrived) return 'It arrived, signed as it should be.'
  if (status === HTTP_OK)
    return `Something else answers at ${host}: it took the test, and it did not arrive here.`
  if (status === 403)
    return `It was turned down at ${host} (403). A proxy may change the path, or another installation with another token answers there.`
  if (isRedirect(status))
    return `${host} sends elsewhere (${status}), and carriers do not follow. Set PUBLIC_BASE_URL to where it leads.`
  return `${host} answered ${status}. See that its proxy passes /api/sms/webhook on to this machine.`
}

/**
 * Posts a signed test to our own public address, as the carrier would, and says in words what came of it. `toPost` signs it
 * around the number by which its arrival is known. No text comes of it.
 */
export async function testWebhook(
  ctx: Ctx,
  channel: WebhookChannel,
  toPost: (nonce: string) => WebPost,
): Promise<WebhookTestResult> {
  await mutate(ctx, { name: 'webhook.test', permission: 'settings:write' }, (tx) =>
    record(tx, { action: 'webhook.tested', subject: { kind: 'webhook', id: channel } }),
  )
  const nonce = ctx.newId()
  const post = toPost(nonce)
  const started = performance.now()
  const answer = await ctx.ports.carrierWeb.post(post)
  const duration_ms = Math.round(performance.now() - started)
  const row = await store(ctx).webhookChannel.findUnique({ where: { channel } })
  const has_arrived = row?.test_nonce === nonce
  return {
    has_arrived: has_arrived && 'status' in answer && answer.status === HTTP_OK,
    words: wordsFor(answer, has_arrived, post.url),
    duration_ms,
  }
}

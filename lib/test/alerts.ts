import type { Db } from '#lib/db/client.ts'
import { type AlertThresholds, DEFAULT_THRESHOLDS } from '#lib/domain/operations/alert.ts'
import type { AlertPostBody } from '#lib/domain/operations/alert-schema.ts'
import { saveAlertSettings } from '#lib/services/alert/save-settings.ts'
import type { TestCtx } from './context.ts'
import { type FakeReaction, startFakeServer } from './fakes/fake-server.ts'
import type { Peer } from './peers.ts'
import { verifyPost } from './push-peer.ts'

export const ALL_OFF = Object.fromEntries(
  Object.keys(DEFAULT_THRESHOLDS).map((kind) => [kind, null]),
) as AlertThresholds

/** Nothing is wrong, nothing was, and nobody is watched. */
export async function clearAlerts(db: Db) {
  await db.alertPost.deleteMany()
  await db.alert.deleteMany()
  await db.alertSettings.deleteMany()
  await db.deliveryAttempt.deleteMany()
  await db.agentMessage.deleteMany()
  await db.workerHeartbeat.deleteMany()
  await db.agent.updateMany({ data: { status: 'inactive' } })
}

/** Settings with only these kinds on. */
export const setAlerts = (
  ctx: TestCtx,
  thresholds: Partial<AlertThresholds>,
  webhook_url: string | null = null,
) => saveAlertSettings(ctx, { thresholds: { ...ALL_OFF, ...thresholds }, webhook_url })

/** Puts messages that wait, or takes away what waits, so that there are `count`. */
export async function haveWaiting(ctx: TestCtx, peer: Peer, count: number) {
  await ctx.db.agentMessage.deleteMany({ where: { to_agent_id: peer.id } })
  const now = new Date(ctx.now())
  await ctx.db.agentMessage.createMany({
    data: Array.from({ length: count }, () => ({
      id: ctx.newId(),
      from_agent_id: peer.id,
      to_agent_id: peer.id,
      message_type: 'task',
      content_sealed: 'never opened here',
      state: 'pending' as const,
      due_at: now,
      created_at: now,
      updated_at: now,
    })),
  })
}

interface Received {
  id: string
  body: AlertPostBody
}

/** A webhook with a real HTTP server that is set as the one for alerts. */
export async function alertWebhook(
  ctx: TestCtx,
  thresholds: Partial<AlertThresholds>,
  react: (count: number) => FakeReaction = () => ({ status: 204, body: '' }),
) {
  const received: Received[] = []
  const server = await startFakeServer((request) => {
    const headers = request.headers as Record<string, string>
    const post = { id: headers['webhook-id'] ?? '', timestamp: Number(headers['webhook-timestamp']), headers }
    const body = JSON.parse(request.body) as AlertPostBody
    verifyPost(secret, { ...post, text: request.body, body: body as never })
    received.push({ id: post.id, body })
    return react(received.length)
  })
  const saved = await setAlerts(ctx, thresholds, `${server.url}/hook`)
  const secret = saved.signing_secret!
  return { received, close: server.close, url: `${server.url}/hook` }
}

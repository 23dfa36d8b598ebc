import type { App } from '#lib/compose.ts'
import type { Ctx } from '#lib/core/context.ts'
import { SwitchboardError } from '#lib/domain/errors.ts'
import { firstWaiting, mayStream, streamingAgent } from '#lib/services/agent-message/stream.ts'
import { isKeyValid } from '#lib/services/api-key/is-valid.ts'
import { serverSentEvents } from './server-sent-events.ts'

/** Open streams of one agent in one process; one is enough, and a few more outlast connections that died unseen. */
export const MAX_STREAMS_PER_AGENT = 5
const RETRY_SECONDS = 15

const openByApp = new WeakMap<App, Map<string, number>>()

/** Counts one stream of an agent; the answer gives it back. Throws `rate_limited` when too many are open. */
function takePlace(app: App, agentId: string): () => void {
  const open = openByApp.get(app) ?? new Map<string, number>()
  openByApp.set(app, open)
  const count = open.get(agentId) ?? 0
  if (count >= MAX_STREAMS_PER_AGENT) {
    throw new SwitchboardError(
      'rate_limited',
      `This agent has ${MAX_STREAMS_PER_AGENT} streams open already. Close one, or use one of them.`,
      { retryAfterSeconds: RETRY_SECONDS },
    )
  }
  open.set(agentId, count + 1)
  return () => {
    const left = (open.get(agentId) ?? 1) - 1
    if (left === 0) open.delete(agentId)
    else open.set(agentId, left)
  }
}

/**
 * Tells a polling agent at once that a message waits for it: its id and nothing more, the first waiting one at the start.
 * The agent then claims. Ends with the heartbeat after its key was revoked, it was removed, or it got an endpoint.
 */
export async function agentStream(
  app: App,
  ctx: Ctx,
  signal: AbortSignal,
  reference: string,
): Promise<Response> {
  const agent = await streamingAgent(ctx, reference)
  const leave = takePlace(app, agent.id)
  return serverSentEvents(app, ctx, signal, {
    read: (event) => (event.agent_id === agent.id ? { id: event.id } : null),
    greet: () => firstWaiting(ctx, agent.id),
    isAllowed: async () => (await isKeyValid(ctx, ctx.actor)) && (await mayStream(ctx, agent.id)),
    onClose: leave,
  })
}

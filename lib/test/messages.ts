import { actingAs } from '#lib/core/context.ts'
import type { RegisterAgentInput } from '#lib/domain/agents/schema.ts'
import type { LiveEvent } from '#lib/domain/events.ts'
import { heartbeatAgent } from '#lib/services/agent/heartbeat.ts'
import { registerAgent } from '#lib/services/agent/register.ts'
import { listMessages } from '#lib/services/agent-message/list.ts'
import { sendMessage } from '#lib/services/agent-message/send.ts'
import { checkApiKey } from '#lib/services/api-key/check.ts'
import { keyActor, type TestCtx } from './context.ts'

let count = 0

export type Peer = Awaited<ReturnType<typeof livePeer>>

/** The shared key of an installation: every agent scope, no agent of its own. */
export const sharedKey = (ctx: TestCtx, clinicIds: 'all' | string[] = 'all'): TestCtx =>
  actingAs(ctx, keyActor(['agents:*', 'messages:*'], clinicIds))

/** An agent that has beaten its heart, with the context of its own key. It polls unless it has an endpoint. */
export async function livePeer(ctx: TestCtx, fields: Partial<RegisterAgentInput> = {}) {
  count += 1
  const agent = await registerAgent(ctx, { name: `live-peer-${count}`, type: 'test', ...fields })
  const actor = await checkApiKey(ctx, agent.api_key ?? '', null)
  if (!actor) throw new Error('The key of a new agent does not open.')
  const own = actingAs(ctx, actor)
  await heartbeatAgent(own, { agent_id: agent.id })
  return { ...agent, own }
}

/** Two agents that poll. */
export async function twoPeers(ctx: TestCtx): Promise<{ from: Peer; to: Peer }> {
  return { from: await livePeer(ctx), to: await livePeer(ctx) }
}

type Sent = Partial<Parameters<typeof sendMessage>[1]>

/** Sends a plain task from one agent to another. */
export const sendTask = (from: Peer, to: Peer | null, fields: Sent = {}) =>
  sendMessage(from.own, {
    to_agent_id: to?.id,
    message_type: 'task',
    content: { task_type: 'count', parameters: { upto: 3 } },
    ...fields,
  })

/** What one agent's key reads of the messages that went to it, by the bus or by others, newest first. */
export async function inbox(peer: Peer, message_type?: string) {
  const query = { to_agent_id: peer.id, order: 'newest', message_type } as const
  return (await listMessages(peer.own, query)).items
}

/** Remembers the live events of everything that is committed through this context. */
export function recordEvents<C extends TestCtx>(ctx: C): { ctx: C; events: LiveEvent[] } {
  const events: LiveEvent[] = []
  const live = {
    isTransactional: false,
    async publish(published: readonly LiveEvent[]) {
      events.push(...published)
    },
  }
  return { ctx: { ...ctx, live }, events }
}

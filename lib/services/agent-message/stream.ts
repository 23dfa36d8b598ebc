import { type BusAgent, findAgent } from '#lib/bus/agents.ts'
import { requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { actingAgent } from './acting-agent.ts'
import { requirePolling } from './claim.ts'

/**
 * The polling agent whose stream the caller may read. Throws as `actingAgent` does, `conflict` for an agent whose messages
 * are posted to its endpoint.
 */
export async function streamingAgent(ctx: Ctx, reference: string): Promise<BusAgent> {
  requirePermission(ctx, 'messages:read')
  const { agent } = await actingAgent(ctx, reference, 'id')
  requirePolling(agent)
  return agent
}

/** Whether an agent's stream may go on: it is registered and still polls. */
export async function mayStream(ctx: Ctx, agentId: string): Promise<boolean> {
  const agent = await findAgent(ctx, agentId)
  return agent !== null && agent.removed_at === null && agent.endpoint === null
}

/** The first message that waits for a polling agent and that nobody has claimed; null when none does. */
export const firstWaiting = (ctx: Ctx, agentId: string): Promise<{ id: string } | null> =>
  store(ctx).agentMessage.findFirst({
    where: {
      to_agent_id: agentId,
      state: 'pending',
      lease_until: null,
      due_at: { lte: new Date(ctx.now()) },
      OR: [{ expires_at: null }, { expires_at: { gt: new Date(ctx.now()) } }],
    },
    orderBy: [{ priority: 'asc' }, { created_at: 'asc' }, { id: 'asc' }],
    select: { id: true },
  })

import { requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { isAgentStale } from '#lib/domain/agents/heartbeat.ts'
import type { AgentView } from '#lib/domain/agents/schema.ts'

/** Every registered agent by name, whether it is alive, and how much waits for it. */
export async function listAgents(ctx: Ctx): Promise<AgentView[]> {
  requirePermission(ctx, 'agents:read')
  const agents = await store(ctx).agent.findMany({
    where: { removed_at: null },
    orderBy: { name: 'asc' },
    include: { providers: { select: { id: true, name: true }, orderBy: { name: 'asc' } } },
  })
  const depths = await store(ctx).agentMessage.groupBy({
    by: ['to_agent_id'],
    where: { state: 'pending' },
    _count: true,
    _min: { created_at: true },
  })
  return agents.map((agent) => {
    const depth = depths.find((row) => row.to_agent_id === agent.id)
    return {
      id: agent.id,
      name: agent.name,
      type: agent.type,
      status: agent.status,
      status_reason: agent.status_reason,
      endpoint: agent.endpoint,
      clinic_id: agent.clinic_id,
      delivery: agent.is_builtin ? 'built_in' : agent.endpoint === null ? 'poll' : 'push',
      load: agent.load,
      created_at: agent.created_at.toISOString(),
      updated_at: agent.updated_at.toISOString(),
      providers: agent.providers,
      capabilities: agent.capabilities,
      is_builtin: agent.is_builtin,
      is_stale: isAgentStale(agent, ctx.systemNow()),
      heartbeat_at: agent.heartbeat_at?.toISOString() ?? null,
      queue_depth: depth?._count ?? 0,
      oldest_pending_at: depth?._min.created_at?.toISOString() ?? null,
    }
  })
}

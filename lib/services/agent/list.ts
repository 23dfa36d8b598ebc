import { requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { isAgentStale } from '#lib/domain/agents/heartbeat.ts'
import type { AgentView } from '#lib/domain/staff/schema.ts'

/** Every registered agent by name, whether it is alive, and how much waits for it. */
export async function listAgents(ctx: Ctx): Promise<AgentView[]> {
  requirePermission(ctx, 'agents:read')
  const agents = await store(ctx).agent.findMany({ orderBy: { name: 'asc' } })
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
      capabilities: agent.capabilities,
      is_builtin: agent.is_builtin,
      is_stale: isAgentStale(agent, ctx.systemNow()),
      heartbeat_at: agent.heartbeat_at?.toISOString() ?? null,
      queue_depth: depth?._count ?? 0,
      oldest_pending_at: depth?._min.created_at?.toISOString() ?? null,
    }
  })
}

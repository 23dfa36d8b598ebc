import { requirePermission } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { cutPage, pageSize, unpackCursor } from '#lib/core/page.ts'
import { parseInput } from '#lib/core/parse.ts'
import { type AgentView, type ListAgentsQuery, listAgentsQuery } from '#lib/domain/agents/schema.ts'
import { agentScope } from './scope.ts'
import { readAgentViews } from './view.ts'

/**
 * The registered agents that the actor may know of, by name, a page at a time. `status` is what an agent was set to; one
 * that is active and has fallen silent has `is_stale` beside it. Throws `invalid_input` for a cursor that is not ours.
 */
export async function listAgents(
  ctx: Ctx,
  query: ListAgentsQuery = {},
): Promise<{ items: AgentView[]; next_cursor: string | null }> {
  requirePermission(ctx, 'agents:read')
  const parsed = parseInput(listAgentsQuery, query)
  const after = unpackCursor(parsed.cursor)
  const size = pageSize(parsed.limit)
  const rows = await readAgentViews(ctx, {
    where: {
      AND: [agentScope(ctx)],
      removed_at: null,
      ...(parsed.status ? { status: parsed.status } : {}),
      ...(parsed.type ? { type: parsed.type } : {}),
      ...(parsed.capability ? { capabilities: { has: parsed.capability } } : {}),
      ...(after ? { name: { gt: after.at } } : {}),
    },
    orderBy: { name: 'asc' },
    take: size + 1,
  })
  return cutPage(rows, size, ({ name, id }) => ({ at: name, id }))
}

import { requirePermission } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import { type AgentInput, type AgentView, agentInput } from '#lib/domain/agents/schema.ts'
import { findAgent, isItself } from './scope.ts'
import { readAgentView } from './view.ts'

/** One agent by uuid or name. An agent's own key may read itself. Throws `not_found` out of scope. */
export async function getAgent(ctx: Ctx, input: AgentInput): Promise<AgentView> {
  const parsed = parseInput(agentInput, input)
  const agent = await findAgent(ctx, parsed.agent_id)
  if (!isItself(ctx, agent)) requirePermission(ctx, 'agents:read')
  return readAgentView(ctx, agent.id)
}

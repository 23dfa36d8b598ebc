import { redriveAgentInput, redriveEstimateQuery } from '#lib/domain/agents/schema.ts'
import { route } from '#lib/http/route.ts'
import { redriveAgent } from '#lib/services/agent-message/redrive-agent.ts'
import { estimateRedrive } from '#lib/services/agent-message/redrive-estimate.ts'

const named = { path: { id: 'agent_id' }, named: ['id'] }

export const GET = route({ ...named, input: redriveEstimateQuery }, ({ ctx, input }) =>
  estimateRedrive(ctx, input),
)

export const POST = route({ ...named, input: redriveAgentInput }, ({ ctx, input }) =>
  redriveAgent(ctx, input),
)

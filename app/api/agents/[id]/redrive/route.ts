import {
  redriveAgentInput,
  redriveEstimate,
  redriveEstimateQuery,
  redriveResult,
} from '#lib/domain/agents/schema.ts'
import { route } from '#lib/http/route.ts'
import { redriveAgent } from '#lib/services/agent-message/redrive-agent.ts'
import { estimateRedrive } from '#lib/services/agent-message/redrive-estimate.ts'

const named = { path: { id: 'agent_id' }, named: ['id'] }

export const GET = route(
  {
    ...named,
    input: redriveEstimateQuery,
    doc: {
      summary: 'Count what a redrive would send again',
      description: 'Dead letters of this agent since a time. Changes nothing.',
      scope: 'messages:read',
      output: redriveEstimate,
    },
  },
  ({ ctx, input }) => estimateRedrive(ctx, input),
)

export const POST = route(
  {
    ...named,
    input: redriveAgentInput,
    doc: {
      summary: 'Send an agent’s dead letters again',
      description: 'Each at most five times.',
      scope: 'messages:write',
      output: redriveResult,
    },
  },
  ({ ctx, input }) => redriveAgent(ctx, input),
)

import { agentInput, agentView, registeredAgentView, updateAgentInput } from '#lib/domain/agents/schema.ts'
import { route } from '#lib/http/route.ts'
import { getAgent } from '#lib/services/agent/get.ts'
import { removeAgent } from '#lib/services/agent/remove.ts'
import { updateAgent } from '#lib/services/agent/update.ts'

const named = { path: { id: 'agent_id' }, named: ['id'], agentMessaging: true }

export const GET = route(
  {
    ...named,
    input: agentInput,
    doc: { summary: 'Read an agent', scope: 'agents:read', output: agentView },
  },
  ({ ctx, input }) => getAgent(ctx, input),
)

export const PATCH = route(
  {
    ...named,
    input: updateAgentInput,
    isRepeatable: false,
    doc: { summary: 'Change an agent', scope: 'agents:write', output: registeredAgentView },
  },
  ({ ctx, input }) => updateAgent(ctx, input),
)

export const DELETE = route(
  {
    ...named,
    input: agentInput,
    doc: {
      summary: 'Remove an agent',
      description:
        'Its keys end at once, what waits for it becomes dead letters, and the schedules that it kept are the product’s again.',
      scope: 'agents:write',
    },
  },
  ({ ctx, input }) => removeAgent(ctx, input),
)

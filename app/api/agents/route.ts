import { z } from 'zod'
import {
  agentView,
  listAgentsQuery,
  registerAgentInput,
  registeredAgentView,
} from '#lib/domain/agents/schema.ts'
import { linked } from '#lib/http/linked.ts'
import { route } from '#lib/http/route.ts'
import { listAgents } from '#lib/services/agent/list.ts'
import { registerAgent } from '#lib/services/agent/register.ts'

export const GET = route(
  {
    input: listAgentsQuery,
    agentMessaging: true,
    doc: { summary: 'List agents', scope: 'agents:read', output: z.array(agentView) },
  },
  async ({ ctx, input, request }) => linked(request, await listAgents(ctx, input)),
)

/** The agent's key and signing secret are in this answer and nowhere else. */
export const POST = route(
  {
    input: registerAgentInput,
    agentMessaging: true,
    status: 201,
    doc: {
      summary: 'Register an agent',
      description:
        'Once. The answer holds the agent’s own key and, when it gave none, its signing secret; neither is shown again. Without an endpoint the agent polls.',
      scope: 'agents:write',
      output: registeredAgentView,
    },
  },
  ({ ctx, input }) => registerAgent(ctx, input),
)

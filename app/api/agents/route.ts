import { listAgentsQuery, registerAgentInput } from '#lib/domain/agents/schema.ts'
import { linked } from '#lib/http/linked.ts'
import { route } from '#lib/http/route.ts'
import { listAgents } from '#lib/services/agent/list.ts'
import { registerAgent } from '#lib/services/agent/register.ts'

export const GET = route({ input: listAgentsQuery, agentMessaging: true }, async ({ ctx, input, request }) =>
  linked(request, await listAgents(ctx, input)),
)

/** The agent's key and signing secret are in this answer and nowhere else. */
export const POST = route(
  { input: registerAgentInput, agentMessaging: true, status: 201 },
  ({ ctx, input }) => registerAgent(ctx, input),
)

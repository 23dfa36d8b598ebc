import { agentInput, updateAgentInput } from '#lib/domain/agents/schema.ts'
import { route } from '#lib/http/route.ts'
import { getAgent } from '#lib/services/agent/get.ts'
import { removeAgent } from '#lib/services/agent/remove.ts'
import { updateAgent } from '#lib/services/agent/update.ts'

const named = { path: { id: 'agent_id' }, named: ['id'], agentMessaging: true }

export const GET = route({ ...named, input: agentInput }, ({ ctx, input }) => getAgent(ctx, input))

export const PATCH = route({ ...named, input: updateAgentInput }, ({ ctx, input }) => updateAgent(ctx, input))

export const DELETE = route({ ...named, input: agentInput }, ({ ctx, input }) => removeAgent(ctx, input))

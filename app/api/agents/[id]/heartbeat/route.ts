import { heartbeatInput } from '#lib/domain/agents/schema.ts'
import { route } from '#lib/http/route.ts'
import { heartbeatAgent } from '#lib/services/agent/heartbeat.ts'

export const POST = route(
  { input: heartbeatInput, path: { id: 'agent_id' }, named: ['id'], agentMessaging: true },
  ({ ctx, input }) => heartbeatAgent(ctx, input),
)

import { agentView, heartbeatInput } from '#lib/domain/agents/schema.ts'
import { route } from '#lib/http/route.ts'
import { heartbeatAgent } from '#lib/services/agent/heartbeat.ts'

export const POST = route(
  {
    input: heartbeatInput,
    path: { id: 'agent_id' },
    named: ['id'],
    agentMessaging: true,
    doc: {
      summary: 'Say that an agent is alive',
      description: 'Every minute or so; an agent that falls silent gets no routed messages.',
      scope: 'agents:write',
      output: agentView,
    },
  },
  ({ ctx, input }) => heartbeatAgent(ctx, input),
)

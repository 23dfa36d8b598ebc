import { agentStream } from '#lib/http/agent-stream.ts'
import { route } from '#lib/http/route.ts'

/** Server-sent events: the ids of messages that wait for a polling agent. */
export const GET = route(
  {
    named: ['id'],
    agentMessaging: true,
    doc: {
      summary: 'Hear when a message waits',
      description:
        'Server-sent events: each says the id of a message that waits for this agent, and no more. Claim it then. At most five streams per agent.',
      scope: 'messages:read',
      produces: 'text/event-stream',
    },
  },
  ({ app, ctx, request, params }) => agentStream(app, ctx, request.signal, params.id ?? ''),
)

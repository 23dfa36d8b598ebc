import { agentStream } from '#lib/http/agent-stream.ts'
import { route } from '#lib/http/route.ts'

/** Server-sent events: the ids of messages that wait for a polling agent. */
export const GET = route({ named: ['id'], agentMessaging: true }, ({ app, ctx, request, params }) =>
  agentStream(app, ctx, request.signal, params.id ?? ''),
)

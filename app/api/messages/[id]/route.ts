import { messageDetail } from '#lib/domain/agents/schema.ts'
import { route } from '#lib/http/route.ts'
import { getMessage } from '#lib/services/agent-message/get.ts'

export const GET = route(
  {
    agentMessaging: true,
    doc: {
      summary: 'Read a message',
      description: 'With its delivery attempts and the envelope of the A2A design.',
      scope: 'messages:read',
      output: messageDetail,
    },
  },
  ({ ctx, params }) => getMessage(ctx, params.id ?? ''),
)

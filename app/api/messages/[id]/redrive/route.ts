import { messageView, redriveMessageInput } from '#lib/domain/agents/schema.ts'
import { route } from '#lib/http/route.ts'
import { redriveMessage } from '#lib/services/agent-message/redrive.ts'

export const POST = route(
  {
    input: redriveMessageInput,
    path: { id: 'message_id' },
    doc: {
      summary: 'Send a dead letter again',
      description: 'At most five times.',
      scope: 'messages:write',
      output: messageView,
    },
  },
  ({ ctx, input }) => redriveMessage(ctx, input),
)

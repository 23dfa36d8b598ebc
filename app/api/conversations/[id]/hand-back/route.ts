import { conversationIdInput, conversationReference } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { handBack } from '#lib/services/conversation/take-over.ts'

export const POST = route(
  {
    input: conversationIdInput,
    path: { id: 'conversation_id' },
    doc: {
      summary: 'Hand a conversation back to the agents',
      description: 'Nothing is replayed.',
      scope: 'sms:send',
      output: conversationReference,
    },
  },
  ({ ctx, input }) => handBack(ctx, input),
)

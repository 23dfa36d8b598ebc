import { conversationIdInput, conversationReference } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { takeOver } from '#lib/services/conversation/take-over.ts'

export const POST = route(
  {
    input: conversationIdInput,
    path: { id: 'conversation_id' },
    doc: {
      summary: 'Take a conversation over',
      description: 'From now on only people answer in it.',
      scope: 'sms:send',
      output: conversationReference,
    },
  },
  ({ ctx, input }) => takeOver(ctx, input),
)

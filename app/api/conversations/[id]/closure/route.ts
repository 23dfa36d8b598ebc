import { closeConversationInput, conversationReference } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { closeConversation } from '#lib/services/conversation/close.ts'

export const POST = route(
  {
    input: closeConversationInput,
    path: { id: 'conversation_id' },
    doc: {
      summary: 'Close a conversation',
      description:
        'Its open offer is cancelled and its holds are released; booked visits stay. A later text opens it again.',
      scope: 'sms:send',
      output: conversationReference,
    },
  },
  ({ ctx, input }) => closeConversation(ctx, input),
)

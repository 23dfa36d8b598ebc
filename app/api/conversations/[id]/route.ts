import { conversationDetail, conversationIdInput } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { openConversation } from '#lib/services/audit/open.ts'

/** Opening a conversation is noted in the audit trail. */
export const GET = route(
  {
    input: conversationIdInput,
    path: { id: 'conversation_id' },
    doc: {
      summary: 'Read a conversation',
      description:
        'With its texts, what the agents did, and why each action is possible or not. That it was opened is noted in the audit trail.',
      scope: 'conversations:read',
      output: conversationDetail,
    },
  },
  ({ ctx, input }) => openConversation(ctx, input.conversation_id),
)

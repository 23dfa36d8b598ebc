import { conversationPage, listConversationsQuery } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { listConversations } from '#lib/services/conversation/list.ts'

export const GET = route(
  {
    input: listConversationsQuery,
    doc: {
      summary: 'List conversations',
      description: 'The newest text first. `needs_staff=true` is the list of what people must answer.',
      scope: 'conversations:read',
      output: conversationPage,
    },
  },
  ({ ctx, input }) => listConversations(ctx, input),
)

import { conversationIdInput } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { openConversation } from '#lib/services/audit/open.ts'

/** Opening a conversation is noted in the audit trail. */
export const GET = route({ input: conversationIdInput, path: { id: 'conversation_id' } }, ({ ctx, input }) =>
  openConversation(ctx, input.conversation_id),
)

import { closeConversationInput } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { closeConversation } from '#lib/services/conversation/close.ts'

export const POST = route(
  { input: closeConversationInput, path: { id: 'conversation_id' } },
  ({ ctx, input }) => closeConversation(ctx, input),
)

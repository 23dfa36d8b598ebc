import { conversationIdInput } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { takeOver } from '#lib/services/conversation/take-over.ts'

export const POST = route({ input: conversationIdInput, path: { id: 'conversation_id' } }, ({ ctx, input }) =>
  takeOver(ctx, input),
)

import { messageIdInput } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { retryText } from '#lib/services/sms/retry.ts'

export const POST = route({ input: messageIdInput, path: { id: 'message_id' } }, ({ ctx, input }) =>
  retryText(ctx, input),
)

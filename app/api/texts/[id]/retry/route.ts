import { messageIdInput, queuedText } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { retryText } from '#lib/services/sms/retry.ts'

export const POST = route(
  {
    input: messageIdInput,
    path: { id: 'message_id' },
    doc: { summary: 'Send a failed text again', scope: 'sms:send', output: queuedText },
  },
  ({ ctx, input }) => retryText(ctx, input),
)

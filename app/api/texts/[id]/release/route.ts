import { queuedText } from '#lib/domain/messaging/schema.ts'
import { sendTextNowInput } from '#lib/domain/messaging/text-schema.ts'
import { route } from '#lib/http/route.ts'
import { sendTextNow } from '#lib/services/sms/call-back.ts'

export const POST = route(
  {
    input: sendTextNowInput,
    path: { id: 'message_id' },
    doc: {
      summary: 'Send a waiting text now',
      description: 'Over quiet hours, limits or its own time, with a reason that is kept. People only.',
      scope: 'sms:send',
      output: queuedText,
    },
  },
  ({ ctx, input }) => sendTextNow(ctx, input),
)

import { queuedText } from '#lib/domain/messaging/schema.ts'
import { cancelTextInput } from '#lib/domain/messaging/text-schema.ts'
import { route } from '#lib/http/route.ts'
import { cancelText } from '#lib/services/sms/call-back.ts'

export const POST = route(
  {
    input: cancelTextInput,
    path: { id: 'message_id' },
    doc: {
      summary: 'Take a text back',
      description: 'Only before it has left. An offer’s text is taken back by withdrawing the offer.',
      scope: 'sms:send',
      output: queuedText,
    },
  },
  ({ ctx, input }) => cancelText(ctx, input),
)

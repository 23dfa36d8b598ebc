import { messageIdInput } from '#lib/domain/messaging/schema.ts'
import { carrierAnswer } from '#lib/domain/messaging/text-schema.ts'
import { route } from '#lib/http/route.ts'
import { askCarrier } from '#lib/services/sms/ask-carrier.ts'

export const POST = route(
  {
    input: messageIdInput,
    path: { id: 'message_id' },
    permission: 'sms:send',
    doc: {
      summary: 'Ask the carrier about a text',
      description: 'Asks for status and error code now, and applies what it says. AWS cannot be asked.',
      output: carrierAnswer,
    },
  },
  ({ ctx, input }) => askCarrier(ctx, input),
)

import { messageIdInput } from '#lib/domain/messaging/schema.ts'
import { textDetail } from '#lib/domain/messaging/text-schema.ts'
import { route } from '#lib/http/route.ts'
import { getText } from '#lib/services/sms/get.ts'

export const GET = route(
  {
    input: messageIdInput,
    path: { id: 'message_id' },
    doc: {
      summary: 'See one text',
      description: 'With its tries, what each carrier said, its price, and what may be done with it now.',
      scope: 'conversations:read',
      output: textDetail,
    },
  },
  ({ ctx, input }) => getText(ctx, input),
)

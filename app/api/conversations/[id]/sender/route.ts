import { attachSenderInput, conversationReference } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { attachSender } from '#lib/services/conversation/attach-sender.ts'

export const PUT = route(
  {
    input: attachSenderInput,
    path: { id: 'conversation_id' },
    doc: {
      summary: 'Say whose an unknown number is',
      description: 'Its texts become those of a patient on file, who is texted at this number from then on.',
      scope: 'appointments:write',
      output: conversationReference,
    },
  },
  ({ ctx, input }) => attachSender(ctx, input),
)

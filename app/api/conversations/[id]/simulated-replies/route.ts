import { queuedText, simulateReplyInput } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { simulateReply } from '#lib/services/sms/simulate.ts'

export const POST = route(
  {
    input: simulateReplyInput,
    path: { id: 'conversation_id' },
    doc: {
      summary: 'Answer as the patient',
      description: 'On the mock gateway only: the text comes in as if the patient had sent it.',
      scope: 'sms:simulate',
      output: queuedText,
    },
  },
  ({ ctx, input }) => simulateReply(ctx, input),
)

import { queuedText, requestSlotsInput } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { requestSlots } from '#lib/services/conversation/request-slots.ts'

export const POST = route(
  {
    input: requestSlotsInput,
    path: { id: 'conversation_id' },
    doc: {
      summary: 'Let the agents offer times',
      description: 'Starts the search that a patient’s own request would start.',
      scope: 'offers:send',
      output: queuedText,
    },
  },
  ({ ctx, input }) => requestSlots(ctx, input),
)

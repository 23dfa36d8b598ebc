import { requestSlotsInput } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { requestSlots } from '#lib/services/conversation/request-slots.ts'

export const POST = route({ input: requestSlotsInput, path: { id: 'conversation_id' } }, ({ ctx, input }) =>
  requestSlots(ctx, input),
)

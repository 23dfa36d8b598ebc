import { simulateReplyInput } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { simulateReply } from '#lib/services/sms/simulate.ts'

export const POST = route({ input: simulateReplyInput, path: { id: 'conversation_id' } }, ({ ctx, input }) =>
  simulateReply(ctx, input),
)

import { claimMessagesInput } from '#lib/domain/agents/schema.ts'
import { route } from '#lib/http/route.ts'
import { claimMessages } from '#lib/services/agent-message/claim.ts'

export const POST = route({ input: claimMessagesInput, agentMessaging: true }, ({ ctx, input }) =>
  claimMessages(ctx, input),
)

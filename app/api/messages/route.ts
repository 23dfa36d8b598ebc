import { listMessagesQuery } from '#lib/domain/agents/schema.ts'
import { route } from '#lib/http/route.ts'
import { listMessages } from '#lib/services/agent/messages.ts'

export const GET = route({ input: listMessagesQuery }, ({ ctx, input }) => listMessages(ctx, input))

import { listConversationsQuery } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { listConversations } from '#lib/services/conversation/list.ts'

export const GET = route({ input: listConversationsQuery }, ({ ctx, input }) => listConversations(ctx, input))

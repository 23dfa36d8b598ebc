import { listMessagesQuery, sendMessageInput } from '#lib/domain/agents/schema.ts'
import { linked } from '#lib/http/linked.ts'
import { route } from '#lib/http/route.ts'
import { listMessages } from '#lib/services/agent-message/list.ts'
import { sendMessage } from '#lib/services/agent-message/send.ts'

/** Content and metadata at their limits, written with every character escaped. */
const MAX_MESSAGE_BYTES = 512 * 1024

export const GET = route(
  { input: listMessagesQuery, agentMessaging: true },
  async ({ ctx, input, request }) => linked(request, await listMessages(ctx, input)),
)

export const POST = route(
  { input: sendMessageInput, agentMessaging: true, status: 201, maxBodyBytes: MAX_MESSAGE_BYTES },
  ({ ctx, input }) => sendMessage(ctx, input),
)

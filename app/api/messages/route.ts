import { z } from 'zod'
import { listMessagesQuery, messageView, sendMessageInput } from '#lib/domain/agents/schema.ts'
import { linked } from '#lib/http/linked.ts'
import { route } from '#lib/http/route.ts'
import { listMessages } from '#lib/services/agent-message/list.ts'
import { sendMessage } from '#lib/services/agent-message/send.ts'

/** Content and metadata at their limits, written with every character escaped. */
const MAX_MESSAGE_BYTES = 512 * 1024

export const GET = route(
  {
    input: listMessagesQuery,
    agentMessaging: true,
    doc: {
      summary: 'List agent messages',
      description: 'The most urgent first, then the oldest; `order=newest` for people.',
      scope: 'messages:read',
      output: z.array(messageView),
    },
  },
  async ({ ctx, input, request }) => linked(request, await listMessages(ctx, input)),
)

export const POST = route(
  {
    input: sendMessageInput,
    agentMessaging: true,
    status: 201,
    maxBodyBytes: MAX_MESSAGE_BYTES,
    doc: {
      summary: 'Send a message to an agent',
      description:
        'Without `to_agent_id` it goes to an active agent that has all of `content.requirements`. What becomes of it comes back as messages with `in_reply_to`.',
      scope: 'messages:write',
      output: messageView,
    },
  },
  ({ ctx, input }) => sendMessage(ctx, input),
)

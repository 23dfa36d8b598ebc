import { messageView, setMessageStatusInput } from '#lib/domain/agents/schema.ts'
import { route } from '#lib/http/route.ts'
import { setMessageStatus } from '#lib/services/agent-message/set-status.ts'

/** A result at its limit, written with every character escaped. */
const MAX_RESULT_BYTES = 512 * 1024

export const PUT = route(
  {
    input: setMessageStatusInput,
    path: { id: 'message_id' },
    agentMessaging: true,
    maxBodyBytes: MAX_RESULT_BYTES,
    doc: {
      summary: 'Report what became of a message',
      description: 'By the agent that received it; its sender gets the result.',
      scope: 'messages:write',
      output: messageView,
    },
  },
  ({ ctx, input }) => setMessageStatus(ctx, input),
)

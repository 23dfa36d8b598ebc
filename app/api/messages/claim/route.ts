import { z } from 'zod'
import { claimMessagesInput, messageView } from '#lib/domain/agents/schema.ts'
import { route } from '#lib/http/route.ts'
import { claimMessages } from '#lib/services/agent-message/claim.ts'

export const POST = route(
  {
    input: claimMessagesInput,
    agentMessaging: true,
    doc: {
      summary: 'Claim waiting messages',
      description:
        'For agents that poll: nobody else gets them until the lease is over. Report with PUT /api/messages/{id}/status.',
      scope: 'messages:write',
      output: z.array(messageView),
    },
  },
  ({ ctx, input }) => claimMessages(ctx, input),
)

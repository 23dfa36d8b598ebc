import { z } from 'zod'
import { agentReference } from '#lib/domain/agents/schema.ts'
import { listMessages } from '#lib/services/agent-message/list.ts'
import { agentMessageLine, requireAgentMessaging, toLine } from './agent-message.ts'
import { candidateClinics } from './clinics.ts'
import { cursorField, limitField, nextCursor } from './fields.ts'
import { clinicField, defineTool } from './tool.ts'

const DEFAULT_LETTERS = 25

export const listDeadLettersTool = defineTool({
  name: 'list_dead_letters',
  title: 'List messages that failed',
  description:
    'Messages between agents that failed their last try, or that nobody took in time, newest first, with the reason. Read one ' +
    'whole with get_agent_message.',
  input: z.object({
    status: z.enum(['failed', 'expired']).nullish().describe('failed by default.'),
    agent: agentReference.nullish().describe('Only those that this agent sent or was to receive.'),
    cursor: cursorField,
    limit: limitField(DEFAULT_LETTERS),
    clinic: clinicField.describe('Name or id of the clinic. By default all that the key reaches.'),
  }),
  output: z.object({ messages: z.array(agentMessageLine), next_cursor: nextCursor }),
  permission: 'messages:read',
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  isOffered: ({ isAgentMessagingEnabled }) => isAgentMessagingEnabled,
  async run(ctx, input) {
    requireAgentMessaging(ctx)
    const [clinic] = input.clinic ? await candidateClinics(ctx, input.clinic) : []
    const page = await listMessages(ctx, {
      status: input.status ?? 'failed',
      agent_id: input.agent ?? undefined,
      clinic_id: clinic?.id,
      cursor: input.cursor ?? undefined,
      limit: input.limit ?? DEFAULT_LETTERS,
      order: 'newest',
    })
    return { messages: page.items.map(toLine), next_cursor: page.next_cursor }
  },
})

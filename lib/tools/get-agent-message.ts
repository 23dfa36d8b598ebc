import { z } from 'zod'
import { deliveryAttemptView } from '#lib/domain/agents/schema.ts'
import { getMessage } from '#lib/services/agent-message/get.ts'
import { agentMessageLine, requireAgentMessaging, toLine } from './agent-message.ts'
import { uuidField } from './fields.ts'
import { defineTool } from './tool.ts'

const anyJson = z.record(z.string(), z.unknown())
const asObject = (value: unknown) => anyJson.safeParse(value).data

export const getAgentMessageTool = defineTool({
  name: 'get_agent_message',
  title: 'Read a message between agents',
  description:
    'One message between agents with its content, where it stands, what came of it, and every try to deliver it. Reading changes ' +
    'nothing.',
  input: z.object({ message_id: uuidField('message').describe('The message’s id.') }),
  output: agentMessageLine.extend({
    content: anyJson,
    metadata: anyJson.nullable(),
    result: anyJson.nullable().describe('What its receiver answered.'),
    routing_reason: z.string().nullable().describe('Why it went to this receiver.'),
    attempts: z.array(deliveryAttemptView.omit({ response_body: true })).describe('Oldest first.'),
  }),
  permission: 'messages:read',
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  isOffered: ({ isAgentMessagingEnabled }) => isAgentMessagingEnabled,
  async run(ctx, input) {
    requireAgentMessaging(ctx)
    const view = await getMessage(ctx, input.message_id)
    return {
      ...toLine(view),
      content: asObject(view.content) ?? { value: view.content },
      metadata: asObject(view.metadata) ?? null,
      result: asObject(view.result) ?? null,
      routing_reason: view.routing_reason,
      attempts: view.attempts,
    }
  },
})

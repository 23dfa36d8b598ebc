import { findConversation } from './find-conversation.ts'
import { readAnswer } from './read-state.ts'
import { checkOutput, conversationInput } from './schema.ts'
import { defineTool } from './tool.ts'

export const checkSmsResponse = defineTool({
  name: 'check_sms_response',
  title: 'Check for an answer',
  description:
    'Tells whether the patient has answered the offered appointment slots, which slot they chose or whether they turned all ' +
    'down, and what to do next. No answer yet is a normal result with has_response false.',
  input: conversationInput,
  output: checkOutput,
  permission: 'conversations:read',
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  run: async (ctx, input) => readAnswer(ctx, await findConversation(ctx, input)),
})

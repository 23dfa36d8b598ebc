import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { type MessageView, type RedriveMessageInput, redriveMessageInput } from '#lib/domain/agents/schema.ts'
import { illegalState, notFound } from '#lib/domain/errors.ts'
import { assertPutBack, DEAD_LETTER, putBack, requireNoAgent } from './put-back.ts'
import { messageScope } from './scope.ts'
import { MESSAGE_INCLUDE, toMessageView } from './view.ts'

/**
 * Puts one dead letter back, unchanged, and says in the audit trail who did so and why; at most five times per message.
 * Throws `not_found` out of scope, `illegal_state` for a message that has not failed, has expired, was put back five
 * times, or whose receiver was removed, `forbidden` for the key of an agent.
 */
export async function redriveMessage(ctx: Ctx, input: RedriveMessageInput): Promise<MessageView> {
  const parsed = parseInput(redriveMessageInput, input)
  const mutation = { name: 'agent_message.redrive', permission: 'messages:write', input: parsed } as const
  return mutate(ctx, mutation, async (tx) => {
    requireNoAgent(tx)
    const { message_id: id, reason } = parsed
    const letter = await tx.tx.agentMessage.findFirst({
      where: { AND: [{ id }, messageScope(tx)] },
      select: DEAD_LETTER,
    })
    if (!letter) throw notFound('The message')
    assertPutBack(tx, letter)
    if (!(await putBack(tx, letter, reason))) {
      throw illegalState('Somebody else has just put this agent message back.', ['failed'])
    }
    const row = await tx.tx.agentMessage.findUniqueOrThrow({ where: { id }, include: MESSAGE_INCLUDE })
    return toMessageView(tx, row)
  })
}

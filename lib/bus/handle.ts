import { builtinAgentActor } from '#lib/core/actors.ts'
import { actingAs, type Ctx, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { isMessageType, type MessageType, parsePayload } from '#lib/domain/agents/envelope.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { openContent } from './content.ts'
import { giveUp, type OnDeadLetter, recordFailure } from './failure.ts'
import type { AgentHandlers, RunningAgents } from './handler.ts'
import { announce, type Head, lockHead, wakeNext } from './head.ts'

/** What became of the conversation's oldest message. `waiting`: for its retry. `missing`: no handler of it runs here. */
export type HandleOutcome = 'processed' | 'nothing' | 'waiting' | 'missing' | 'expired' | 'retry' | 'dead'

export interface Handling {
  agents: RunningAgents
  onDeadLetter: OnDeadLetter
}

async function act<Type extends MessageType>(
  tx: TxCtx,
  handlers: AgentHandlers,
  head: Head,
  type: Type,
): Promise<void> {
  const handler = handlers[type]
  if (!handler) throw invalidInput(`The ${head.to} does not take ${type} messages.`, 'message_type')
  await handler(actingAs(tx, builtinAgentActor({ id: head.to_agent_id, name: head.to })), {
    id: head.id,
    conversation_id: head.conversation_id,
    clinic_id: head.clinic_id,
    message_type: type,
    content: parsePayload(type, openContent(tx, head)),
    from: head.from,
    in_reply_to: head.in_reply_to,
    attempt: head.attempt + 1,
  })
}

async function finish(tx: TxCtx, head: Head, startedAt: number): Promise<void> {
  const now = new Date(tx.now())
  await tx.tx.agentMessage.updateMany({
    where: { id: head.id },
    data: {
      state: 'processed',
      failure_reason: null,
      delivered_at: now,
      processed_at: now,
      updated_at: now,
    },
  })
  await tx.tx.deliveryAttempt.createMany({
    data: [
      {
        id: tx.newId(),
        agent_message_id: head.id,
        attempt: head.attempt + 1,
        status: 'success',
        duration_ms: tx.systemNow() - startedAt,
        attempted_at: now,
      },
    ],
  })
  announce(tx, head)
  await wakeNext(tx, head.conversation_id)
}

/** True when this transaction took the message: fenced by the attempt that was read. */
async function claim(tx: TxCtx, head: Head): Promise<boolean> {
  const claimed = await tx.tx.agentMessage.updateMany({
    where: { id: head.id, state: 'pending', attempt: head.attempt },
    data: { attempt: head.attempt + 1 },
  })
  return claimed.count === 1
}

/**
 * Handles the oldest message of one conversation in one transaction: claim, act, emit the next messages, mark processed.
 * So its effects happen exactly once, whatever dies in between, and messages of a conversation are handled in order: a
 * head that waits for its retry holds back the later ones. A failed try is stored in a transaction of its own.
 */
export async function handleNext(
  ctx: Ctx,
  conversationId: string,
  handling: Handling,
): Promise<HandleOutcome> {
  const { agents, onDeadLetter } = handling
  const startedAt = ctx.systemNow()
  let claimed: Head | null = null
  try {
    return await mutate(ctx, { name: 'agent_message.handle', permission: null }, async (tx) => {
      claimed = null
      const head = await lockHead(tx, conversationId)
      if (!head) return 'nothing'
      if (head.expires_at && head.expires_at.getTime() <= tx.now()) {
        const reason = `Nobody handled this ${head.message_type} message before it expired.`
        await giveUp(
          tx,
          head,
          { state: 'expired', reason, attempt: head.attempt, asksStaff: true },
          onDeadLetter,
        )
        return 'expired'
      }
      if (head.due_at.getTime() > tx.now()) return 'waiting'
      const handlers = agents[head.to]
      if (!handlers) return 'missing'
      if (!(await claim(tx, head))) return 'nothing'
      claimed = head
      if (!isMessageType(head.message_type)) {
        throw invalidInput(`There is no message type ${head.message_type}.`, 'message_type')
      }
      await act(tx, handlers, head, head.message_type)
      await finish(tx, head, startedAt)
      return 'processed'
    })
  } catch (error) {
    if (claimed === null) throw error
    const failed = { head: claimed, durationMs: ctx.systemNow() - startedAt }
    return recordFailure(ctx, failed, error, onDeadLetter)
  }
}

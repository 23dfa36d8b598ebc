import { builtinAgentActor } from '#lib/core/actors.ts'
import { actingAs, type Ctx, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { isMessageType, type MessageType, parsePayload } from '#lib/domain/agents/envelope.ts'
import { isPeerMessage } from '#lib/domain/agents/peer-messages.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { openContent } from './content.ts'
import { endMessage } from './end-message.ts'
import { type FindHead, giveUp, logAttempt, type OnDeadLetter, recordFailure } from './failure.ts'
import type { AgentHandlers, AgentMessage, DeskMessage, Refusal, RunningAgents } from './handler.ts'
import { type Head, lockHead, wakeNext } from './head.ts'
import { announceMessage } from './insert-message.ts'

/**
 * What became of the message that was looked at. `waiting`: for its retry. `missing`: no handler of it runs here.
 * `refused`: it does not count.
 */
export type HandleOutcome =
  | 'processed'
  | 'refused'
  | 'nothing'
  | 'waiting'
  | 'missing'
  | 'expired'
  | 'retry'
  | 'dead'

export interface Handling {
  agents: RunningAgents
  onDeadLetter: OnDeadLetter
}

/** What other agents tell ours in passing: kept for people to read, and nothing follows from it. */
export const NOTED_TYPES: readonly string[] = ['response', 'status', 'error', 'heartbeat']

function opened<Type extends MessageType>(tx: TxCtx, head: Head, type: Type) {
  return {
    id: head.id,
    message_type: type,
    content: parsePayload(type, openContent(tx, head)),
    from: head.from,
    from_agent_id: head.from_agent_id,
    is_from_outside: head.is_from_outside,
    sent_with: head.sent_with,
    in_reply_to: head.in_reply_to,
    created_at: head.created_at,
    attempt: head.attempt + 1,
  }
}

async function callHandler<Type extends MessageType>(
  tx: TxCtx,
  handlers: AgentHandlers,
  head: Head,
  type: Type,
): Promise<Refusal | undefined> {
  const actor = builtinAgentActor({ id: head.to_agent_id, name: head.to })
  const as = actingAs(tx, actor)
  const { conversation_id, clinic_id } = head
  const isInThread = conversation_id !== null && clinic_id !== null
  const handler = isInThread ? handlers[type] : handlers.desk?.[type]
  if (!handler) {
    const where = isInThread ? '' : ' outside a conversation. Name ours in conversation_id'
    throw invalidInput(`The ${head.to} does not take ${type} messages${where}.`, 'message_type')
  }
  const message = { ...opened(tx, head, type), conversation_id, clinic_id }
  // Which of the two it is was decided above, by the same fields.
  return (await handler(as, message as AgentMessage<Type> & DeskMessage<Type>)) ?? undefined
}

async function act(tx: TxCtx, handlers: AgentHandlers, head: Head): Promise<Refusal | undefined> {
  const { message_type: type } = head
  if (NOTED_TYPES.includes(type)) return undefined
  if (!isMessageType(type)) throw invalidInput(`There is no message type ${type}.`, 'message_type')
  if (head.is_from_outside && !isPeerMessage(type)) {
    return { refused: `Other agents cannot send ${type} messages to ours.` }
  }
  return callHandler(tx, handlers, head, type)
}

async function finish(tx: TxCtx, head: Head, durationMs: number): Promise<void> {
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
  await logAttempt(tx, head.id, { attempt: head.attempt + 1, status: 'success', durationMs })
  announceMessage(tx, head)
  await wakeNext(tx, head.conversation_id)
}

async function refuse(tx: TxCtx, head: Head, reason: string, durationMs: number): Promise<void> {
  await logAttempt(tx, head.id, { attempt: head.attempt + 1, status: 'failed', error: reason, durationMs })
  await endMessage(tx, head.id, { state: 'failed', reason })
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
 * Handles the message that `find` locks, in one transaction: claim, act, emit the next messages, mark processed. So its
 * effects happen exactly once, whatever dies in between. A failed try is stored in a transaction of its own.
 */
export async function handleFound(ctx: Ctx, find: FindHead, handling: Handling): Promise<HandleOutcome> {
  const { agents, onDeadLetter } = handling
  const startedAt = ctx.systemNow()
  let claimed: Head | null = null
  try {
    return await mutate(ctx, { name: 'agent_message.handle', permission: null }, async (tx) => {
      claimed = null
      const head = await find(tx)
      if (!head) return 'nothing'
      if (head.expires_at && head.expires_at.getTime() <= tx.now()) {
        const reason = `Nobody handled this ${head.message_type} message before it expired.`
        const end = { state: 'expired', reason, attempt: head.attempt } as const
        await giveUp(tx, head, { ...end, asksStaff: !head.is_from_outside }, onDeadLetter)
        return 'expired'
      }
      if (head.due_at.getTime() > tx.now()) return 'waiting'
      const handlers = agents[head.to]
      if (!handlers) return 'missing'
      if (!(await claim(tx, head))) return 'nothing'
      claimed = head
      const refusal = await act(tx, handlers, head)
      const durationMs = tx.systemNow() - startedAt
      if (refusal) await refuse(tx, head, refusal.refused, durationMs)
      else await finish(tx, head, durationMs)
      return refusal ? 'refused' : 'processed'
    })
  } catch (error) {
    if (claimed === null) throw error
    const failed = { head: claimed, find, durationMs: ctx.systemNow() - startedAt }
    return recordFailure(ctx, failed, error, onDeadLetter)
  }
}

/**
 * Handles the oldest message of one conversation. They are handled in order: a head that waits for its retry holds back
 * the later ones.
 */
export const handleNext = (ctx: Ctx, conversationId: string, handling: Handling): Promise<HandleOutcome> =>
  handleFound(ctx, (tx) => lockHead(tx, conversationId), handling)

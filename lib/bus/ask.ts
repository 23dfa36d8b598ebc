import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { type MessagePayload, parsePayload } from '#lib/domain/agents/envelope.ts'
import { isAgentStale } from '#lib/domain/agents/heartbeat.ts'
import type { BusAgent } from './agents.ts'
import { openContent } from './content.ts'
import { endMessage } from './end-message.ts'
import type { AgentMessage, Refusal } from './handler.ts'
import { publishAgentMessage } from './publish.ts'

/** Which question each answer belongs to. */
const QUESTION_OF = { AVAILABILITY: 'QUERY_AVAILABILITY', BOOKING_RESULT: 'REQUEST_BOOKING' } as const
type AnswerType = keyof typeof QUESTION_OF
type QuestionType = (typeof QUESTION_OF)[AnswerType]

/** A question of ours to another agent. */
export interface Ask<Type extends QuestionType = QuestionType> {
  id: string
  to_agent_id: string
  in_reply_to: string | null
  content: MessagePayload<Type>
}

/** Questions to outside agents that wait for their answer; built-in agents answer in their own time. */
export const OPEN_ASK = { reply_due_at: { not: null }, answered_at: null } as const

/** Why an answer to a closed question does not count. */
export const CLOSED = 'This answer came too late, or a second time: the question is closed.'

const MS_PER_SECOND = 1_000

/** Until when an outside agent must answer what it is asked now; the same moment ends the question's delivery. */
export const replyDueAt = (tx: TxCtx): Date =>
  new Date(tx.now() + tx.config.agentReplyTimeoutSeconds * MS_PER_SECOND)

/** Puts a question to an agent. One of somebody else's must answer in time, and hears nothing of it after that. */
export async function ask<Type extends QuestionType>(
  tx: TxCtx,
  flow: { id: string; conversation_id: string; clinic_id: string },
  question: { to: BusAgent; message_type: Type; content: MessagePayload<Type> },
): Promise<void> {
  const due = question.to.is_builtin ? null : replyDueAt(tx)
  await publishAgentMessage(tx, {
    from: tx.actor.name,
    to: question.to.id,
    message_type: question.message_type,
    content: question.content,
    conversation_id: flow.conversation_id,
    clinic_id: flow.clinic_id,
    in_reply_to: flow.id,
    expires_at: due,
    reply_due_at: due,
  })
}

/**
 * The question that a message answers: one that the agent at work put to this very sender, in this conversation. Anything
 * else answers nothing.
 */
export async function readAsk<Type extends AnswerType>(
  tx: TxCtx,
  message: AgentMessage<Type>,
): Promise<Ask<(typeof QUESTION_OF)[Type]> | Refusal> {
  const type = QUESTION_OF[message.message_type]
  const row = message.in_reply_to
    ? await tx.tx.agentMessage.findFirst({
        where: {
          id: message.in_reply_to,
          message_type: type,
          conversation_id: message.conversation_id,
          from_agent_id: tx.actor.agentId,
          to_agent_id: message.from_agent_id,
        },
      })
    : null
  if (!row) {
    return { refused: `It answers no ${type} that was put to ${message.from} in this conversation.` }
  }
  const content = parsePayload(type, openContent(tx, row))
  return { id: row.id, to_agent_id: message.from_agent_id, in_reply_to: row.in_reply_to, content }
}

async function close(tx: TxCtx, askId: string): Promise<boolean> {
  const closed = await tx.tx.agentMessage.updateMany({
    where: { id: askId, answered_at: null },
    data: { answered_at: nowDate(tx), updated_at: nowDate(tx) },
  })
  return closed.count === 1
}

/** Takes the answer to a question. Only this conditional update lets it count: false when the question was closed before. */
export async function closeAsk(tx: TxCtx, askId: string): Promise<boolean> {
  if (!(await close(tx, askId))) return false
  // An agent that has answered and says no more about the question has not let it expire.
  await tx.tx.agentMessage.updateMany({
    where: { id: askId, state: 'delivered' },
    data: { expires_at: null },
  })
  return true
}

/** Stops waiting for an answer; a question that has not been delivered yet never is. False: it was closed before. */
export async function giveUpAsk(tx: TxCtx, askId: string, reason: string): Promise<boolean> {
  if (!(await close(tx, askId))) return false
  const waiting = await tx.tx.agentMessage.count({ where: { id: askId, state: 'pending' } })
  if (waiting > 0) await endMessage(tx, askId, { state: 'expired', reason })
  return true
}

/** The flow takes another turn: what outside agents are still asked in this conversation is not needed any more. */
export async function giveUpOpenAsks(tx: TxCtx, conversationId: string): Promise<void> {
  const open = await tx.tx.agentMessage.findMany({
    where: { conversation_id: conversationId, from_agent_id: tx.actor.agentId, ...OPEN_ASK },
    select: { id: true },
  })
  for (const { id } of open) await giveUpAsk(tx, id, 'The conversation has moved on; no answer is needed.')
}

/** Whether an agent can be put a question now: ours always, because their questions wait for them. */
export function isReachable(tx: TxCtx, agent: BusAgent): boolean {
  if (agent.is_builtin) return true
  if (!tx.config.isAgentMessagingEnabled || agent.removed_at !== null) return false
  return agent.status === 'active' && !isAgentStale(agent, tx.systemNow())
}

import type { TxCtx } from '#lib/core/context.ts'
import type { BuiltinAgentName } from '#lib/domain/agents/builtin.ts'
import { type MessagePayload, type MessageType, parsePayload } from '#lib/domain/agents/envelope.ts'
import { type BusAgent, busAgents } from './agents.ts'
import { insertMessage } from './insert-message.ts'

/** A built-in agent's name, or any agent's id. */
export type AgentReference = BuiltinAgentName | (string & {})

export interface NewAgentMessage<Type extends MessageType> {
  from: AgentReference
  to: AgentReference
  message_type: Type
  content: MessagePayload<Type>
  /** Null: it belongs to none of our conversations. */
  conversation_id: string | null
  clinic_id: string | null
  /** What the messages of one flow share: by default the conversation's id, or the message's own without one. */
  correlation_id?: string | null
  /** The message that this one answers or follows from. */
  in_reply_to?: string | null
  priority?: number
  /** Domain clock; nothing is delivered or handled after it. */
  expires_at?: Date | null
  /** Domain clock; by then the receiver must have answered. */
  reply_due_at?: Date | null
}

/**
 * Puts a message of one of our agents on the bus: its row, the wake-up and the live event stand or fall with the open
 * transaction. Built-in agents handle the messages of one conversation in the order in which they were published.
 * Throws `invalid_input` for content that its type does not allow, `not_found` for an unknown agent.
 */
export async function publishAgentMessage<Type extends MessageType>(
  tx: TxCtx,
  message: NewAgentMessage<Type>,
): Promise<{ id: string }> {
  const content = parsePayload(message.message_type, message.content)
  const [from, to] = (await busAgents(tx, [message.from, message.to])) as [BusAgent, BusAgent]
  const correlation_id = message.correlation_id ?? message.conversation_id
  return insertMessage(tx, { ...message, from, to, content, correlation_id })
}

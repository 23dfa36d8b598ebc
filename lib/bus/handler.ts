import type { TxCtx } from '#lib/core/context.ts'
import type { MessagePayload, MessageType } from '#lib/domain/agents/envelope.ts'

/** One message as its receiver sees it: opened, checked against its type, the sender named. */
export interface AgentMessage<Type extends MessageType = MessageType> {
  id: string
  conversation_id: string
  clinic_id: string
  message_type: Type
  content: MessagePayload<Type>
  from: string
  in_reply_to: string | null
  /** 1 for the first try. */
  attempt: number
}

/**
 * What one agent does with each type of message that it takes. A handler runs inside the transaction that marks its
 * message processed, so it acts through verbs and `publishAgentMessage` only and never calls the network.
 */
export type AgentHandlers = {
  [Type in MessageType]?: (tx: TxCtx, message: AgentMessage<Type>) => Promise<void>
}

/** The agents whose handlers this process runs, by unique name. A message to any other agent waits. */
export type RunningAgents = Readonly<Record<string, AgentHandlers>>

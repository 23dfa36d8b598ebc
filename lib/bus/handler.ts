import type { TxCtx } from '#lib/core/context.ts'
import type { MessagePayload, MessageType } from '#lib/domain/agents/envelope.ts'

/** One message as its receiver sees it: opened, checked against its type, the sender named. */
interface OpenedMessage<Type extends MessageType> {
  id: string
  message_type: Type
  content: MessagePayload<Type>
  /** The sender's unique name. */
  from: string
  from_agent_id: string
  /** The sender is somebody else's agent: what it says is checked before it counts. */
  is_from_outside: boolean
  /** What the sender's key was allowed, of what the type asks for. */
  sent_with: readonly string[]
  in_reply_to: string | null
  created_at: Date
  /** 1 for the first try. */
  attempt: number
}

/** A message of one of our conversations; these are handled in order. Phone and conversation are locked. */
export interface AgentMessage<Type extends MessageType = MessageType> extends OpenedMessage<Type> {
  conversation_id: string
  clinic_id: string
}

/** A message of none of our conversations, in no order. Without a clinic its sender reaches all of them. */
export interface DeskMessage<Type extends MessageType = MessageType> extends OpenedMessage<Type> {
  conversation_id: null
  clinic_id: string | null
}

/**
 * The message does not count: it ends as failed with this reason, and its sender is told. What the handler wrote besides
 * stays, unlike after an error.
 */
export interface Refusal {
  refused: string
}

type Handled = Promise<void> | Promise<Refusal | undefined>

/** What an agent does with messages of none of our conversations. */
export type DeskHandlers = {
  [Type in MessageType]?: (tx: TxCtx, message: DeskMessage<Type>) => Handled
}

/**
 * What one agent does with each type of message that it takes: in a conversation, and under `desk` outside of any. A
 * handler runs inside the transaction that marks its message processed, so it acts through verbs and
 * `publishAgentMessage` only and never calls the network.
 */
export type AgentHandlers = {
  [Type in MessageType]?: (tx: TxCtx, message: AgentMessage<Type>) => Handled
} & { desk?: DeskHandlers }

/** The agents whose handlers this process runs, by unique name. A message to any other agent waits. */
export type RunningAgents = Readonly<Record<string, AgentHandlers>>

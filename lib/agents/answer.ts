import type { AgentMessage } from '#lib/bus/handler.ts'
import { type AgentReference, publishAgentMessage } from '#lib/bus/publish.ts'
import type { TxCtx } from '#lib/core/context.ts'
import type { MessagePayload, MessageType } from '#lib/domain/agents/envelope.ts'

/** A message of one of our conversations, as far as the next one follows from it. */
export type Flow = Pick<AgentMessage, 'id' | 'conversation_id' | 'clinic_id'>

/** Sends the next message of the flow that `flow` belongs to, from the agent that is at work on it. */
export async function sendOn<Type extends MessageType>(
  tx: TxCtx,
  flow: Flow,
  next: { to: AgentReference; message_type: Type; content: MessagePayload<Type> },
): Promise<void> {
  await publishAgentMessage(tx, {
    from: tx.actor.name,
    conversation_id: flow.conversation_id,
    clinic_id: flow.clinic_id,
    in_reply_to: flow.id,
    ...next,
  })
}

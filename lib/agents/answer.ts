import type { AgentMessage } from '#lib/bus/handler.ts'
import { type AgentReference, publishAgentMessage } from '#lib/bus/publish.ts'
import type { TxCtx } from '#lib/core/context.ts'
import type { MessagePayload, MessageType } from '#lib/domain/agents/envelope.ts'

/** Sends the next message of the flow that `message` belongs to, from the agent that is at work on it. */
export async function sendOn<Type extends MessageType>(
  tx: TxCtx,
  message: AgentMessage,
  next: { to: AgentReference; message_type: Type; content: MessagePayload<Type> },
): Promise<void> {
  await publishAgentMessage(tx, {
    from: tx.actor.name,
    conversation_id: message.conversation_id,
    clinic_id: message.clinic_id,
    in_reply_to: message.id,
    ...next,
  })
}

import { type BusAgent, busAgents } from '#lib/bus/agents.ts'
import { insertMessage } from '#lib/bus/insert-message.ts'
import type { TxCtx } from '#lib/core/context.ts'
import { type MessagePayload, parsePayload } from '#lib/domain/agents/envelope.ts'

type DeskMessageType = 'UPDATE_UNAVAILABILITY' | 'ACKNOWLEDGE_UPDATE'

export interface FlowMessage<Type extends DeskMessageType> {
  from: string
  to: string
  message_type: Type
  content: MessagePayload<Type>
  clinic_id: string | null
  /** What the messages about one time off share. */
  correlation_id: string | null
  in_reply_to?: string | null
}

/** Publishes a message about a provider's absence, which belongs to no conversation with a patient. */
export async function publishFlowMessage<Type extends DeskMessageType>(
  tx: TxCtx,
  message: FlowMessage<Type>,
): Promise<{ id: string }> {
  const content = parsePayload(message.message_type, message.content)
  const [from, to] = (await busAgents(tx, [message.from, message.to])) as [BusAgent, BusAgent]
  return insertMessage(tx, { ...message, from, to, content, conversation_id: null })
}

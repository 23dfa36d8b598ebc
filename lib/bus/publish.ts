import type { TxCtx } from '#lib/core/context.ts'
import type { BuiltinAgentName } from '#lib/domain/agents/builtin.ts'
import { type MessagePayload, type MessageType, parsePayload } from '#lib/domain/agents/envelope.ts'
import { agentIds } from './agents.ts'
import { sealContent } from './content.ts'

/** 1 is first, 10 is last. */
const DEFAULT_PRIORITY = 5

/** A built-in agent's name, or any agent's id. */
export type AgentReference = BuiltinAgentName | (string & {})

export interface NewAgentMessage<Type extends MessageType> {
  from: AgentReference
  to: AgentReference
  message_type: Type
  content: MessagePayload<Type>
  conversation_id: string
  clinic_id: string
  /** The message that this one answers or follows from. */
  in_reply_to?: string | null
  priority?: number
  /** Domain clock; nothing is handled after it. */
  expires_at?: Date | null
}

/**
 * Puts a message on the bus: its row, the wake-up and the live event stand or fall with the open transaction. Messages of
 * one conversation are handled in the order in which they were published.
 * Throws `invalid_input` for content that its type does not allow, `not_found` for an unknown agent.
 */
export async function publishAgentMessage<Type extends MessageType>(
  tx: TxCtx,
  message: NewAgentMessage<Type>,
): Promise<{ id: string }> {
  const content = parsePayload(message.message_type, message.content)
  const [from, to] = (await agentIds(tx, [message.from, message.to])) as [string, string]
  const id = tx.newId()
  const now = new Date(tx.now())
  await tx.tx.agentMessage.createMany({
    data: [
      {
        id,
        clinic_id: message.clinic_id,
        conversation_id: message.conversation_id,
        correlation_id: message.conversation_id,
        in_reply_to: message.in_reply_to ?? null,
        from_agent_id: from,
        to_agent_id: to,
        message_type: message.message_type,
        priority: message.priority ?? DEFAULT_PRIORITY,
        content_sealed: sealContent(tx, id, content),
        state: 'pending',
        due_at: now,
        expires_at: message.expires_at ?? null,
        created_at: now,
        updated_at: now,
      },
    ],
  })
  tx.outgoing.wakes.push({ kind: 'agent.handle', key: message.conversation_id })
  tx.outgoing.events.push(
    { type: 'agent_message.changed', id, clinic_id: message.clinic_id },
    { type: 'conversation.changed', id: message.conversation_id, clinic_id: message.clinic_id },
  )
  return { id }
}

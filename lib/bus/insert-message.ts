import type { TxCtx } from '#lib/core/context.ts'
import type { BusAgent } from './agents.ts'
import { sealContent, sealMetadata } from './content.ts'

/** 1 is first, 10 is last. */
export const DEFAULT_PRIORITY = 5

/** A message as it goes on the bus, its agents found and its content checked. */
export interface MessageToInsert {
  from: Pick<BusAgent, 'id'>
  /** Null: nobody yet; routing finds a receiver. */
  to: BusAgent | null
  message_type: string
  content: unknown
  /** Null: of no clinic in particular. */
  clinic_id: string | null
  /** One of our conversations with a patient; its messages to built-in agents are handled in order. */
  conversation_id: string | null
  /** What the messages of one flow share, as the sender wrote it; null: this message begins a flow, named by its id. */
  correlation_id: string | null
  in_reply_to?: string | null
  metadata?: unknown
  priority?: number
  /** Domain clock; nothing is delivered or handled after it. */
  expires_at?: Date | null
  /** Domain clock; by then the receiver must have answered. */
  reply_due_at?: Date | null
  task_type?: string | null
  requirements?: string[]
  routing_reason?: string | null
  /** What the sending key was allowed, of what the type asks for. */
  sent_with?: string[]
}

/** A message that waits, as far as its receiver has to be told. */
export interface WaitingMessage {
  id: string
  conversation_id: string | null
  clinic_id: string | null
  /** Its place in line among messages to other people's agents, and to ours outside conversations. */
  priority?: number
}

/** Tells whoever watches that a message changed. `waitsFor`: the polling agent whose stream is to hear of it. */
export function announceMessage(tx: TxCtx, message: WaitingMessage, waitsFor?: string): void {
  const { id, clinic_id, conversation_id } = message
  tx.outgoing.events.push({
    type: 'agent_message.changed',
    id,
    clinic_id,
    ...(waitsFor === undefined ? {} : { agent_id: waitsFor }),
  })
  if (conversation_id !== null) {
    tx.outgoing.events.push({ type: 'conversation.changed', id: conversation_id, clinic_id })
  }
}

/**
 * Wakes whatever brings a waiting message to its receiver: a built-in agent's handler, the delivery to an endpoint, or,
 * for an agent that polls, its stream. A wake-up too many changes nothing.
 */
export function handToReceiver(tx: TxCtx, message: WaitingMessage, to: BusAgent): void {
  const { id: key, priority } = message
  const isPolling = !to.is_builtin && to.endpoint === null
  announceMessage(tx, message, isPolling ? to.id : undefined)
  if (!to.is_builtin) {
    if (to.endpoint !== null) tx.outgoing.wakes.push({ kind: 'agent.deliver', key, priority })
  } else if (message.conversation_id === null) {
    tx.outgoing.wakes.push({ kind: 'agent.act', key, priority })
  } else {
    tx.outgoing.wakes.push({ kind: 'agent.handle', key: message.conversation_id })
  }
}

/**
 * Puts one message on the bus: its row, the wake-up for its receiver and the live events stand or fall with the open
 * transaction. Content and metadata are sealed.
 */
export async function insertMessage(tx: TxCtx, message: MessageToInsert): Promise<{ id: string }> {
  const id = tx.newId()
  const now = new Date(tx.now())
  const { conversation_id, clinic_id, priority = DEFAULT_PRIORITY } = message
  const waiting = { id, conversation_id, clinic_id, priority }
  await tx.tx.agentMessage.createMany({
    data: [
      {
        ...waiting,
        correlation_id: message.correlation_id ?? id,
        in_reply_to: message.in_reply_to ?? null,
        from_agent_id: message.from.id,
        to_agent_id: message.to?.id ?? null,
        message_type: message.message_type,
        content_sealed: sealContent(tx, id, message.content),
        metadata_sealed: message.metadata == null ? null : sealMetadata(tx, id, message.metadata),
        state: 'pending',
        task_type: message.task_type ?? null,
        requirements: message.requirements ?? [],
        routing_reason: message.routing_reason ?? null,
        sent_with: message.sent_with ?? [],
        due_at: now,
        expires_at: message.expires_at ?? null,
        reply_due_at: message.reply_due_at ?? null,
        created_at: now,
        updated_at: now,
      },
    ],
  })
  if (message.to === null) announceMessage(tx, waiting)
  else handToReceiver(tx, waiting, message.to)
  return { id }
}

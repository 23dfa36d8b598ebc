import { type BusAgent, isUuid } from '#lib/bus/agents.ts'
import type { TxCtx } from '#lib/core/context.ts'
import { invalidInput } from '#lib/domain/errors.ts'

/** What a message belongs to. */
export interface Flow {
  /** What the messages of the flow share, as the sender wrote it; null: it begins a flow of its own. */
  correlation_id: string | null
  /** Our conversation with a patient, when the flow is one. */
  conversation: { id: string; clinic_id: string } | null
}

const FLOW_OF_MESSAGE = {
  correlation_id: true,
  conversation: { select: { id: true, clinic_id: true } },
} as const

async function repliedTo(tx: TxCtx, messageId: string, sender: BusAgent): Promise<Flow> {
  const replied = await tx.tx.agentMessage.findFirst({
    where: { id: messageId, OR: [{ from_agent_id: sender.id }, { to_agent_id: sender.id }] },
    select: FLOW_OF_MESSAGE,
  })
  if (replied) return replied
  throw invalidInput(
    `in_reply_to must be the id of a message that ${sender.name} sent or received.`,
    'in_reply_to',
  )
}

/** Our conversation with this id, ours or the caller's own, in the sender's clinic; null when there is not exactly one. */
async function namedConversation(tx: TxCtx, name: string, sender: BusAgent): Promise<Flow['conversation']> {
  const { clinicIds } = tx.actor
  const clinics = sender.clinic_id !== null ? [sender.clinic_id] : clinicIds === 'all' ? null : [...clinicIds]
  const found = await tx.tx.conversation.findMany({
    where: {
      ...(clinics === null ? {} : { clinic_id: { in: clinics } }),
      OR: [{ external_id: name }, ...(isUuid(name) ? [{ id: name }] : [])],
    },
    select: { id: true, clinic_id: true },
    take: 2,
  })
  return found.length === 1 ? found[0]! : null
}

/**
 * The flow of a new message: that of the message it answers, unless it names another. A name that is one of our
 * conversations ties the message to it; any other string only groups messages.
 * Throws `invalid_input` when the message answered is not one that the sender sent or received.
 */
export async function flowOf(
  tx: TxCtx,
  sender: BusAgent,
  message: { conversation_id?: string | null; in_reply_to?: string | null },
): Promise<Flow> {
  const name = message.conversation_id ?? null
  const replied = message.in_reply_to ? await repliedTo(tx, message.in_reply_to, sender) : null
  if (replied && (name === null || name === replied.correlation_id)) return replied
  return {
    correlation_id: name,
    conversation: name === null ? null : await namedConversation(tx, name, sender),
  }
}

import type { Refusal } from '#lib/bus/handler.ts'
import { found, requirePermission } from '#lib/core/authorize.ts'
import type { TxCtx } from '#lib/core/context.ts'
import { APPOINTMENT_FLOW_STATUS, CONVERSATION_FLOW_STATUS } from '#lib/domain/agents/status-words.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { resolveConversation } from '#lib/services/conversation/get.ts'
import { answerPeer, asPeer, type PeerRequest } from './answer-peer.ts'

async function readConversation(tx: TxCtx, id: string) {
  const row = await tx.tx.conversation.findUnique({
    where: { id },
    include: {
      appointments: {
        where: { state: { in: ['booked', 'arrived', 'fulfilled', 'noshow', 'cancelled'] } },
        orderBy: { starts_at: 'asc' },
      },
    },
  })
  return found(tx, row, 'The conversation')
}

/** Tells an agent how far a conversation is, and which visits came of it. Nothing of the patient. */
export async function tellConversation(
  tx: TxCtx,
  message: PeerRequest<'GET_CONVERSATION'>,
): Promise<Refusal | undefined> {
  await answerPeer(tx, message, async (inner) => {
    const as = asPeer(inner, message)
    requirePermission(as, 'conversations:read')
    const named = message.conversation_id ?? message.content.conversation_id
    if (!named) throw invalidInput('Say which conversation.', 'conversation_id')
    const row = await readConversation(as, await resolveConversation(as, named))
    return {
      conversation_id: row.external_id,
      status: CONVERSATION_FLOW_STATUS[row.status],
      conversation_status: row.status,
      appointments: row.appointments.map((visit) => ({
        appointment_id: visit.id,
        status: APPOINTMENT_FLOW_STATUS[visit.state],
        slot_details: {
          provider_id: visit.provider_id,
          start_time: visit.starts_at.toISOString(),
          end_time: visit.ends_at.toISOString(),
        },
      })),
    }
  })
  return undefined
}

import type { AgentMessage } from '#lib/bus/handler.ts'
import type { TxCtx } from '#lib/core/context.ts'
import type { FlowFailure, OfferLead, SlotPreferences } from '#lib/domain/agents/envelope-payloads.ts'
import { sendOn } from '../answer.ts'

/** The newest options that a patient has seen and that are not offered again. */
const MAX_EXCLUDED = 200

/** Tells the user agent that the flow ends without a booking. */
export function endFlow(tx: TxCtx, message: AgentMessage, failure: FlowFailure): Promise<void> {
  return sendOn(tx, message, {
    to: 'user-agent',
    message_type: 'FINAL_APPOINTMENT_CONFIRMATION',
    content: { status: 'FAILED', is_moved: false, failure_reason: failure },
  })
}

async function serviceTypeOf(tx: TxCtx, conversation: { clinic_id: string; service_type_id: string | null }) {
  if (conversation.service_type_id) return conversation.service_type_id
  const byDefault = await tx.tx.serviceType.findFirst({
    where: { clinic_id: conversation.clinic_id, is_default: true, is_active: true },
    select: { id: true },
  })
  return byDefault?.id ?? null
}

async function alreadyOffered(tx: TxCtx, conversationId: string) {
  const options = await tx.tx.offerOption.findMany({
    where: { offer: { conversation_id: conversationId }, starts_at: { gt: new Date(tx.now()) } },
    select: { provider_id: true, starts_at: true },
    orderBy: { id: 'desc' },
    take: MAX_EXCLUDED,
  })
  return options.map((option) => ({
    provider_id: option.provider_id,
    starts_at: option.starts_at.toISOString(),
  }))
}

/**
 * Looks for times that this conversation has not been offered yet. After `maxOfferRounds` offers a person takes over,
 * except when a person asked for the search.
 */
export async function startSearch(
  tx: TxCtx,
  message: AgentMessage,
  search: { reason: OfferLead; preferences?: SlotPreferences | null },
): Promise<void> {
  const conversation = await tx.tx.conversation.findUniqueOrThrow({
    where: { id: message.conversation_id },
    select: { clinic_id: true, service_type_id: true, round: true },
  })
  if (search.reason !== 'requested' && conversation.round >= tx.config.maxOfferRounds) {
    return endFlow(tx, message, 'rounds_used_up')
  }
  const serviceTypeId = await serviceTypeOf(tx, conversation)
  if (!serviceTypeId) return endFlow(tx, message, 'no_times_found')
  await sendOn(tx, message, {
    to: 'provider-agent',
    message_type: 'QUERY_AVAILABILITY',
    content: {
      service_type_id: serviceTypeId,
      reason: search.reason,
      preferences: search.preferences ?? null,
      exclude: await alreadyOffered(tx, message.conversation_id),
    },
  })
}

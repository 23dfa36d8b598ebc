import type { AgentMessage } from '#lib/bus/handler.ts'
import type { TxCtx } from '#lib/core/context.ts'
import type { AgentSlot } from '#lib/domain/agents/envelope-payloads.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { lockProvidersFor } from '#lib/services/appointment/provider-lock.ts'
import { lockThread } from '#lib/services/conversation/lock.ts'
import { sendOffer } from '#lib/services/offer/send.ts'
import { tellNoMoreTimes } from '#lib/services/offer/tell-no-more-times.ts'
import { sendOn } from '../answer.ts'
import { checkSlots } from '../check-slots.ts'
import { findTimes } from '../find-times.ts'

/** Texts the offer. False: at least one of the times is gone, and nothing was sent. */
async function offer(tx: TxCtx, message: AgentMessage<'OFFER_SLOTS'>, slots: AgentSlot[]): Promise<boolean> {
  const { request_echo } = message.content
  const conversation = await tx.tx.conversation.findUniqueOrThrow({
    where: { id: message.conversation_id },
    select: { external_id: true, patient_id: true },
  })
  try {
    await sendOffer(
      tx,
      {
        clinic_id: message.clinic_id,
        patient_id: conversation.patient_id,
        service_type_id: request_echo.service_type_id,
        conversation_id: conversation.external_id,
        slots: slots.map((slot) => ({
          provider_id: slot.provider_id,
          starts_at: slot.start_time,
          match_score: slot.match_score,
          reasoning: slot.reasoning,
        })),
      },
      {
        lead: request_echo.reason,
        ...(request_echo.moves_appointment_id
          ? { moves_appointment_id: request_echo.moves_appointment_id }
          : {}),
      },
    )
    return true
  } catch (error) {
    if (isSwitchboardError(error, 'conflict')) return false
    throw error
  }
}

/**
 * What can be offered now that one of the times is gone. Those of an outside agent are looked at again rather than asked
 * for again: what it said of the others still holds.
 */
async function pickAnew(tx: TxCtx, message: AgentMessage<'OFFER_SLOTS'>): Promise<AgentSlot[]> {
  const { request_echo, available_slots } = message.content
  const keeper = await tx.tx.provider.findUnique({
    where: { id: available_slots[0]!.provider_id },
    select: { agent_id: true },
  })
  if (!keeper?.agent_id) return (await findTimes(tx, message, request_echo)).slice(0, available_slots.length)
  const starts = available_slots.map((slot) => slot.start_time).sort()
  const { slots } = await checkSlots(tx, {
    flow: message,
    agent_id: keeper.agent_id,
    question: { ...request_echo, time_window: { start_time: starts[0]!, end_time: starts.at(-1)! } },
    answered: available_slots,
    exclude: request_echo.exclude,
  })
  return slots
}

/** The patient said no, and then chose one of those times after all: the search is no longer wanted. */
async function isNoTakenBack(tx: TxCtx, message: AgentMessage<'OFFER_SLOTS'>): Promise<boolean> {
  if (message.content.request_echo.reason !== 'none_of_them') return false
  const last = await tx.tx.offer.findFirst({
    where: { conversation_id: message.conversation_id },
    orderBy: { id: 'desc' },
    select: { state: true },
  })
  return last?.state === 'answered'
}

/** Others took all of this agent's times: the search begins anew, and ends with whoever else has times, or with staff. */
function searchAnew(tx: TxCtx, message: AgentMessage<'OFFER_SLOTS'>): Promise<void> {
  const { exclude: _offered, ...request } = message.content.request_echo
  return sendOn(tx, message, {
    to: 'scheduling-agent',
    message_type: 'REQUEST_APPOINTMENT',
    content: request,
  })
}

/** A race was lost: until this offer is made nobody else takes time of those who do this service. */
async function lockSchedules(tx: TxCtx, message: AgentMessage<'OFFER_SLOTS'>): Promise<void> {
  await lockThread(tx, message.conversation_id)
  const { service_type_id } = message.content.request_echo
  const providers = await tx.tx.provider.findMany({
    where: { clinic_id: message.clinic_id, services: { some: { service_type_id } } },
    select: { id: true },
  })
  const provider_ids = providers.map(({ id }) => id)
  await lockProvidersFor(tx, { provider_ids, conversation_ids: [message.conversation_id] })
}

/**
 * Offers the patient the times that the scheduling agent picked, unless they took back the no that these answer. What was
 * taken in between is replaced in the same turn; with none of that agent's left the search begins anew.
 */
export async function offerSlots(tx: TxCtx, message: AgentMessage<'OFFER_SLOTS'>): Promise<void> {
  if (await isNoTakenBack(tx, message)) return
  if (await offer(tx, message, message.content.available_slots)) return
  await lockSchedules(tx, message)
  const slots = await pickAnew(tx, message)
  if (slots.length === 0) return searchAnew(tx, message)
  if (await offer(tx, message, slots)) return
  await tellNoMoreTimes(tx, message.conversation_id, 'no_times_found')
}

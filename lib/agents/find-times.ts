import type { AgentMessage } from '#lib/bus/handler.ts'
import type { TxCtx } from '#lib/core/context.ts'
import type { AgentSlot, SlotRequest } from '#lib/domain/agents/envelope-payloads.ts'
import type { SlotView } from '#lib/domain/scheduling/schema.ts'
import { findSlots } from '#lib/services/appointment/find-slots.ts'

/** How many slots an answer carries: enough to choose from, few enough to read. */
const ANSWERED_SLOTS = 12

const toAgentSlot = (slot: SlotView): AgentSlot => ({
  slot_id: `${slot.provider_id}/${slot.starts_at}`,
  provider_id: slot.provider_id,
  start_time: slot.starts_at,
  end_time: slot.ends_at,
  match_score: slot.match_score,
  reasoning: slot.reasoning,
})

/** Free times for the conversation's patient, those to offer together first. Empty: there are none. */
export async function findTimes(
  tx: TxCtx,
  message: Pick<AgentMessage, 'conversation_id' | 'clinic_id'>,
  request: SlotRequest,
): Promise<AgentSlot[]> {
  const conversation = await tx.tx.conversation.findUniqueOrThrow({
    where: { id: message.conversation_id },
    select: { patient_id: true },
  })
  const { wish, ...preferences } = request.preferences ?? {}
  const asked = {
    clinic_id: message.clinic_id,
    service_type_id: request.service_type_id,
    patient_id: conversation.patient_id,
    exclude: request.exclude,
    limit: ANSWERED_SLOTS,
    ...preferences,
  }
  const { suggested, slots } = await findSlots(tx, asked, wish)
  const others = slots.filter(
    (slot) =>
      !suggested.some((best) => best.provider_id === slot.provider_id && best.starts_at === slot.starts_at),
  )
  return [...suggested, ...others].slice(0, ANSWERED_SLOTS).map(toAgentSlot)
}

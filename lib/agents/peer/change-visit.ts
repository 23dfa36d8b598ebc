import type { Refusal } from '#lib/bus/handler.ts'
import type { TxCtx } from '#lib/core/context.ts'
import { forbidden, invalidInput } from '#lib/domain/errors.ts'
import { id, instant } from '#lib/domain/wire.ts'
import { cancelAppointment } from '#lib/services/appointment/cancel.ts'
import { rescheduleAppointment } from '#lib/services/appointment/reschedule.ts'
import { askStaff } from '#lib/services/conversation/ask-staff.ts'
import { answerPeer, type PeerRequest } from './answer-peer.ts'
import { findVisit } from './find-visit.ts'

interface Visit {
  id: string
  provider_id: string
  starts_at: Date
  ends_at: Date
}

const slotOf = (visit: Visit) => ({
  appointment_id: visit.id,
  slot_details: {
    provider_id: visit.provider_id,
    start_time: visit.starts_at.toISOString(),
    end_time: visit.ends_at.toISOString(),
  },
})

/** An agent that may not text or change anything while staff have the conversation still has news that staff must see. */
async function leaveToStaff(tx: TxCtx, visit: { conversation_id: string | null }): Promise<void> {
  if (visit.conversation_id === null) return
  await askStaff(tx, { conversation_id: visit.conversation_id, reason: 'agent_asked' })
}

/**
 * Cancels a visit for an agent: that of the provider's side, when it keeps the schedule, else that of the patient's side.
 * The patient is told. Asking for it again gets the same answer.
 */
export async function cancelForPeer(
  tx: TxCtx,
  message: PeerRequest<'CANCEL_APPOINTMENT'>,
): Promise<Refusal | undefined> {
  let seen: { conversation_id: string | null } | null = null
  const failed = await answerPeer(tx, message, async (inner) => {
    const { visit, as, isKeeper } = await findVisit(inner, message)
    seen = visit
    const status = isKeeper ? 'CANCELLED_BY_PROVIDER' : 'CANCELLED_BY_USER'
    if (visit.state !== 'cancelled') {
      await cancelAppointment(as, {
        appointment_id: visit.id,
        reason: `By ${message.from}. ${message.content.reason ?? ''}`,
      })
    }
    return { status, ...slotOf(visit) }
  })
  if (failed === 'staff_has_it' && seen) await leaveToStaff(tx, seen)
  return undefined
}

/** Where a visit is to go. A provider of another agent's is that agent's to decide. */
async function readTarget(tx: TxCtx, message: PeerRequest<'RESCHEDULE_APPOINTMENT'>, visit: Visit) {
  const { provider_id, start_time } = message.content.new_slot_details
  if (!instant.safeParse(start_time).success)
    throw invalidInput('Use an ISO 8601 time with an offset.', 'new_slot_details.start_time')
  if (provider_id && !id.safeParse(provider_id).success)
    throw invalidInput('This clinic has no such provider.', 'new_slot_details.provider_id')
  const target = await tx.tx.provider.findUnique({
    where: { id: provider_id ?? visit.provider_id },
    select: { id: true, agent_id: true },
  })
  if (target?.agent_id && target.agent_id !== message.from_agent_id) {
    throw forbidden('Another agent keeps this provider’s schedule and decides about its times.')
  }
  return { provider_id: target?.id ?? visit.provider_id, starts_at: start_time }
}

/** Moves a visit for an agent, by the same rules as anybody's move. The patient is told. */
export async function rescheduleForPeer(
  tx: TxCtx,
  message: PeerRequest<'RESCHEDULE_APPOINTMENT'>,
): Promise<Refusal | undefined> {
  let seen: { conversation_id: string | null } | null = null
  const failed = await answerPeer(tx, message, async (inner) => {
    const { visit, as } = await findVisit(inner, message)
    seen = visit
    const target = await readTarget(inner, message, visit)
    await rescheduleAppointment(as, { appointment_id: visit.id, ...target })
    const moved = await inner.tx.appointment.findUniqueOrThrow({ where: { id: visit.id } })
    return { status: 'CONFIRMED', ...slotOf(moved) }
  })
  if (failed === 'staff_has_it' && seen) await leaveToStaff(tx, seen)
  return undefined
}

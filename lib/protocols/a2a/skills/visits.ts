import { clinicScope } from '#lib/core/authorize.ts'
import { actingAs, type TxCtx } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import { forbidden, invalidInput } from '#lib/domain/errors.ts'
import { instant } from '#lib/domain/wire.ts'
import { cancelAppointment } from '#lib/services/appointment/cancel.ts'
import { findNamedVisit } from '#lib/services/appointment/named-visit.ts'
import { rescheduleAppointment } from '#lib/services/appointment/reschedule.ts'
import { envelopeTo } from './envelope.ts'
import { type Outcome, resultOf } from './outcome.ts'
import { cancelPayload, reschedulePayload, type VisitReference } from './payloads.ts'
import { providersOf } from './references.ts'
import type { PeerRequest } from './request.ts'

/** The visit that is named, and the peer as who may change it: with the right to, where it keeps the schedule. */
async function ownVisit(tx: TxCtx, reference: VisitReference) {
  const visit = await findNamedVisit(tx, reference, clinicScope(tx))
  const { agentId, permissions } = tx.actor
  const isKeeper = agentId !== undefined && visit.provider.agent_id === agentId
  const granted = isKeeper ? new Set([...permissions, 'appointments:write' as const]) : permissions
  return { visit, isKeeper, as: actingAs(tx, { ...tx.actor, permissions: granted }) }
}

interface Visit {
  id: string
  provider_id: string
  starts_at: Date
  ends_at: Date
  clinic_id: string
}

function answered(tx: TxCtx, request: PeerRequest, visit: Visit, status: string, words: string): Outcome {
  const envelope = envelopeTo(tx, {
    message_type: 'response',
    correlation_id: request.correlation_id,
    in_reply_to: request.message_id,
    payload: {
      status,
      appointment_id: visit.id,
      slot_details: {
        provider_id: visit.provider_id,
        start_time: visit.starts_at.toISOString(),
        end_time: visit.ends_at.toISOString(),
      },
    },
  })
  return {
    state: 'completed',
    say: 'Done; what was done is in the artifact.',
    artifacts: [resultOf('result', request.name, envelope, words)],
    clinic_id: visit.clinic_id,
  }
}

/** CANCEL_APPOINTMENT. The patient is told. One that is cancelled already stays so. */
export async function cancelVisit(tx: TxCtx, request: PeerRequest): Promise<Outcome> {
  const payload = parseInput(cancelPayload, request.payload)
  const { visit, isKeeper, as } = await ownVisit(tx, payload)
  if (visit.state !== 'cancelled') {
    const reason = `By ${tx.actor.name}. ${payload.reason ?? ''}`.slice(0, 500)
    await cancelAppointment(as, { appointment_id: visit.id, reason })
  }
  const status = isKeeper ? 'CANCELLED_BY_PROVIDER' : 'CANCELLED_BY_USER'
  return answered(tx, request, visit, status, `Cancelled: appointment ${visit.id}.`)
}

/** RESCHEDULE_APPOINTMENT, by the rules of anybody's move. The patient is told. */
export async function moveVisit(tx: TxCtx, request: PeerRequest): Promise<Outcome> {
  const payload = parseInput(reschedulePayload, request.payload)
  const { visit, as } = await ownVisit(tx, payload)
  const { provider_id, start_time } = payload.new_slot_details
  if (!instant.safeParse(start_time).success)
    throw invalidInput('Use an ISO 8601 time with an offset.', 'new_slot_details.start_time')
  const field = 'new_slot_details.provider_id'
  const [named] = await providersOf(tx, visit.clinic_id, provider_id ? [provider_id] : [], field)
  const target = named ?? (await tx.tx.provider.findUniqueOrThrow({ where: { id: visit.provider_id } }))
  if (target.agent_id !== null && target.agent_id !== tx.actor.agentId)
    throw forbidden('Another agent keeps this provider’s schedule and decides about its times.')
  await rescheduleAppointment(as, {
    appointment_id: visit.id,
    provider_id: target.id,
    starts_at: start_time,
  })
  const moved = await tx.tx.appointment.findUniqueOrThrow({ where: { id: visit.id } })
  const words = `Moved: appointment ${visit.id} is now at ${moved.starts_at.toISOString()} with ${target.name}.`
  return answered(tx, request, moved, 'CONFIRMED', words)
}

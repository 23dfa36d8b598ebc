import type { TxCtx } from '#lib/core/context.ts'
import type { VisitReference } from '#lib/domain/agents/peer-payloads.ts'
import { forbidden, invalidInput, notFound } from '#lib/domain/errors.ts'
import type { Permission } from '#lib/domain/permissions.ts'
import { id, instant } from '#lib/domain/wire.ts'
import { asPeer, type PeerRequest } from './answer-peer.ts'

type AboutVisit = PeerRequest<'CANCEL_APPOINTMENT'> | PeerRequest<'RESCHEDULE_APPOINTMENT'>

const WRITE: Permission = 'appointments:write'

/** Which rows a reference names: the one with this id, or those of a provider that start then, the live one first. */
function whereOf({ appointment_id, slot_details }: VisitReference) {
  if (appointment_id && id.safeParse(appointment_id).success) return { id: appointment_id }
  const { provider_id, start_time } = slot_details ?? {}
  if (!id.safeParse(provider_id).success || !instant.safeParse(start_time).success) {
    throw invalidInput(
      'Name the appointment by appointment_id, or by provider_id and start_time in slot_details.',
      'appointment_id',
    )
  }
  return { provider_id: provider_id as string, starts_at: new Date(start_time as string) }
}

/**
 * The visit that an agent names, and the agent as who may change it: with `appointments:write` when it keeps the visit's
 * provider, else with what its key was allowed. Throws `not_found` out of its clinic, or in a conversation with another
 * patient; `forbidden` for a visit that is not its own.
 */
export async function findVisit(tx: TxCtx, message: AboutVisit) {
  const rows = await tx.tx.appointment.findMany({
    where: {
      ...whereOf(message.content),
      state: { in: ['booked', 'arrived', 'fulfilled', 'cancelled', 'noshow'] },
      ...(message.clinic_id === null ? {} : { clinic_id: message.clinic_id }),
      ...(message.conversation_id === null ? {} : { conversation_id: message.conversation_id }),
    },
    include: { provider: { select: { agent_id: true } } },
    orderBy: { updated_at: 'desc' },
  })
  const visit = rows.find((row) => row.state !== 'cancelled') ?? rows[0]
  if (!visit) throw notFound('The appointment')
  const isKeeper = visit.provider.agent_id === message.from_agent_id
  const as = asPeer(tx, message, isKeeper ? [WRITE] : [])
  if (!as.actor.permissions.has(WRITE)) {
    throw forbidden(
      `${message.from} does not keep this provider’s schedule and cannot change the appointment.`,
    )
  }
  return { visit, as, isKeeper }
}

import type { TxCtx } from '#lib/core/context.ts'
import { forbidden } from '#lib/domain/errors.ts'
import type { Permission } from '#lib/domain/permissions.ts'
import { findNamedVisit } from '#lib/services/appointment/named-visit.ts'
import { asPeer, type PeerRequest } from './answer-peer.ts'

type AboutVisit = PeerRequest<'CANCEL_APPOINTMENT'> | PeerRequest<'RESCHEDULE_APPOINTMENT'>

const WRITE: Permission = 'appointments:write'

/**
 * The visit that an agent names, and the agent as who may change it: with `appointments:write` when it keeps the visit's
 * provider, else with what its key was allowed. Throws `not_found` out of its clinic, or in a conversation with another
 * patient; `forbidden` for a visit that is not its own.
 */
export async function findVisit(tx: TxCtx, message: AboutVisit) {
  const visit = await findNamedVisit(tx, message.content, {
    ...(message.clinic_id === null ? {} : { clinic_id: message.clinic_id }),
    ...(message.conversation_id === null ? {} : { conversation_id: message.conversation_id }),
  })
  const isKeeper = visit.provider.agent_id === message.from_agent_id
  const as = asPeer(tx, message, isKeeper ? [WRITE] : [])
  if (!as.actor.permissions.has(WRITE)) {
    throw forbidden(
      `${message.from} does not keep this provider’s schedule and cannot change the appointment.`,
    )
  }
  return { visit, as, isKeeper }
}

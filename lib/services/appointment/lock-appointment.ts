import { found } from '#lib/core/authorize.ts'
import type { TxCtx } from '#lib/core/context.ts'
import { requireVersion } from '#lib/core/version.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { conflict, illegalState } from '#lib/domain/errors.ts'
import {
  ACTION_STEP,
  APPOINTMENT_STEPS,
  type AppointmentAction,
  disabledReason,
} from '#lib/domain/scheduling/appointment.ts'
import { lockProviders, releaseExpiredHolds } from './provider-lock.ts'
import { APPOINTMENT_INCLUDE } from './view.ts'
import { lockVisitThread } from './visit-thread.ts'

export const LOCKED_INCLUDE = {
  ...APPOINTMENT_INCLUDE,
  patient: true,
  service_type: true,
} satisfies Prisma.AppointmentInclude

export type LockedAppointment = Prisma.AppointmentGetPayload<{ include: typeof LOCKED_INCLUDE }>

/** The visit with all that a change of it looks at, or null. It locks nothing. */
export const readForChange = (tx: TxCtx, id: string) =>
  tx.tx.appointment.findUnique({ where: { id }, include: LOCKED_INCLUDE })

/** Throws `illegal_state`, with what would be legal, when the table does not allow the action now. */
export function assertAction(action: AppointmentAction, row: { state: LockedAppointment['state'] }): void {
  const reason = disabledReason(action, row.state)
  if (reason === null) return
  throw illegalState(
    reason,
    action === 'move' ? ['booked'] : APPOINTMENT_STEPS.legalFrom(ACTION_STEP[action]),
  )
}

/** Throws `conflict` when the visit is not the version any more that the caller has seen; null asks for none. */
export const assertVersion = (
  tx: TxCtx,
  { id, version }: LockedAppointment,
  expected: number | null | undefined,
) => requireVersion(tx, { kind: 'appointment', id, version, words: 'this visit' }, expected)

interface Change {
  id: string
  action: AppointmentAction
  version?: number | null
  /** The patient is to be told. */
  is_notifying: boolean
  /** Providers whose time it will take, besides its own. */
  provider_ids?: readonly string[]
}

/**
 * Locks an appointment with all that belongs to it, in order: phone and conversation, providers, then reads it again.
 * Answers the row with the thread in which the patient is told, null for none. Throws `not_found` out of scope,
 * `illegal_state`, and `changed_meanwhile` when it is no longer at the expected version.
 */
export async function lockAppointment(tx: TxCtx, change: Change) {
  const seen = found(tx, await readForChange(tx, change.id), 'The appointment')
  assertAction(change.action, seen)
  const conversationId = await lockVisitThread(tx, {
    clinic_id: seen.clinic_id,
    patient: seen.patient,
    service_type_id: seen.service_type_id,
    conversation_id: seen.conversation_id,
    is_notifying: change.is_notifying,
    continues: false,
  })
  await lockProviders(tx, [seen.provider_id, ...(change.provider_ids ?? [])])
  await releaseExpiredHolds(tx, [seen.provider_id, ...(change.provider_ids ?? [])])
  const row = found(tx, await readForChange(tx, change.id), 'The appointment')
  assertAction(change.action, row)
  await assertVersion(tx, row, change.version)
  if (row.provider_id !== seen.provider_id) {
    throw conflict(
      'This appointment was just moved to another provider. Look at it again first.',
      'appointment_id',
    )
  }
  return { row, conversation_id: conversationId }
}

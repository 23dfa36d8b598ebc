import type { TxCtx } from '#lib/core/context.ts'
import type { Candidate } from '#lib/domain/waiting-list/fit.ts'
import { openThread } from '../offer/thread.ts'
import type { PlannedOpening } from './plan.ts'

/** The thread of the visit that would be given up. */
async function visitThread(tx: TxCtx, visitId: string): Promise<string | null> {
  const visit = await tx.tx.appointment.findUnique({
    where: { id: visitId },
    select: { conversation_id: true },
  })
  return visit?.conversation_id ?? null
}

/** The thread of the last suggestion of this service, unless a visit stands in it: a new one must not move that. */
async function lastThread(tx: TxCtx, opening: PlannedOpening, patientId: string): Promise<string | null> {
  const conversation = await tx.tx.conversation.findFirst({
    where: {
      patient_id: patientId,
      offers: { some: { invitation: { opening: { service_type_id: opening.service_type_id } } } },
      appointments: { none: { state: { in: ['booked', 'arrived'] } } },
    },
    orderBy: { last_message_at: 'desc' },
    select: { id: true },
  })
  return conversation?.id ?? null
}

/** The conversation in which a freed time is suggested. The caller holds the phone's lock. */
export async function suggestionThread(
  tx: TxCtx,
  opening: PlannedOpening,
  candidate: Candidate,
): Promise<string> {
  const known = candidate.visit_id
    ? await visitThread(tx, candidate.visit_id)
    : await lastThread(tx, opening, candidate.patient_id)
  if (known) return known
  const patient = await tx.tx.patient.findUniqueOrThrow({ where: { id: candidate.patient_id } })
  const created = await openThread(tx, {
    clinic_id: opening.clinic_id,
    patient,
    service_type_id: opening.service_type_id,
    external_id: `conv_${tx.newId()}`,
  })
  return created.id
}

import { record } from '#lib/core/audit.ts'
import type { TxCtx } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import type { AppointmentView } from '#lib/domain/scheduling/schema.ts'
import { announceAppointments } from './provider-lock.ts'
import { APPOINTMENT_INCLUDE, appointmentView } from './view.ts'

/** How every verb on one appointment ends: audit event, live event, and the row as the wire shows it. */
export async function recordAndView(
  tx: TxCtx,
  id: string,
  event: { action: string; detail?: Prisma.InputJsonObject; note?: string | null },
): Promise<AppointmentView> {
  const row = await tx.tx.appointment.findUniqueOrThrow({ where: { id }, include: APPOINTMENT_INCLUDE })
  await record(tx, {
    action: event.action,
    subject: { kind: 'appointment', id },
    clinicId: row.clinic_id,
    conversationId: row.conversation_id,
    patientId: row.patient_id,
    detail: { provider_id: row.provider_id, starts_at: row.starts_at.toISOString(), ...event.detail },
    note: event.note,
  })
  announceAppointments(tx, [row])
  return appointmentView(tx, row)
}

import { record } from '#lib/core/audit.ts'
import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { announceAppointments } from '../appointment/provider-lock.ts'
import { syncReminders } from './sync.ts'

/**
 * Notes that the patient comes to the visit as it stands now; further reminders of it stop. A move makes the time a new one
 * that nobody has confirmed. False: it was confirmed already, or is not booked and ahead any more.
 */
export async function noteConfirmed(
  tx: TxCtx,
  visit: { id: string; starts_at: Date },
  by: 'text' | 'staff',
): Promise<boolean> {
  const now = nowDate(tx)
  const confirmed = await tx.tx.appointment.updateManyAndReturn({
    where: {
      id: visit.id,
      state: 'booked',
      starts_at: visit.starts_at,
      OR: [{ confirmed_for: null }, { confirmed_for: { not: visit.starts_at } }],
    },
    data: { confirmed_for: visit.starts_at, confirmed_at: now, updated_at: now, version: { increment: 1 } },
  })
  const [row] = confirmed
  if (!row) return false
  await syncReminders(tx, [row.id], { is_just_told: false })
  await record(tx, {
    action: 'appointment.confirmed',
    subject: { kind: 'appointment', id: row.id },
    clinicId: row.clinic_id,
    conversationId: row.conversation_id,
    patientId: row.patient_id,
    detail: { by, starts_at: row.starts_at.toISOString() },
  })
  announceAppointments(tx, [row])
  return true
}

import { record } from '#lib/core/audit.ts'
import type { TxCtx } from '#lib/core/context.ts'
import type { ReminderReason } from '#lib/domain/messaging/reminder.ts'

interface NotedVisit {
  appointment_id: string
  clinic_id: string
  patient_id: string | null
}

/**
 * Puts what became of a visit's reminders into the patient's timeline, in the transaction that decided it. `minutes` says which
 * ones; none: nothing is written.
 */
export async function noteReminders(
  tx: TxCtx,
  visit: NotedVisit,
  change: { what: 'planned' | 'skipped' | 'cancelled'; reason?: ReminderReason; minutes: readonly number[] },
): Promise<void> {
  const { what, reason, minutes } = change
  if (minutes.length === 0) return
  await record(tx, {
    action: `reminder.${what}`,
    subject: { kind: 'appointment', id: visit.appointment_id },
    clinicId: visit.clinic_id,
    patientId: visit.patient_id,
    detail: { minutes: [...minutes].sort((a, b) => b - a), ...(reason ? { reason } : {}) },
  })
}

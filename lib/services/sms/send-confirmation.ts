import type { TxCtx } from '#lib/core/context.ts'
import { composeText } from '../template/compose.ts'
import { isOptedOut } from './opt-out.ts'
import { queueText } from './queue-text.ts'

export type VisitNews = 'booked' | 'moved' | 'cancelled'

/**
 * Tells the patient what became of their visit, in the clinic's time. Without a conversation there is no thread to tell
 * it in, and an opted-out phone is not texted; both are no error: false says that nothing was queued.
 */
export async function sendConfirmation(
  tx: TxCtx,
  told: { appointment_id: string; news: VisitNews },
): Promise<boolean> {
  const row = await tx.tx.appointment.findUniqueOrThrow({
    where: { id: told.appointment_id },
    include: { provider: true, clinic: true, patient: true },
  })
  if (!row.conversation_id || !row.patient || (await isOptedOut(tx, row.patient.phone_index))) return false
  await queueText(tx, {
    clinic_id: row.clinic_id,
    patient_id: row.patient.id,
    conversation_id: row.conversation_id,
    kind: 'confirmation',
    text: await composeText(
      tx,
      told.news,
      { clinic: row.clinic, patient: row.patient, service_type_id: row.service_type_id },
      { starts_at: row.starts_at, provider_name: row.provider.name },
    ),
  })
  return true
}

import { record } from '#lib/core/audit.ts'
import { nowDate, type TxCtx } from '#lib/core/context.ts'
import type { Language } from '#lib/domain/messaging/language.ts'

/** From now on the patient is texted in this language. False: they were already, and nothing was written. */
export async function rememberLanguage(
  tx: TxCtx,
  { patient_id, language }: { patient_id: string; language: Language },
): Promise<boolean> {
  const changed = await tx.tx.patient.updateMany({
    where: { id: patient_id, language: { not: language } },
    data: { language, updated_at: nowDate(tx) },
  })
  if (changed.count === 0) return false
  const { clinic_id } = await tx.tx.patient.findUniqueOrThrow({
    where: { id: patient_id },
    select: { clinic_id: true },
  })
  await record(tx, {
    action: 'patient.language_changed',
    subject: { kind: 'patient', id: patient_id },
    clinicId: clinic_id,
    patientId: patient_id,
    detail: { language },
  })
  tx.outgoing.events.push({ type: 'patient.changed', id: patient_id, clinic_id })
  return true
}

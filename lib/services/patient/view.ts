import type { Ctx } from '#lib/core/context.ts'
import { formatPhone } from '#lib/domain/messaging/phone-number.ts'

interface PatientRow {
  id: string
  first_name: string
  last_name: string
  phone_sealed: string
  is_stub: boolean
}

/** The patient's phone number in E.164. */
export function phoneOf(ctx: Ctx, patient: Pick<PatientRow, 'id' | 'phone_sealed'>): string {
  return ctx.sealer.open({ table: 'patient', column: 'phone_sealed', id: patient.id }, patient.phone_sealed)
}

/** How staff see a patient in a line: the name, or the number of somebody who has none yet. */
export function patientLine(ctx: Ctx, patient: PatientRow) {
  const phone = phoneOf(ctx, patient)
  const name = `${patient.first_name} ${patient.last_name}`.trim()
  return { id: patient.id, name: name || formatPhone(phone), phone_number: phone, is_stub: patient.is_stub }
}

/** The patient's name for lists of appointments, without opening the phone number when there is a name. */
export function patientName(ctx: Ctx, patient: PatientRow): string {
  const name = `${patient.first_name} ${patient.last_name}`.trim()
  return name || formatPhone(phoneOf(ctx, patient))
}

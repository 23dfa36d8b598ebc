import { found } from '#lib/core/authorize.ts'
import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { conflict, invalidInput } from '#lib/domain/errors.ts'
import type { OverrideBookingInput, OverrideBookingResult } from '#lib/domain/scheduling/schema.ts'
import { noteFreedTime } from '../opening/note-freed.ts'
import { recordAndView } from './answer.ts'
import { assertAction, lockAppointment, readForChange } from './lock-appointment.ts'
import { tellPatient } from './visit-thread.ts'
import { updateVisit } from './write-visit.ts'

/** Cancels a booked visit with a reason. Nothing is in the way of that, so there are no conflicts to list. */
export async function cancelByOverride(
  tx: TxCtx,
  input: OverrideBookingInput,
): Promise<OverrideBookingResult> {
  const id = input.appointment_id
  if (!id) throw invalidInput('Say which appointment is to be cancelled.', 'appointment_id')
  const seen = found(tx, await readForChange(tx, id), 'The appointment')
  if (seen.clinic_id !== input.clinic_id) {
    throw invalidInput('This appointment is in another clinic.', 'appointment_id')
  }
  assertAction('cancel', seen)
  if (input.is_preview) return { conflicts: [], is_applied: false, appointment: null }
  const isNotifying = input.notify_patient !== false
  const { row, conversation_id } = await lockAppointment(tx, {
    id,
    action: 'cancel',
    is_notifying: isNotifying,
  })
  const cancelled = await updateVisit(
    tx,
    { id: row.id, state: 'booked' },
    { state: 'cancelled', ended_at: nowDate(tx), conversation_id },
  )
  if (cancelled === null || typeof cancelled === 'string') {
    throw conflict('This appointment has just changed. Look at it again first.')
  }
  await noteFreedTime(tx, { cause: 'cancellation', visit: row })
  const is_texted = await tellPatient(tx, cancelled, 'cancelled', isNotifying)
  const appointment = await recordAndView(tx, row.id, {
    action: 'appointment.cancelled_by_override',
    detail: { is_texted },
    note: input.reason,
  })
  return { conflicts: [], is_applied: true, appointment }
}

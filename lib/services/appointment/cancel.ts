import { type Ctx, nowDate } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { conflict } from '#lib/domain/errors.ts'
import {
  type AppointmentView,
  type CancelAppointmentInput,
  cancelAppointmentInput,
} from '#lib/domain/scheduling/schema.ts'
import { noteFreedTime } from '../opening/note-freed.ts'
import { recordAndView } from './answer.ts'
import { lockAppointment } from './lock-appointment.ts'
import { tellPatient } from './visit-thread.ts'
import { updateVisit } from './write-visit.ts'

/**
 * Cancels a booked visit: its time is free at once, and the patient is told unless told otherwise. Throws
 * `illegal_state` for anything that is not booked, `conflict` when it changed meanwhile, `not_found` out of scope.
 */
export async function cancelAppointment(ctx: Ctx, input: CancelAppointmentInput): Promise<AppointmentView> {
  const parsed = parseInput(cancelAppointmentInput, input)
  const mutation = {
    name: 'appointment.cancel',
    permission: 'appointments:write',
    idempotencyKey: parsed.idempotency_key,
    input: parsed,
  } as const
  return mutate(ctx, mutation, async (tx) => {
    const isNotifying = parsed.notify_patient !== false
    const { row, conversation_id } = await lockAppointment(tx, {
      id: parsed.appointment_id,
      action: 'cancel',
      version: parsed.version,
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
    return recordAndView(tx, row.id, {
      action: 'appointment.cancelled',
      detail: { is_texted },
      note: parsed.reason,
    })
  })
}

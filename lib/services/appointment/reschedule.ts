import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { conflict, invalidInput } from '#lib/domain/errors.ts'
import {
  type AppointmentView,
  type RescheduleAppointmentInput,
  rescheduleAppointmentInput,
} from '#lib/domain/scheduling/schema.ts'
import { slotAt } from '#lib/domain/scheduling/slots.ts'
import { MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { noteFreedTime } from '../opening/note-freed.ts'
import { recordAndView } from './answer.ts'
import { lockAppointment } from './lock-appointment.ts'
import { releaseOwnHolds } from './provider-lock.ts'
import { refuseConflicts, refusedByDatabase } from './refuse-conflicts.ts'
import { NO_SERVICE } from './time-check.ts'
import { tellPatient } from './visit-thread.ts'
import { updateVisit } from './write-visit.ts'

/**
 * Moves a booked visit to another free time, with the same or another provider, by the same rules as a booking. Its
 * length stays. One UPDATE of the same row: the old time is kept until the new one is taken. The patient is told unless
 * told otherwise. Throws `conflict` (not free, or changed meanwhile), `illegal_state`, `not_found`, `invalid_input`.
 */
export async function rescheduleAppointment(
  ctx: Ctx,
  input: RescheduleAppointmentInput,
): Promise<AppointmentView> {
  const parsed = parseInput(rescheduleAppointmentInput, input)
  const mutation = {
    name: 'appointment.move',
    permission: 'appointments:write',
    idempotencyKey: parsed.idempotency_key,
    input: parsed,
  } as const
  return mutate(ctx, mutation, async (tx) => {
    const isNotifying = parsed.notify_patient !== false
    const { row, conversation_id } = await lockAppointment(tx, {
      id: parsed.appointment_id,
      action: 'move',
      version: parsed.version,
      is_notifying: isNotifying,
      provider_ids: parsed.provider_id ? [parsed.provider_id] : [],
    })
    const { clinic_id, patient_id, service_type: service } = row
    const provider_id = parsed.provider_id ?? row.provider_id
    const minutes = (row.ends_at.getTime() - row.starts_at.getTime()) / MINUTE_MS
    const slot = slotAt(service ?? NO_SERVICE, provider_id, Date.parse(parsed.starts_at), minutes)
    const times = { starts_at: new Date(slot.starts_at), ends_at: new Date(slot.ends_at) }
    if (provider_id === row.provider_id && slot.starts_at === row.starts_at.getTime()) {
      throw invalidInput('The visit is at that time already.', 'starts_at')
    }
    if (patient_id) await releaseOwnHolds(tx, patient_id, slot)
    const wanted = { clinic_id, provider_id, patient_id, service, ...times, own_id: row.id }
    const calendar = await refuseConflicts(tx, wanted)
    const moved = await updateVisit(
      tx,
      { id: row.id, state: 'booked' },
      {
        provider_id,
        ...times,
        blocked_from: new Date(slot.blocked_from),
        blocked_until: new Date(slot.blocked_until),
        is_override: false,
        conversation_id,
      },
    )
    if (typeof moved === 'string') throw refusedByDatabase(moved, calendar, times.starts_at)
    if (moved === null) throw conflict('This appointment has just changed. Look at it again first.')
    await noteFreedTime(tx, { cause: 'moved', visit: row })
    const is_texted = await tellPatient(tx, moved, 'moved', isNotifying)
    return recordAndView(tx, row.id, {
      action: 'appointment.moved',
      detail: { is_texted, from_provider_id: row.provider_id, from_starts_at: row.starts_at.toISOString() },
    })
  })
}

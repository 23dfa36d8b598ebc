import { record } from '#lib/core/audit.ts'
import { found } from '#lib/core/authorize.ts'
import { type Ctx, nowDate } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import {
  type SwitchRemindersInput,
  switchRemindersInput,
  type VisitRemindersView,
} from '#lib/domain/messaging/reminder-schema.ts'
import { announceAppointments } from '../appointment/provider-lock.ts'
import { viewVisitReminders } from './list.ts'
import { syncReminders } from './sync.ts'

/**
 * Switches the reminders of one visit off, or on again: those whose time is still to come wait again. A text that waits to
 * leave is dropped. Throws `not_found` out of scope.
 */
export async function switchReminders(ctx: Ctx, input: SwitchRemindersInput): Promise<VisitRemindersView> {
  const parsed = parseInput(switchRemindersInput, input)
  const { appointment_id, is_on } = parsed
  const mutation = { name: 'reminders.switch', permission: 'appointments:write', input: parsed } as const
  return mutate(ctx, mutation, async (tx) => {
    const visit = found(
      tx,
      await tx.tx.appointment.findUnique({ where: { id: appointment_id } }),
      'The appointment',
    )
    const changed = await tx.tx.appointment.updateMany({
      where: { id: appointment_id, reminders_off: is_on },
      data: { reminders_off: !is_on, updated_at: nowDate(tx), version: { increment: 1 } },
    })
    if (changed.count > 0) {
      await syncReminders(tx, [appointment_id], { is_just_told: false })
      await record(tx, {
        action: is_on ? 'appointment.reminders_on' : 'appointment.reminders_off',
        subject: { kind: 'appointment', id: appointment_id },
        clinicId: visit.clinic_id,
        conversationId: visit.conversation_id,
        patientId: visit.patient_id,
      })
      announceAppointments(tx, [visit])
    }
    return viewVisitReminders(tx, appointment_id)
  })
}

import { found } from '#lib/core/authorize.ts'
import { type Ctx, nowDate } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { illegalState } from '#lib/domain/errors.ts'
import {
  type AppointmentStepInput,
  type AppointmentView,
  appointmentStepInput,
} from '#lib/domain/scheduling/schema.ts'
import { noteConfirmed } from '../reminder/confirm-visit.ts'
import { assertVersion, readForChange } from './lock-appointment.ts'
import { APPOINTMENT_INCLUDE, appointmentView } from './view.ts'

/**
 * Staff have heard from the patient, as by phone, that they come: the visit counts as confirmed and further reminders stop.
 * Nobody is texted; confirmed twice changes nothing. Throws `illegal_state` unless the visit is booked and ahead,
 * `changed_meanwhile` when it has changed since `version`, `not_found` out of scope.
 */
export async function confirmAppointment(ctx: Ctx, input: AppointmentStepInput): Promise<AppointmentView> {
  const parsed = parseInput(appointmentStepInput, input)
  const mutation = { name: 'appointment.confirm', permission: 'appointments:write', input: parsed } as const
  return mutate(ctx, mutation, async (tx) => {
    const visit = found(tx, await readForChange(tx, parsed.appointment_id), 'The appointment')
    if (visit.state !== 'booked' || visit.starts_at <= nowDate(tx)) {
      throw illegalState('Only a booked visit that is still ahead can be confirmed.', ['booked'])
    }
    await assertVersion(tx, visit, parsed.version)
    await noteConfirmed(tx, visit, 'staff')
    const row = await tx.tx.appointment.findUniqueOrThrow({
      where: { id: visit.id },
      include: APPOINTMENT_INCLUDE,
    })
    return appointmentView(tx, row)
  })
}

import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import {
  type AppointmentStepInput,
  type AppointmentView,
  appointmentStepInput,
} from '#lib/domain/scheduling/schema.ts'
import { refreshConversation } from '../conversation/refresh.ts'
import { recordAndView } from './answer.ts'
import { lockAppointment } from './lock-appointment.ts'
import { releaseHolds } from './provider-lock.ts'

/**
 * Lets a held time go. If an offer stands behind it, the option stays in the offer: a patient who chooses it loses the
 * race and gets fresh options. Throws `illegal_state` for anything that is not held, `not_found` out of scope.
 */
export async function releaseHold(ctx: Ctx, input: AppointmentStepInput): Promise<AppointmentView> {
  const parsed = parseInput(appointmentStepInput, input)
  const mutation = { name: 'slot.release', permission: 'appointments:write', input: parsed } as const
  return mutate(ctx, mutation, async (tx) => {
    const { row } = await lockAppointment(tx, {
      id: parsed.appointment_id,
      action: 'release',
      version: parsed.version,
      is_notifying: false,
    })
    await releaseHolds(tx, [row.id])
    if (row.conversation_id) await refreshConversation(tx, row.conversation_id)
    return recordAndView(tx, row.id, { action: 'hold.released' })
  })
}

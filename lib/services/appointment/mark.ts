import { type Ctx, nowDate } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { conflict, illegalState } from '#lib/domain/errors.ts'
import { ACTION_STEP, APPOINTMENT_STEPS, tooEarlyReason } from '#lib/domain/scheduling/appointment.ts'
import {
  type AppointmentStepInput,
  type AppointmentView,
  appointmentStepInput,
} from '#lib/domain/scheduling/schema.ts'
import { refreshConversation } from '../conversation/refresh.ts'
import { recordAndView } from './answer.ts'
import { lockAppointment } from './lock-appointment.ts'
import { updateVisit } from './write-visit.ts'

type Step = 'arrive' | 'fulfil' | 'noshow'

const AUDIT_ACTION: Record<Step, string> = {
  arrive: 'appointment.arrived',
  fulfil: 'appointment.fulfilled',
  noshow: 'appointment.noshow',
}

async function step(ctx: Ctx, action: Step, input: AppointmentStepInput): Promise<AppointmentView> {
  const parsed = parseInput(appointmentStepInput, input)
  const mutation = { name: `appointment.${action}`, permission: 'appointments:write', input: parsed } as const
  return mutate(ctx, mutation, async (tx) => {
    const { row } = await lockAppointment(tx, {
      id: parsed.appointment_id,
      action,
      version: parsed.version,
      is_notifying: false,
    })
    const early = tooEarlyReason(action, { starts_at: row.starts_at.getTime(), now: tx.now() })
    if (early) throw illegalState(early, ['on the day of the visit'])
    const state = ACTION_STEP[action]
    const ended = APPOINTMENT_STEPS.isFinal(state) ? { ended_at: nowDate(tx) } : {}
    const stepped = await updateVisit(tx, { id: row.id, state: row.state }, { state, ...ended })
    if (stepped === null || typeof stepped === 'string') {
      throw conflict('This appointment has just changed. Look at it again first.')
    }
    if (row.conversation_id) await refreshConversation(tx, row.conversation_id)
    return recordAndView(tx, row.id, { action: AUDIT_ACTION[action] })
  })
}

/** The patient is here. Throws `illegal_state` unless the visit is booked and within the next twelve hours. */
export const markArrived = (ctx: Ctx, input: AppointmentStepInput) => step(ctx, 'arrive', input)

/** The visit took place. Throws `illegal_state` unless the patient had arrived. */
export const markFulfilled = (ctx: Ctx, input: AppointmentStepInput) => step(ctx, 'fulfil', input)

/** The patient did not come: the time is free again. Throws `illegal_state` unless the visit is booked and has begun. */
export const markNoShow = (ctx: Ctx, input: AppointmentStepInput) => step(ctx, 'noshow', input)

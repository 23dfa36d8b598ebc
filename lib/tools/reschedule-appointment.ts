import { z } from 'zod'
import type { TxCtx } from '#lib/core/context.ts'
import { parseSlotTime } from '#lib/domain/scheduling/local-time.ts'
import { idempotencyKey } from '#lib/domain/wire.ts'
import { rescheduleAppointment } from '#lib/services/appointment/reschedule.ts'
import {
  appointmentField,
  dateField,
  notifyField,
  providerField,
  timeField,
  VERB_FIELDS,
  versionField,
} from './fields.ts'
import { ownAppointment } from './own-appointment.ts'
import { findProvider } from './references.ts'
import { defineTool } from './tool.ts'
import { toVisit, visitOutput } from './visit.ts'
import { writeOnce } from './write-once.ts'

const rescheduleInput = z.object({
  appointment_id: appointmentField,
  date: dateField,
  time: timeField,
  provider: providerField.nullish().describe('Another provider of the same clinic; by default the same.'),
  notify_patient: notifyField,
  version: versionField,
  idempotency_key: idempotencyKey,
})

async function move(tx: TxCtx, input: z.output<typeof rescheduleInput>) {
  const { clinic } = await ownAppointment(tx, input.appointment_id)
  const provider = input.provider ? (await findProvider(tx, [clinic], input.provider)).provider : null
  const startsAt = parseSlotTime({ date: input.date, time: input.time, time_zone: clinic.time_zone })
  const view = await rescheduleAppointment(tx, {
    appointment_id: input.appointment_id,
    starts_at: new Date(startsAt).toISOString(),
    provider_id: provider?.id,
    notify_patient: input.notify_patient,
    version: input.version,
  })
  return toVisit(tx, clinic, view)
}

export const rescheduleAppointmentTool = defineTool({
  name: 'reschedule_appointment',
  title: 'Move an appointment',
  description:
    'Moves a booked appointment to another free time, with the same or another provider, and texts the patient the new time. The ' +
    'old time is kept until the new one is taken.',
  input: rescheduleInput,
  output: visitOutput,
  permission: 'appointments:write',
  hints: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  fields: VERB_FIELDS,
  run: (ctx, input) =>
    writeOnce(ctx, { tool: 'reschedule_appointment', permission: 'appointments:write', input }, (tx) =>
      move(tx, input),
    ),
})

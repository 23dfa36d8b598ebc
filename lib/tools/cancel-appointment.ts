import { z } from 'zod'
import type { TxCtx } from '#lib/core/context.ts'
import { idempotencyKey, reason } from '#lib/domain/wire.ts'
import { cancelAppointment } from '#lib/services/appointment/cancel.ts'
import { appointmentField, notifyField, versionField } from './fields.ts'
import { ownAppointment } from './own-appointment.ts'
import { defineTool } from './tool.ts'
import { toVisit, visitOutput } from './visit.ts'
import { writeOnce } from './write-once.ts'

const cancelInput = z.object({
  appointment_id: appointmentField,
  reason: reason.nullish().describe('Why, for the audit trail.'),
  notify_patient: notifyField,
  version: versionField,
  idempotency_key: idempotencyKey,
})

async function cancel(tx: TxCtx, input: z.output<typeof cancelInput>) {
  const { clinic } = await ownAppointment(tx, input.appointment_id)
  const { idempotency_key: _key, ...fields } = input
  return toVisit(tx, clinic, await cancelAppointment(tx, fields))
}

export const cancelAppointmentTool = defineTool({
  name: 'cancel_appointment',
  title: 'Cancel an appointment',
  description: 'Cancels a booked appointment: its time is free at once, and the patient is told by text.',
  input: cancelInput,
  output: visitOutput,
  permission: 'appointments:write',
  hints: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  run: (ctx, input) =>
    writeOnce(ctx, { tool: 'cancel_appointment', permission: 'appointments:write', input }, (tx) =>
      cancel(tx, input),
    ),
})

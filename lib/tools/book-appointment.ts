import { z } from 'zod'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import type { Clinic } from '#lib/db/generated/client.ts'
import { parseSlotTime } from '#lib/domain/scheduling/local-time.ts'
import { idempotencyKey } from '#lib/domain/wire.ts'
import { bookAppointment } from '#lib/services/appointment/book.ts'
import { readOutsidePhone, resolvePatient } from '#lib/services/patient/resolve.ts'
import { candidateClinics } from './clinics.ts'
import {
  dateField,
  notifyField,
  providerField,
  requireOne,
  serviceField,
  timeField,
  uuidField,
  VERB_FIELDS,
} from './fields.ts'
import { findConversation } from './find-conversation.ts'
import { findProvider, findService } from './references.ts'
import { conversationReference } from './schema.ts'
import { clinicField, defineTool } from './tool.ts'
import { toVisit, visitOutput } from './visit.ts'
import { writeOnce } from './write-once.ts'

const bookInput = z.object({
  patient_id: uuidField('patient').nullish().describe('The patient’s id; or give phone_number.'),
  phone_number: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .nullish()
    .describe('Instead of patient_id: the patient’s mobile number. An unknown number makes a new patient.'),
  provider: providerField,
  date: dateField,
  time: timeField,
  service: serviceField,
  conversation_id: conversationReference
    .nullish()
    .describe('The conversation with this patient that it belongs to.'),
  notify_patient: notifyField,
  clinic: clinicField,
  idempotency_key: idempotencyKey,
})

type Input = z.output<typeof bookInput>

/** The patient by id, whom the verb checks, or by phone number within the clinic. */
async function patientId(tx: TxCtx, clinic: Clinic, input: Input): Promise<string> {
  requireOne(input.patient_id, input.phone_number, ['patient_id', 'phone_number'])
  if (input.patient_id) return input.patient_id
  const phone = readOutsidePhone(tx, clinic, input.phone_number ?? '')
  const conversation_id = input.conversation_id
  return (await resolvePatient(tx, { clinic_id: clinic.id, phone_number: phone.e164, conversation_id })).id
}

async function book(tx: TxCtx, input: Input) {
  const { clinic, provider } = await findProvider(
    tx,
    await candidateClinics(tx, input.clinic),
    input.provider,
  )
  const service = await findService(tx, clinic, input.service)
  const startsAt = parseSlotTime({ date: input.date, time: input.time, time_zone: clinic.time_zone })
  const conversation_id = input.conversation_id
    ? await findConversation(tx, { conversation_id: input.conversation_id, clinic: clinic.id })
    : null
  const view = await bookAppointment(tx, {
    clinic_id: clinic.id,
    patient_id: await patientId(tx, clinic, input),
    provider_id: provider.id,
    service_type_id: service.id,
    starts_at: new Date(startsAt).toISOString(),
    conversation_id,
    notify_patient: input.notify_patient,
  })
  return toVisit(tx, clinic, view)
}

export const bookAppointmentTool = defineTool({
  name: 'book_appointment',
  title: 'Book an appointment',
  description:
    'Books a free time for a patient at once, by the clinic’s rules, and texts the patient the confirmation. To let the patient ' +
    'choose, use send_appointment_sms instead. A time that is not free is refused with every reason.',
  input: bookInput,
  output: visitOutput,
  permission: 'appointments:write',
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  fields: VERB_FIELDS,
  run: (ctx: Ctx, input) =>
    writeOnce(ctx, { tool: 'book_appointment', permission: 'appointments:write', input }, (tx) =>
      book(tx, input),
    ),
})

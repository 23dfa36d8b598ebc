import { z } from 'zod'
import { conversationStatus, MAX_OPTIONS } from '#lib/domain/messaging/schema.ts'
import { idempotencyKey } from '#lib/domain/wire.ts'
import { clinicField } from './tool.ts'

/** What the tools take and give; the names are those of the seed documents. */
export const conversationReference = z
  .string()
  .trim()
  .min(1)
  .max(128)
  .describe('The conversation’s id, as its creator chose it or as send_appointment_sms answered.')

const costEstimate = z
  .string()
  .trim()
  .max(40)
  .nullish()
  .describe('Shown to the patient as it is, like "$150".')

export const slotInput = z.object({
  slot_number: z
    .number()
    .int()
    .min(1)
    .max(99)
    .nullish()
    .describe('What this slot is called in answers. By default its place in the list.'),
  date: z.string().max(40).describe('YYYY-MM-DD, in the clinic’s time zone.'),
  time: z
    .string()
    .max(40)
    .describe('10:00 AM or 10:00, in the clinic’s time zone, unless an offset is given: 10:00-05:00.'),
  provider: z.string().trim().min(1).max(80).describe('Full name or surname, with or without title.'),
  cost_estimate: costEstimate,
  duration_minutes: z
    .number()
    .int()
    .min(5)
    .max(600)
    .nullish()
    .describe('By default the length of the clinic’s default service.'),
})

export const sendInput = z.object({
  phone_number: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .describe('The patient’s mobile number, like +14155550117. An unknown number makes a new patient.'),
  appointment_slots: z
    .array(slotInput)
    .min(1, 'Offer at least one slot.')
    .max(MAX_OPTIONS, `Offer at most ${MAX_OPTIONS} slots.`)
    .describe('The times to offer. All are held until the offer ends, or none is.'),
  cost_estimate: costEstimate,
  conversation_id: z
    .string()
    .regex(/^[A-Za-z0-9._:-]{1,128}$/, 'Use 1 to 128 letters, digits, or . _ : -')
    .nullish()
    .describe('Continues this conversation, or names a new one.'),
  clinic: clinicField,
  idempotency_key: idempotencyKey,
})

export const sendOutput = z.object({
  message_id: z.string(),
  conversation_id: z.string(),
  message_preview: z.string().describe('The exact text.'),
  status: conversationStatus,
  provider: z.string().describe('What the text goes through: twilio, aws or mock.'),
  segments: z.number().int().describe('SMS segments that the text is billed as.'),
  warnings: z.array(z.string()),
})

export const slotOutput = z.object({
  slot_number: z.number().int(),
  reply_number: z.number().int().describe('The number in the text that the patient answers with.'),
  date: z.string(),
  time: z.string(),
  provider: z.string(),
  cost_estimate: z.string().nullable(),
  starts_at: z.string().describe('ISO 8601.'),
  ends_at: z.string().describe('ISO 8601.'),
})
export type SlotOutput = z.infer<typeof slotOutput>

export const conversationInput = z.object({ conversation_id: conversationReference, clinic: clinicField })

export const checkOutput = z.object({
  conversation_id: z.string(),
  has_response: z.boolean(),
  response: z.string().nullable().describe('The patient’s latest answer, as typed.'),
  status: conversationStatus,
  selected_slot: slotOutput.nullable(),
  declined: z.boolean().describe('The patient turned the last offer that they answered down.'),
  needs_staff: z.boolean(),
  next_step: z.enum(['wait', 'send_new_slots', 'none', 'staff_will_answer']),
  round: z.number().int().describe('1 for the first offer; grows with each offer since.'),
  appointment_slots: z.array(slotOutput).describe('The slots of the latest offer.'),
})

export const simulateInput = z.object({
  conversation_id: conversationReference,
  response: z.string().max(1_600).describe('What the patient texts: a slot_number, NONE, or any words.'),
  clinic: clinicField,
  idempotency_key: idempotencyKey,
})

export const messageOutput = z.object({
  message_id: z.string(),
  conversation_id: z.string(),
  phone_number: z.string(),
  message: z.string(),
  direction: z.enum(['inbound', 'outbound']),
  timestamp: z.string(),
  status: z.string(),
  response: z.string().nullable(),
  response_timestamp: z.string().nullable(),
  provider: z.string(),
})
export type MessageOutput = z.infer<typeof messageOutput>

export const stateOutput = z.object({
  conversation_id: z.string(),
  status: conversationStatus,
  phone_number: z.string(),
  appointment_slots: z.array(slotOutput),
  cost_estimate: z.string().nullable(),
  selected_slot: slotOutput.nullable(),
  appointment_id: z.string().nullable(),
  message_id: z.string().nullable().describe('The text with the latest offer.'),
  needs_staff: z.boolean(),
  urgent: z.boolean(),
  opted_out: z.boolean(),
  created_at: z.string(),
  last_updated: z.string(),
  messages: z.array(messageOutput).describe('Oldest first.'),
})

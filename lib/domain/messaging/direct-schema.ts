import { z } from 'zod'
import { id, idempotencyKey, instant } from '../wire.ts'
import { externalId, MAX_SMS_CHARACTERS, smsState } from './schema.ts'

/** POST /api/sms/messages: a text to a number, as the guide of the gateways has it. */
export const sendDirectInput = z.object({
  phone_number: z.string().trim().min(1).max(40),
  text: z.string().trim().min(1).max(MAX_SMS_CHARACTERS),
  clinic_id: id.optional().describe('By default the key’s clinic, else the default one.'),
  idempotency_key: idempotencyKey,
})
export type SendDirectInput = z.input<typeof sendDirectInput>

/** GET /api/sms/messages */
export const directQuery = z.object({
  message_id: z.string().min(1).max(128).describe('Ours, or the carrier’s.'),
})

const twilioData = z.object({
  sid: z.string(),
  account_sid: z.string().nullable(),
  date_created: z.string().nullable().describe('RFC 2822, as Twilio writes it.'),
  price: z.string().nullable().describe('Negative, as Twilio writes it; null until it is known.'),
  price_unit: z.string().nullable(),
})

/** One text in the fields of the gateways' guide. */
export const directText = z.object({
  message_id: id.describe('Ours; the carrier’s is provider_message_id.'),
  provider_message_id: z.string().nullable(),
  conversation_id: externalId.nullable(),
  phone_number: z.string(),
  direction: z.enum(['inbound', 'outbound']),
  timestamp: instant,
  status: smsState,
  response: z.string().nullable().describe('The first text of the patient after it.'),
  response_timestamp: instant.nullable(),
  provider: z.string(),
  error_code: z.string().nullable(),
  error: z.string().nullable().describe('The code in words.'),
  waits_until: instant.nullable().describe('Not sent before; null: not waiting.'),
  twilio_data: twilioData.nullable(),
})
export type DirectText = z.infer<typeof directText>

export const clearedTexts = z.object({ texts: z.number().int() })

const carrierCheck = z.object({
  name: z.string(),
  is_ok: z.boolean(),
  words: z.string().describe('What is true, or what to do.'),
})
export type CarrierCheck = z.infer<typeof carrierCheck>

/** POST /api/sms/check */
export const carrierCheckResult = z.object({
  provider: z.string(),
  is_ok: z.boolean(),
  checks: z.array(carrierCheck),
})
export type CarrierCheckResult = z.infer<typeof carrierCheckResult>

import { z } from 'zod'
import { expectedVersion, id, instant, MAX_REASON_LENGTH, named, reason, timeZone, version } from '../wire.ts'
import { smsState, textWait } from './schema.ts'

// ---- one text
export const cancelTextInput = z.object({
  message_id: id,
  reason: z.string().trim().max(MAX_REASON_LENGTH).nullish(),
})
export type CancelTextInput = z.infer<typeof cancelTextInput>
export const sendTextNowInput = z.object({ message_id: id, reason })
export type SendTextNowInput = z.infer<typeof sendTextNowInput>

export const textAttempt = z.object({
  attempt: z.number().int(),
  provider: z.string(),
  started_at: instant,
  duration_ms: z.number().int().nullable(),
  provider_message_id: z.string().nullable(),
  outcome: z.string().describe('What came of it, in a clerk’s words.'),
  code: z.string().nullable().describe('The carrier’s code, when it gave one.'),
})
export const twilioData = z.object({
  sid: z.string(),
  account_sid: z.string().nullable(),
  date_created: z.string().nullable().describe('RFC 2822, as Twilio writes it.'),
  price: z.string().nullable().describe('As Twilio writes it: negative, with five decimals.'),
  price_unit: z.string().nullable(),
})
export const textDetail = z.object({
  message_id: id,
  conversation_id: id.nullable(),
  clinic: named.extend({ time_zone: timeZone }),
  direction: z.enum(['inbound', 'outbound']),
  purpose: z.string(),
  text: z.string(),
  state: smsState,
  state_label: z.string(),
  waits: textWait.nullable(),
  sent_by: z.string().nullable(),
  created_at: instant,
  sent_at: instant.nullable(),
  delivered_at: instant.nullable(),
  provider: z.string(),
  provider_message_id: z.string().nullable(),
  error_code: z.string().nullable(),
  error_words: z.string().nullable(),
  segments: z.number().int().nullable(),
  price_micros: z.number().int().nullable().describe('Charged when the carrier has said so, else estimated.'),
  is_price_final: z.boolean(),
  currency: z.string(),
  attempts: z.array(textAttempt).describe('Oldest first.'),
  twilio_data: twilioData.nullable().describe('Of a text that Twilio carried.'),
  can_cancel: z.string().nullable().describe('Why it cannot be taken back; null: it can.'),
  can_send_now: z.string().nullable(),
  can_ask_carrier: z.string().nullable(),
})
export type TextDetail = z.infer<typeof textDetail>

export const carrierAnswer = z.object({
  message_id: id,
  provider: z.string(),
  provider_message_id: z.string().nullable(),
  carrier_status: z.string().nullable().describe('The carrier’s own word; null when it cannot be asked.'),
  error_code: z.string().nullable(),
  error_words: z.string().nullable(),
  state: smsState,
  state_label: z.string(),
  note: z.string().describe('What the answer means, in a clerk’s words.'),
})
export type CarrierAnswer = z.infer<typeof carrierAnswer>

// ---- a clinic's rules for texts, and what texts cost
const cap = z.number().int().min(0).max(1_000).nullable()
export const saveTextPolicyInput = z.object({
  clinic_id: id,
  quiet_hours: z
    .string()
    .trim()
    .max(20)
    .nullable()
    .describe('Like 20:00-08:00; null: texts leave at any hour.'),
  max_texts_per_day: cap.describe('Automated texts per patient; null or 0: no limit.'),
  max_texts_per_week: cap.describe('Today and the six days before; null or 0: no limit.'),
  fails_over: z.boolean().describe('A text that one carrier cannot take may go through the other.'),
  version: expectedVersion,
})
export type SaveTextPolicyInput = z.infer<typeof saveTextPolicyInput>

export const gatewayView = z.object({
  provider: z.enum(['twilio', 'aws', 'mock']),
  name: z.string(),
  role: z.enum(['first', 'second', 'none']).describe('none: not configured.'),
  sender: z.string().nullable(),
  state: z.enum(['well', 'resting', 'trial_due', 'not_configured']),
  rests_until: instant.nullable(),
  words: z.string(),
  segments_per_second: z.number().describe('0: no limit.'),
  price_micros: z.number().int().describe('Estimate per segment out.'),
})
export type GatewayView = z.infer<typeof gatewayView>

export const textPolicyView = saveTextPolicyInput.extend({
  version,
  clinic_name: z.string(),
  time_zone: timeZone,
  currency: z.string(),
  gateways: z.array(gatewayView),
})
export type TextPolicyView = z.infer<typeof textPolicyView>

export const textCostsQuery = z.object({
  clinic_id: id,
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Use a month like 2026-12.')
    .optional()
    .describe('In the clinic’s zone; the present month without it.'),
})
export type TextCostsQuery = z.infer<typeof textCostsQuery>
export const textCosts = z.object({
  clinic_id: id,
  month: z.string(),
  currency: z.string(),
  lines: z.array(
    z.object({
      provider: z.string(),
      direction: z.enum(['inbound', 'outbound']),
      texts: z.number().int(),
      segments: z.number().int(),
      price_micros: z.number().int(),
      estimated_texts: z.number().int().describe('How many of them have no price of the carrier yet.'),
    }),
  ),
  price_micros: z.number().int().describe('Together, without the mock gateway where a carrier has a line.'),
})
export type TextCosts = z.infer<typeof textCosts>

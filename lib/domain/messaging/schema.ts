import { z } from 'zod'
import { appointmentView } from '../scheduling/schema.ts'
import {
  expectedVersion,
  id,
  idempotencyKey,
  instant,
  named,
  pageQuery,
  reason,
  timeZone,
  version,
} from '../wire.ts'
import { READERS } from './decision.ts'
import { language } from './language.ts'
import { WAIT_REASONS } from './wait-reasons.ts'

export const MAX_SMS_CHARACTERS = 1_600
export const MAX_OPTIONS = 9

export const CONVERSATION_STATUSES = [
  'awaiting_response',
  'slot_selected',
  'confirmed',
  'declined',
  'expired',
  'needs_staff',
  'cancelled',
  'opted_out',
  'failed',
] as const
export const conversationStatus = z.enum(CONVERSATION_STATUSES)
export const OFFER_STATES = ['open', 'answered', 'declined', 'expired', 'superseded', 'cancelled'] as const
export const offerState = z.enum(OFFER_STATES)
export const SMS_STATES = [
  'received',
  'scheduled',
  'queued',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'unknown',
  'cancelled',
] as const
export const smsState = z.enum(SMS_STATES)
export const externalId = z
  .string()
  .regex(/^[A-Za-z0-9._:-]{1,128}$/, 'Use 1 to 128 letters, digits, or . _ : -')
  .describe('The conversation’s id as its creator chose it.')

// ---- offers
export const offerSlotInput = z.object({
  slot_number: z.number().int().min(1).max(99).nullish().describe('By default the position in the list.'),
  provider_id: id,
  starts_at: instant,
  duration_minutes: z.number().int().min(5).max(600).nullish(),
  cost_estimate: z.string().trim().max(40).nullish(),
  match_score: z.number().min(0).max(1).nullish(),
  reasoning: z.array(z.string().max(200)).max(10).nullish(),
})
export const sendOfferInput = z.object({
  clinic_id: id,
  patient_id: id,
  service_type_id: id.nullish(),
  conversation_id: externalId.nullish().describe('Continue this conversation, or name a new one.'),
  slots: z.array(offerSlotInput).min(1).max(MAX_OPTIONS),
  cost_estimate: z.string().trim().max(40).nullish(),
  expires_in_hours: z
    .number()
    .min(0.25)
    .max(24 * 14)
    .nullish(),
  is_shared: z.boolean().nullish().describe('Hold nothing: the first to accept has it.'),
  idempotency_key: idempotencyKey,
})
export type SendOfferInput = z.infer<typeof sendOfferInput>

export const textWait = z.object({
  until: instant,
  why: z.enum(WAIT_REASONS),
  words: z.string().describe('Until when and why, in the clinic’s time.'),
})
export type TextWait = z.infer<typeof textWait>
export const textPreview = z.object({
  text: z.string(),
  encoding: z.enum(['GSM-7', 'UCS-2']),
  segments: z.number().int(),
  characters: z.number().int(),
  price_micros: z.number().int().describe('Estimated price in millionths of the currency unit.'),
  currency: z.string(),
  warnings: z.array(z.string()),
  waits: textWait.nullish().describe('What holds a text that were sent now.'),
})
export type TextPreview = z.infer<typeof textPreview>

export const offerOptionView = z.object({
  id,
  slot_number: z.number().int(),
  reply_number: z.number().int(),
  provider: named,
  starts_at: instant,
  ends_at: instant,
  cost_estimate: z.string().nullable(),
  match_score: z.number().nullable(),
  reasoning: z.array(z.string()),
  is_held: z.boolean(),
  is_shared: z.boolean(),
  is_chosen: z.boolean(),
})
export const offerView = z.object({
  id,
  state: offerState,
  round: z.number().int(),
  cost_estimate: z.string().nullable(),
  expires_at: instant,
  created_at: instant,
  created_by: z.string(),
  service_type: named.nullable(),
  options: z.array(offerOptionView),
})
export type OfferView = z.infer<typeof offerView>

export const sendOfferResult = z.object({
  message_id: id,
  conversation: z.object({ id, conversation_id: externalId, status: conversationStatus }),
  offer: offerView,
  preview: textPreview,
})
export type SendOfferResult = z.infer<typeof sendOfferResult>

export const offerIdInput = z.object({ offer_id: id, reason: reason.nullish() })
export type OfferIdInput = z.infer<typeof offerIdInput>

// ---- conversations: verbs
export const conversationIdInput = z.object({ conversation_id: id })
export type ConversationIdInput = z.infer<typeof conversationIdInput>
export const closeConversationInput = z.object({ conversation_id: id, reason: reason.nullish() })
export type CloseConversationInput = z.infer<typeof closeConversationInput>
export const attachSenderInput = z.object({ conversation_id: id, patient_id: id })
export type AttachSenderInput = z.infer<typeof attachSenderInput>
export const requestSlotsInput = z.object({
  conversation_id: id,
  time_of_day: z.enum(['morning', 'afternoon', 'evening']).nullish(),
  provider_id: id.nullish(),
})
export type RequestSlotsInput = z.infer<typeof requestSlotsInput>
export const sendStaffTextInput = z.object({
  clinic_id: id,
  patient_id: id,
  conversation_id: id.nullish(),
  text: z.string().trim().min(1, 'Write something first.').max(MAX_SMS_CHARACTERS),
  send_at: instant.nullish().describe('Leaves then; at once without it.'),
  send_now_reason: reason.nullish().describe('Why it leaves in quiet hours all the same. Staff only.'),
  idempotency_key: idempotencyKey,
})
export type SendStaffTextInput = z.infer<typeof sendStaffTextInput>
export const simulateReplyInput = z.object({
  conversation_id: id,
  text: z.string().max(MAX_SMS_CHARACTERS),
  idempotency_key: idempotencyKey,
})
export type SimulateReplyInput = z.infer<typeof simulateReplyInput>
export const messageIdInput = z.object({ message_id: id })
export type MessageIdInput = z.infer<typeof messageIdInput>

/** What a verb about a conversation or a text answers; the rest is read from the conversation. */
export const conversationReference = z.object({ id })
export const queuedText = z.object({ message_id: id })
export const staffTextResult = queuedText.extend({
  conversation_id: id,
  waits: textWait.nullish().describe('What it waits for; null: it leaves now.'),
})

// ---- conversations: reads
export const listConversationsQuery = pageQuery.extend({
  clinic_id: id.optional(),
  status: conversationStatus.optional(),
  needs_staff: z.enum(['true', 'false']).optional(),
  urgent: z.enum(['true']).optional(),
  unknown_senders: z
    .enum(['true', 'false'])
    .optional()
    .describe('true: only texts from numbers that no patient has; false: none of them.'),
  provider_id: id.optional(),
  patient_id: id.optional(),
  archived: z
    .enum(['true', 'false'])
    .optional()
    .describe(
      'true: only those closed so long ago that they are archived. Without it: none, or all of one patient.',
    ),
  q: z
    .string()
    .trim()
    .max(80)
    .optional()
    .describe('Part of a name, a whole phone number, or a conversation id.'),
})
export type ListConversationsQuery = z.infer<typeof listConversationsQuery>

export const patientLine = named.extend({ phone_number: z.string(), is_stub: z.boolean() })

export const conversationLine = z.object({
  id,
  conversation_id: externalId,
  clinic: named.extend({ time_zone: timeZone }),
  patient: patientLine,
  service_type: named.nullable(),
  status: conversationStatus,
  status_label: z.string().describe('The status in a clerk’s words, like "Waiting, 21 h left".'),
  needs_staff: z.boolean(),
  needs_staff_reason: z.string().nullable().describe('In a clerk’s words.'),
  is_urgent: z.boolean(),
  taken_over_by: named.nullable(),
  is_closed: z.boolean(),
  is_unknown_sender: z.boolean().describe('Begun by a text from a number that no patient has.'),
  offer_expires_at: instant.nullable(),
  last_message_at: instant,
  preview: z.object({ direction: z.enum(['inbound', 'outbound']), text: z.string() }).nullable(),
})
export type ConversationLine = z.infer<typeof conversationLine>
export const conversationPage = z.object({
  items: z.array(conversationLine),
  next_cursor: z.string().nullable(),
  needs_staff_count: z.number().int(),
  unknown_sender_count: z.number().int().describe('Open ones from numbers that no patient has.'),
})
export type ConversationPage = z.infer<typeof conversationPage>

export const readingView = z.object({
  reader: z.enum(READERS),
  reading: z.string().describe('option, none, opt_out, help, opt_in, urgent or unclear'),
  reason: z.string().nullable(),
  evidence: z.string().describe('Why it was read so, in a clerk’s words.'),
  outcome: z.string().describe('What was done about it, in a clerk’s words.'),
})
export const smsItem = z.object({
  kind: z.literal('sms'),
  id,
  at: instant,
  direction: z.enum(['inbound', 'outbound']),
  purpose: z.string(),
  text: z.string(),
  state: smsState,
  state_label: z.string(),
  can_retry: z.boolean(),
  waits: textWait.nullable(),
  can_cancel: z.boolean().describe('It has not left and can be taken back.'),
  can_send_now: z.boolean().describe('A rule of the clinic holds it, which staff may overrule.'),
  attempts: z.number().int(),
  segments: z.number().int().nullable(),
  price_micros: z.number().int().nullable(),
  media_count: z
    .number()
    .int()
    .describe('Pictures and other files that came with it; they stay at the carrier.'),
  is_brought_in: z.boolean().describe('The webhook missed it; it came from the carrier’s list.'),
  provider: z.string(),
  sent_by: z.string().nullable(),
  offer_id: id.nullable(),
  reading: readingView.nullable(),
})
export const agentStep = z.object({
  id,
  at: instant,
  from: z.string(),
  to: z.string().nullable(),
  message_type: z.string(),
  state: z.enum(['pending', 'delivered', 'processed', 'failed', 'expired']),
  failure_reason: z.string().nullable(),
  content: z.json(),
})
export const agentsItem = z.object({
  kind: z.literal('agents'),
  id,
  at: instant,
  summary: z.string().describe('One line, like "scheduling agent -> provider agent: booked".'),
  messages: z.array(agentStep),
})
export const eventItem = z.object({
  kind: z.literal('event'),
  id,
  at: instant,
  actor: z.string(),
  text: z.string(),
  note: z.string().nullable(),
})
export const timelineItem = z.discriminatedUnion('kind', [smsItem, agentsItem, eventItem])
export type TimelineItem = z.infer<typeof timelineItem>
export type SmsItem = z.infer<typeof smsItem>
export type AgentsItem = z.infer<typeof agentsItem>

/** Why each action is not possible now; null where it is. Roles are added by the console from the login. */
export const conversationActions = z.object({
  send_offer: z.string().nullable(),
  send_text: z.string().nullable(),
  simulate_reply: z.string().nullable(),
  take_over: z.string().nullable(),
  hand_back: z.string().nullable(),
  request_slots: z.string().nullable(),
  withdraw_offer: z.string().nullable(),
  book: z.string().nullable(),
  close: z.string().nullable(),
})
export type ConversationActions = z.infer<typeof conversationActions>

export const conversationDetail = conversationLine.extend({
  version: z.number().int(),
  created_at: instant,
  next_step: z.enum(['wait', 'send_new_slots', 'none', 'staff_will_answer']),
  patient_since: instant,
  preferred_provider: named.nullable(),
  preferred_time_of_day: z.string().nullable(),
  wish: z.string().nullable().describe('Which times the patient last asked for, in words.'),
  consent: z.object({
    is_opted_out: z.boolean(),
    opted_out_at: instant.nullable(),
    source: z.string().nullable(),
    texts_today: z.number().int(),
    texts_this_week: z.number().int(),
  }),
  offer: offerView.nullable().describe('The open offer, else the last one.'),
  upcoming: z.array(appointmentView),
  waiting_for_agent: z
    .object({
      agent: z.string(),
      since: instant,
      is_missing: z.boolean().describe('No running worker handles this agent.'),
    })
    .nullable(),
  actions: conversationActions,
  timeline: z.array(timelineItem),
})
export type ConversationDetail = z.infer<typeof conversationDetail>

// ---- patients
export const patientView = patientLine.extend({
  clinic_id: id,
  first_name: z.string(),
  last_name: z.string(),
  preferred_provider: named.nullable(),
  preferred_time_of_day: z.string().nullable(),
  time_zone: z.string().nullable().describe('Where the patient is; null: in the clinic’s zone.'),
  language: language.describe('What the patient is texted in.'),
  note: z.string().nullable(),
  is_opted_out: z.boolean(),
  version,
  created_at: instant,
})
export type PatientView = z.infer<typeof patientView>
export const patientDetail = patientView.extend({
  upcoming: z.array(appointmentView),
  past: z.array(appointmentView),
  conversations: z.array(conversationLine),
})
export type PatientDetail = z.infer<typeof patientDetail>
export const listPatientsQuery = pageQuery.extend({
  clinic_id: id.optional(),
  q: z.string().trim().max(80).optional(),
})
export type ListPatientsQuery = z.infer<typeof listPatientsQuery>
export const patientPage = z.object({ items: z.array(patientView), next_cursor: z.string().nullable() })
export type PatientPage = z.infer<typeof patientPage>
export const savePatientInput = z.object({
  clinic_id: id,
  patient_id: id.nullish().describe('Leave out to create.'),
  first_name: z.string().trim().min(1).max(60),
  last_name: z.string().trim().max(60),
  phone_number: z.string().trim().min(1).max(40),
  preferred_provider_id: id.nullish(),
  preferred_time_of_day: z.enum(['morning', 'afternoon', 'evening']).nullish(),
  time_zone: z.string().trim().max(60).nullish().describe('IANA zone, for quiet hours; empty: the clinic’s.'),
  language: language.nullish().describe('What to text in; left out: as it was, English for a new patient.'),
  note: z.string().trim().max(2_000).nullish(),
  version: expectedVersion,
})
export type SavePatientInput = z.infer<typeof savePatientInput>

import { z } from 'zod'
import { timeOfDay, weekday } from '../scheduling/schema.ts'
import { timeWish } from '../scheduling/time-wish.ts'
import { id, instant } from '../wire.ts'
import { outsideRequest } from './peer-payloads.ts'

/** Why the agents offer times, in the order a conversation meets them. Decides how the text to the patient opens. */
export const OFFER_LEADS = [
  'requested',
  'none_of_them',
  'other_times',
  'slot_taken',
  'late_reply',
  'slot_opened',
  'provider_away',
] as const
export const offerLead = z.enum(OFFER_LEADS)
export type OfferLead = z.infer<typeof offerLead>

/** The words of the A2A design's status list that a finished booking uses. */
export const bookingStatus = z.enum(['CONFIRMED', 'FAILED'])

const MAX_EXCLUDED = 200
const MAX_SLOTS = 40
const MAX_SEARCH_DAYS = 60
const MAX_AGENTS = 50

const slotDetails = z.object({
  slot_id: z.string().max(120),
  provider_id: id,
  start_time: instant,
  end_time: instant,
})

export const agentSlot = slotDetails.extend({
  match_score: z.number().min(0).max(1),
  reasoning: z.array(z.string().max(200)).max(10),
})
export type AgentSlot = z.infer<typeof agentSlot>

/** What the patient or a clerk asked for; the same filters as findSlots. */
export const slotPreferences = z.object({
  time_of_day: timeOfDay.nullish(),
  weekdays: z.array(weekday).max(7).nullish(),
  provider_ids: z.array(id).max(50).nullish(),
  from: instant.nullish(),
  days: z.number().int().min(1).max(MAX_SEARCH_DAYS).nullish(),
  wish: timeWish.nullish().describe('What a patient asked for in a text; no other time is offered.'),
})
export type SlotPreferences = z.infer<typeof slotPreferences>

/** A search travels through the whole flow, so that its last hop can search again when a slot is lost on the way. */
const slotRequest = z.object({
  service_type_id: id,
  reason: offerLead,
  preferences: slotPreferences.nullish(),
  /** The visit that the patient gives up by choosing one of the times. */
  moves_appointment_id: id.nullish(),
  exclude: z.array(z.object({ provider_id: id, starts_at: instant })).max(MAX_EXCLUDED),
})
export type SlotRequest = z.infer<typeof slotRequest>

/** Why a flow ended without a booking; the same codes that tell staff why a conversation needs them. */
export const FLOW_FAILURES = [
  'no_times_found',
  'no_time_fits',
  'rounds_used_up',
  'booking_failed',
  'agent_missing',
  'agent_silent',
  'suggestion_over',
] as const
export type FlowFailure = (typeof FLOW_FAILURES)[number]

/** User agent to scheduling agent: find times for the patient of this conversation. */
export const requestAppointment = outsideRequest.extend({
  reason: offerLead.default('requested'),
  preferences: slotPreferences.nullish(),
  moves_appointment_id: id.nullish(),
  service_type_id: id.nullish().describe('By default the conversation’s.'),
})

/**
 * Scheduling agent to provider agent. No patient. An outside agent is told in words what the ids stand for, and of its own
 * providers only.
 */
export const queryAvailability = slotRequest.extend({
  service_type: z.string().nullish(),
  duration_minutes: z.number().int().nullish(),
  time_window: z.object({ start_time: instant, end_time: instant }).nullish(),
  time_zone: z.string().nullish(),
  providers: z.array(z.object({ provider_id: id, name: z.string() })).nullish(),
})

export const offerSlots = z.object({
  request_echo: slotRequest,
  available_slots: z.array(agentSlot).min(1).max(MAX_SLOTS),
  suggestion_context: z.string().max(200),
})

/** The patient chose an option; `is_change` when another of theirs is booked already and is to be moved. */
export const confirmSlot = z.object({ offer_id: id, option_id: id, is_change: z.boolean() })

/** The patient wants none of the options. */
export const declineSlots = z.object({ offer_id: id, preferences: slotPreferences.nullish() })

/** Scheduling agent to provider agent: secure this time. No patient. */
export const requestBooking = z.object({
  offer_id: id,
  option_id: id,
  is_change: z.boolean(),
  service_type: z.string().nullish(),
  slot_details: slotDetails,
})

export const finalAppointmentConfirmation = z.object({
  status: bookingStatus,
  appointment_id: id.nullish(),
  is_moved: z.boolean(),
  failure_reason: z.enum(FLOW_FAILURES).nullish(),
  agents: z.array(z.string()).max(MAX_AGENTS).nullish().describe('Who was missing or silent, by name.'),
})

import { z } from 'zod'
import { MAX_REASON_LENGTH } from '../wire.ts'

/**
 * What other people's agents write. Their values are plain text here and are checked against our rows where they are
 * used, so that one wrong time among many costs that time and not the whole answer. Field names are those of the A2A
 * communication design, sections 3, 4 and 6.
 */
const MAX_NAME_LENGTH = 120
const MAX_STATUS_LENGTH = 40
const MAX_TIME_LENGTH = 40
const MAX_SLOTS = 200
const MAX_REASONS = 20

const name = z.string().trim().min(1).max(MAX_NAME_LENGTH)
const time = z.string().trim().min(1).max(MAX_TIME_LENGTH)
const status = z.string().trim().min(1).max(MAX_STATUS_LENGTH)
const why = z.string().trim().max(MAX_REASON_LENGTH)

/** A time as another agent names it: by its slot_id, or by provider and start. */
const namedSlot = z.object({
  slot_id: name.nullish(),
  provider_id: name.nullish(),
  start_time: time.nullish(),
  end_time: time.nullish(),
})
export type NamedSlot = z.infer<typeof namedSlot>

/** A time that a provider's agent says is free. */
const answeredSlot = z.object({
  slot_id: name.nullish(),
  provider_id: name,
  start_time: time,
  end_time: time,
  match_score: z.number().nullish().catch(null).describe('0 to 1; ours when absent.'),
  reasoning: z.array(z.string()).max(MAX_REASONS).nullish().catch(null),
})
export type AnsweredSlot = z.infer<typeof answeredSlot>

/** A provider's agent to the scheduling agent, in reply to QUERY_AVAILABILITY. Empty: nothing is free. */
export const availability = z.object({ available_slots: z.array(answeredSlot).max(MAX_SLOTS) })

/** A provider's agent to the scheduling agent, in reply to REQUEST_BOOKING: CONFIRMED, or any other word for no. */
export const bookingResult = z.object({
  status,
  slot_id: name.nullish(),
  slot_details: namedSlot.nullish(),
  appointment_id: name.nullish().describe('The booking’s id in the provider’s own calendar, or ours.'),
  is_moved: z.boolean().default(false),
  reason: why.nullish(),
})

const timePreference = z.object({
  type: z.enum(['flexible_date', 'specific_date']).nullish(),
  date: name.nullish().describe('YYYY-MM-DD in the clinic’s zone, or today, or tomorrow.'),
  time_of_day: z.enum(['morning', 'afternoon', 'evening']).nullish(),
})

/** What a user agent of somebody else's adds to REQUEST_APPOINTMENT; the patient is that of the conversation. */
export const outsideRequest = z.object({
  request_details: z
    .object({
      service_type: name.nullish().describe('The service’s id or its name.'),
      time_preference: timePreference.nullish(),
    })
    .nullish(),
  context: z.object({ preferred_providers: z.array(name).max(20).nullish() }).nullish(),
})

const visitReference = z.object({
  appointment_id: name.nullish(),
  slot_details: namedSlot.nullish().describe('Provider and start, for who has no appointment_id.'),
})

/** A visit is given up: from us to the agent that keeps the provider, or from an agent to the scheduling agent. */
export const cancelAppointment = visitReference.extend({
  status: status.nullish().describe('CANCELLED_BY_USER or CANCELLED_BY_PROVIDER.'),
  reason: why.nullish(),
})

/** A visit goes to another time, and to another provider when one is named. */
export const rescheduleAppointment = visitReference.extend({
  new_slot_details: z.object({ provider_id: name.nullish(), start_time: time }),
  reason: why.nullish(),
})

/** How far a conversation is. */
export const getConversation = z.object({ conversation_id: name.nullish() })

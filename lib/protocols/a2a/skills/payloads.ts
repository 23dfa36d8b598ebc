import { z } from 'zod'
import { MAX_REASON_LENGTH } from '#lib/domain/wire.ts'
import { timePreference } from './wish.ts'

/** As long as the product lets an offer wait for its patient. */
const MAX_OFFER_HOURS = 24 * 14

const name = z.string().trim().min(1).max(120)
const time = z.string().trim().min(1).max(40)
const why = z.string().trim().max(MAX_REASON_LENGTH)

const slotDetails = z.object({
  slot_id: name.nullish(),
  slot_number: z.number().int().min(1).max(99).nullish(),
  provider_id: name.nullish(),
  start_time: time.nullish(),
  end_time: time.nullish(),
})

/** REQUEST_APPOINTMENT and QUERY_AVAILABILITY, in the words of the A2A design; the flat fields are the same, shorter. */
export const searchPayload = z.object({
  user_id: name.nullish(),
  phone_number: z.string().trim().min(1).max(64).nullish(),
  clinic: name.nullish(),
  contact: z.enum(['peer', 'sms']).nullish(),
  conversation_id: name.nullish(),
  expires_in_hours: z.number().int().min(1).max(MAX_OFFER_HOURS).nullish(),
  service_type: name.nullish(),
  provider_id: name.nullish(),
  time_preference: timePreference.nullish(),
  request_details: z
    .object({
      service_type: name.nullish(),
      time_preference: timePreference.nullish(),
      provider_id: name.nullish(),
    })
    .nullish(),
  context: z.object({ preferred_providers: z.array(name).max(20).nullish() }).nullish(),
})
export type SearchPayload = z.output<typeof searchPayload>

export const confirmPayload = slotDetails.extend({
  selected_slot_details: slotDetails.nullish(),
  notify_patient: z.boolean().nullish(),
})

export const declinePayload = z.object({
  time_preference: timePreference.nullish(),
  request_details: z.object({ time_preference: timePreference.nullish() }).nullish(),
})

const visitReference = z.object({
  appointment_id: name.nullish(),
  slot_details: slotDetails.nullish(),
  clinic: name.nullish(),
})
export type VisitReference = z.output<typeof visitReference>

export const cancelPayload = visitReference.extend({ reason: why.nullish() })

export const reschedulePayload = visitReference.extend({
  new_slot_details: z.object({ provider_id: name.nullish(), start_time: time }),
})

export const unavailabilityPayload = z.object({
  provider_id: name,
  time_off_start: time,
  time_off_end: time,
  reason: why.nullish(),
  clinic: name.nullish(),
})

export const conversationPayload = z.object({ conversation_id: name, clinic: name.nullish() })

import { z } from 'zod'
import { id, instant } from '../wire.ts'

const MAX_REASONS = 10
const MAX_REASON_LENGTH = 200

/**
 * Scheduling agent to user agent: a time has freed that suits this patient. The names are those of the A2A communication
 * design, scenario 3 and section 6.
 */
export const proactiveSuggestion = z.object({
  user_id: id.describe('The patient.'),
  suggestion_details: z.object({
    opening_id: id,
    service_type: id,
    slot_details: z.object({
      slot_id: z.string().max(120),
      provider_id: id,
      start_time: instant,
      end_time: instant,
    }),
    appointment_id: id.nullable().describe('The visit that the patient gives up by accepting.'),
    reasoning: z.array(z.string().max(MAX_REASON_LENGTH)).max(MAX_REASONS),
  }),
})

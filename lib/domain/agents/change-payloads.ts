import { z } from 'zod'
import { id, instant } from '../wire.ts'
import { agentSlot } from './envelope-payloads.ts'

const MAX_REASON_LENGTH = 500
const MAX_SUGGESTED = 9
/** More visits than one time off may hit with a campaign. */
const MAX_ACTIONS = 500

/** Provider agent to scheduling agent: a provider is away. `time_off_id` when the console has entered it already. */
export const updateUnavailability = z.object({
  provider_id: id,
  time_off_start: instant,
  time_off_end: instant,
  reason: z.string().trim().max(MAX_REASON_LENGTH).nullish(),
  time_off_id: id.nullish().describe('Set by Switchboard’s own provider agent.'),
})
export type UpdateUnavailability = z.infer<typeof updateUnavailability>

/** What was done about one visit that the time off hits. Appointment and times alone: nothing about the patient. */
export const CONFLICT_ACTIONS = [
  'NOTIFICATION_PLANNED',
  'PATIENT_NOTIFIED',
  'RESCHEDULED',
  'PHONE_CALL_NEEDED',
  'HANDLED_BY_STAFF',
  'UNCHANGED',
] as const
export type ConflictAction = (typeof CONFLICT_ACTIONS)[number]

const conflictFound = z.object({
  appointment_id: id,
  start_time: instant,
  end_time: instant,
  action: z.enum(CONFLICT_ACTIONS),
  new_provider_id: id.nullish(),
  new_start_time: instant.nullish(),
  new_end_time: instant.nullish(),
})
export type ConflictFound = z.infer<typeof conflictFound>

/** Scheduling agent to provider agent, at once and again when the last visit is dealt with. */
export const acknowledgeUpdate = z.object({
  status_of_update: z.enum(['acknowledged', 'rejected', 'completed', 'withdrawn']),
  provider_id: id,
  time_off_start: instant,
  time_off_end: instant,
  time_off_id: id.nullish(),
  reason: z.string().max(MAX_REASON_LENGTH).nullish().describe('Why it was rejected.'),
  conflicts_found_and_actions_taken: z.array(conflictFound).max(MAX_ACTIONS),
})
export type AcknowledgeUpdate = z.infer<typeof acknowledgeUpdate>

/** Scheduling agent to user agent: a visit cannot take place. Stays inside: it names the patient. */
export const notifyAppointmentChange = z.object({
  user_id: id.describe('The patient.'),
  campaign_id: id,
  original_appointment_details: z.object({
    appointment_id: id,
    provider_id: id,
    service_type_id: id,
    start_time: instant,
    end_time: instant,
  }),
  reason_for_change: z.string().max(MAX_REASON_LENGTH),
  suggested_reschedule_options: z.array(agentSlot).min(1).max(MAX_SUGGESTED),
})

import { z } from 'zod'
import { MAX_REMINDER_MINUTES, MAX_REMINDERS, MIN_REMINDER_MINUTES } from '../messaging/reminder.ts'
import { backfillKnobs } from '../waiting-list/knobs.ts'
import {
  expectedVersion,
  id,
  idempotencyKey,
  instant,
  localDate,
  localTime,
  named,
  reason,
  timeZone,
  version,
} from '../wire.ts'

export const APPOINTMENT_STATES = [
  'held',
  'booked',
  'arrived',
  'fulfilled',
  'cancelled',
  'noshow',
  'released',
] as const
export const appointmentState = z.enum(APPOINTMENT_STATES)
export const timeOfDay = z.enum(['morning', 'afternoon', 'evening'])
export const weekday = z.number().int().min(1).max(7).describe('ISO weekday: Monday is 1.')

// ---- findSlots
export const findSlotsInput = z.object({
  clinic_id: id,
  service_type_id: id,
  patient_id: id.nullish().describe('Ranks by this patient’s preferences and last provider.'),
  provider_ids: z.array(id).max(50).nullish(),
  from: instant.nullish().describe('Search from here; by default from now.'),
  days: z.number().int().min(1).max(60).nullish().describe('How many days to search, 14 by default.'),
  time_of_day: timeOfDay.nullish(),
  weekdays: z.array(weekday).max(7).nullish(),
  exclude: z
    .array(z.object({ provider_id: id, starts_at: instant }))
    .max(200)
    .nullish(),
  limit: z.number().int().min(1).max(200).nullish().describe('40 by default.'),
})
export type FindSlotsInput = z.infer<typeof findSlotsInput>

export const slotView = z.object({
  provider_id: id,
  provider_name: z.string(),
  starts_at: instant,
  ends_at: instant,
  match_score: z.number(),
  reasoning: z.array(z.string()),
  warning: z.string().nullable().describe('For example: the patient has another visit or hold at this time.'),
})
export type SlotView = z.infer<typeof slotView>

export const findSlotsResult = z.object({
  time_zone: timeZone,
  searched_from: instant,
  searched_until: instant,
  slots: z.array(slotView),
  suggested: z.array(slotView).describe('The best few to offer together.'),
})
export type FindSlotsResult = z.infer<typeof findSlotsResult>

// ---- appointments
export const appointmentView = z.object({
  id,
  clinic_id: id,
  state: appointmentState,
  starts_at: instant,
  ends_at: instant,
  provider: named,
  patient: named.nullable(),
  service_type: named.nullable(),
  conversation_id: id.nullable().describe('The conversation’s own uuid.'),
  held_until: instant.nullable(),
  is_override: z.boolean(),
  confirmed_at: instant
    .nullable()
    .describe('When the patient, or staff for them, confirmed the time as it is.'),
  version,
  /** Why each step is not possible now; null where it is. The same table the verbs ask. */
  disabled: z.object({
    move: z.string().nullable(),
    cancel: z.string().nullable(),
    arrive: z.string().nullable(),
    fulfil: z.string().nullable(),
    noshow: z.string().nullable(),
    release: z.string().nullable(),
  }),
})
export type AppointmentView = z.infer<typeof appointmentView>

export const listAppointmentsQuery = z.object({
  clinic_id: id,
  from: instant,
  until: instant,
  provider_id: id.optional(),
  patient_id: id.optional(),
})
export type ListAppointmentsQuery = z.infer<typeof listAppointmentsQuery>

export const bookAppointmentInput = z.object({
  clinic_id: id,
  patient_id: id,
  provider_id: id,
  service_type_id: id,
  starts_at: instant,
  conversation_id: id.nullish(),
  notify_patient: z.boolean().nullish().describe('Send the confirmation text; true by default.'),
  idempotency_key: idempotencyKey,
})
export type BookAppointmentInput = z.infer<typeof bookAppointmentInput>

export const rescheduleAppointmentInput = z.object({
  appointment_id: id,
  starts_at: instant,
  provider_id: id.nullish().describe('Another provider; by default the same.'),
  notify_patient: z.boolean().nullish(),
  version: expectedVersion,
  idempotency_key: idempotencyKey,
})
export type RescheduleAppointmentInput = z.infer<typeof rescheduleAppointmentInput>

export const cancelAppointmentInput = z.object({
  appointment_id: id,
  reason: reason.nullish(),
  notify_patient: z.boolean().nullish(),
  version: expectedVersion,
  idempotency_key: idempotencyKey,
})
export type CancelAppointmentInput = z.infer<typeof cancelAppointmentInput>

export const appointmentStepInput = z.object({ appointment_id: id, version: expectedVersion })
export type AppointmentStepInput = z.infer<typeof appointmentStepInput>

export const holdSlotInput = z.object({
  clinic_id: id,
  provider_id: id,
  service_type_id: id,
  starts_at: instant,
  patient_id: id.nullish(),
  minutes: z
    .number()
    .int()
    .min(1)
    .max(72 * 60)
    .describe('How long to hold it.'),
  idempotency_key: idempotencyKey,
})
export type HoldSlotInput = z.infer<typeof holdSlotInput>

// ---- override
export const CONFLICT_KINDS = [
  'in_past',
  'inside_notice',
  'outside_availability',
  'time_off',
  'off_alignment',
  'buffer',
  'hold',
  'booking',
  'patient_busy',
  'kept_elsewhere',
] as const
export const conflictView = z.object({
  kind: z.enum(CONFLICT_KINDS),
  text: z.string().describe('The conflict in a clerk’s words, in the clinic’s time.'),
  /** False for another booking: that one must be moved or cancelled in the same override. */
  can_override: z.boolean(),
  appointment_id: id.nullable(),
})
export type ConflictView = z.infer<typeof conflictView>

export const overrideBookingInput = z.object({
  action: z.enum(['book', 'move', 'cancel']),
  clinic_id: id,
  appointment_id: id.nullish().describe('The booking to move or cancel.'),
  patient_id: id.nullish(),
  provider_id: id.nullish(),
  service_type_id: id.nullish(),
  starts_at: instant.nullish(),
  duration_minutes: z.number().int().min(5).max(600).nullish(),
  reason: reason.nullish().describe('Why, kept in the audit trail. Only a preview does without.'),
  is_preview: z.boolean().nullish().describe('Only list the conflicts; change nothing.'),
  displace: z
    .array(
      z.object({
        appointment_id: id,
        action: z.enum(['cancel', 'move']),
        starts_at: instant.nullish(),
        provider_id: id.nullish(),
      }),
    )
    .max(10)
    .nullish()
    .describe('What happens to each booking in the way.'),
  notify_patient: z.boolean().nullish(),
  conversation_id: id.nullish(),
  idempotency_key: idempotencyKey,
})
export type OverrideBookingInput = z.infer<typeof overrideBookingInput>

export const overrideBookingResult = z.object({
  conflicts: z.array(conflictView),
  is_applied: z.boolean(),
  appointment: appointmentView.nullable(),
})
export type OverrideBookingResult = z.infer<typeof overrideBookingResult>

// ---- providers, services, hours
export const availabilityView = z.object({
  id,
  weekday,
  start_local: localTime,
  end_local: localTime,
  from_date: localDate.nullable(),
  until_date: localDate.nullable(),
  time_zone: timeZone,
})
export const timeOffView = z.object({
  id,
  provider_id: id,
  starts_at: instant,
  ends_at: instant,
  note: z.string().nullable(),
})
const exceptionWindow = z.object({ start_local: localTime, end_local: localTime })
const availabilityExceptionView = z.object({
  date: localDate,
  time_zone: timeZone,
  windows: z.array(exceptionWindow).describe('In place of the weekly hours; none: the day is closed.'),
})
/** PUT /api/providers/{id}/exceptions */
export const setExceptionInput = z.object({
  provider_id: id,
  date: localDate,
  windows: z
    .array(exceptionWindow)
    .max(10)
    .nullable()
    .describe('The hours of this date; empty: closed; null: the weekly hours again.'),
  version: expectedVersion.describe('The provider’s. Refused with 412 when it has changed since.'),
})
export type SetExceptionInput = z.infer<typeof setExceptionInput>

/** Names beside the first, by which agents mean something; compared without case, signs and titles. */
export const aliases = z
  .array(
    z
      .string()
      .trim()
      .max(80)
      .regex(/[\p{L}\p{N}]/u, { error: 'Use a name with letters or digits in it.' }),
  )
  .max(20)

export const providerView = z.object({
  id,
  clinic_id: id,
  name: z.string(),
  specialty: z.string().nullable(),
  aliases: z.array(z.string()).describe('What agents also call this provider.'),
  is_external: z.boolean(),
  is_active: z.boolean(),
  service_types: z.array(named),
  availability: z.array(availabilityView),
  hours_version: z.number().int().describe('Grows with each change of the hours; 0 without any.'),
  time_off: z.array(timeOffView).describe('Time off that is not over.'),
  exceptions: z
    .array(availabilityExceptionView)
    .describe('Dates, from yesterday on, with other hours than the weekly ones.'),
  agent: named.nullable().describe('The outside agent that keeps this schedule; null: the product does.'),
  version,
})
export type ProviderView = z.infer<typeof providerView>
export type TimeOffView = z.infer<typeof timeOffView>

export const serviceTypeView = z.object({
  id,
  clinic_id: id,
  name: z.string(),
  duration_minutes: z.number().int(),
  buffer_before_minutes: z.number().int(),
  buffer_after_minutes: z.number().int(),
  alignment_minutes: z.number().int(),
  minimum_notice_minutes: z.number().int(),
  cost_estimate: z.string().nullable(),
  aliases: z.array(z.string()).describe('What agents also call this service.'),
  reminder_minutes: z.array(z.number().int()).describe('How long before a visit its patient is reminded.'),
  is_default: z.boolean(),
  is_active: z.boolean(),
  ...backfillKnobs.shape,
  version,
})
export type ServiceTypeView = z.infer<typeof serviceTypeView>

export const saveServiceTypeInput = serviceTypeView.omit({ id: true }).extend({
  version: expectedVersion,
  ...backfillKnobs.partial().shape,
  service_type_id: id.nullish().describe('Leave out to create.'),
  name: z.string().trim().min(1).max(80),
  duration_minutes: z.number().int().min(5).max(600),
  buffer_before_minutes: z.number().int().min(0).max(120),
  buffer_after_minutes: z.number().int().min(0).max(120),
  alignment_minutes: z.number().int().min(5).max(120),
  minimum_notice_minutes: z
    .number()
    .int()
    .min(0)
    .max(60 * 24 * 30),
  cost_estimate: z
    .string()
    .trim()
    .max(40)
    .nullish()
    .describe('What patients are told it costs. Left out: as it was.'),
  aliases: aliases.optional().describe('What agents also call it. Left out: as it was.'),
  reminder_minutes: z
    .array(z.number().int().min(MIN_REMINDER_MINUTES).max(MAX_REMINDER_MINUTES))
    .max(MAX_REMINDERS)
    .optional()
    .describe('Left out: as it was, none for a new one. Visits that are booked follow.'),
  is_active: z.boolean().optional().describe('False: nothing new is offered or booked; true by default.'),
})
export type SaveServiceTypeInput = z.infer<typeof saveServiceTypeInput>

export const weeklyHours = z.object({
  weekday,
  start_local: localTime,
  end_local: localTime,
  from_date: localDate.nullish(),
  until_date: localDate.nullish(),
})
export const saveProviderInput = z.object({
  clinic_id: id,
  provider_id: id.nullish().describe('Leave out to create.'),
  name: z.string().trim().min(1).max(80),
  specialty: z.string().trim().max(80).nullish(),
  aliases: aliases.nullish().describe('What agents also call this provider. Left out: as it was.'),
  is_active: z.boolean().nullish(),
  service_type_ids: z.array(id).max(50),
  hours: z.array(weeklyHours).max(100),
  hours_version: z
    .number()
    .int()
    .nullish()
    .describe('Refused when the hours have changed since this version.'),
  agent_id: id
    .nullish()
    .describe('The outside agent that keeps this schedule; null: the product does. Absent: as it is.'),
  version: expectedVersion,
})
export type SaveProviderInput = z.infer<typeof saveProviderInput>

export const addTimeOffInput = z.object({
  provider_id: id,
  starts_at: instant,
  ends_at: instant,
  note: z.string().trim().max(500).nullish(),
})
export const setExceptionResult = z.object({
  provider: providerView,
  affected: z.array(appointmentView).describe('Bookings of that date outside its hours; they stay.'),
})
export type SetExceptionResult = z.infer<typeof setExceptionResult>
export const addTimeOffResult = z.object({
  time_off: timeOffView,
  affected: z
    .array(appointmentView)
    .describe('Bookings that fall into it; they stay until somebody moves them.'),
})
export type AddTimeOffResult = z.infer<typeof addTimeOffResult>

export const cancelTimeOffInput = z.object({ time_off_id: id })
export type CancelTimeOffInput = z.infer<typeof cancelTimeOffInput>
export const clinicQuery = z.object({ clinic_id: id })
export type ClinicQuery = z.infer<typeof clinicQuery>

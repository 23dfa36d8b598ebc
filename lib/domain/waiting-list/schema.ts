import { z } from 'zod'
import { timeOfDay, weekday } from '../scheduling/schema.ts'
import {
  expectedVersion,
  id,
  idempotencyKey,
  instant,
  localDate,
  named,
  pageQuery,
  reason,
  timeZone,
  version,
} from '../wire.ts'
import { backfillKnobs } from './knobs.ts'

export const WAITING_LIST_STATES = ['waiting', 'booked', 'left'] as const
export const OPENING_STATES = ['open', 'taken', 'exhausted', 'gone'] as const
export const OPENING_CAUSES = ['cancellation', 'moved', 'time_off_cancelled', 'availability'] as const
export const INVITATION_STATES = ['invited', 'accepted', 'declined', 'too_late'] as const
const ENTRY_SOURCES = ['staff', 'text', 'agent'] as const

// ---- entries
const wishes = {
  provider_id: id.nullish().describe('Only this provider; any who offers the service when left out.'),
  appointment_id: id
    .nullish()
    .describe('The patient’s booked visit that is given up when a freed time is taken.'),
  weekdays: z.array(weekday).max(7).nullish().describe('Days that suit; any when empty.'),
  times_of_day: z.array(timeOfDay).max(3).nullish().describe('Parts of the day that suit; any when empty.'),
  from_date: localDate.nullish().describe('First date that suits, local to the clinic.'),
  until_date: localDate.nullish().describe('Last date that suits.'),
}

export const joinWaitingListInput = z.object({
  clinic_id: id,
  patient_id: id,
  service_type_id: id,
  ...wishes,
  idempotency_key: idempotencyKey,
})
export type JoinWaitingListInput = z.infer<typeof joinWaitingListInput>

export const changeWaitingListInput = z.object({
  entry_id: id,
  ...wishes,
  version: expectedVersion,
})
export type ChangeWaitingListInput = z.infer<typeof changeWaitingListInput>

export const leaveWaitingListInput = z.object({ entry_id: id, reason: reason.nullish() })
export type LeaveWaitingListInput = z.infer<typeof leaveWaitingListInput>

const visit = z.object({ id, starts_at: instant, provider: named })

export const waitingListEntryView = z.object({
  id,
  clinic_id: id,
  patient: named.extend({ is_opted_out: z.boolean() }),
  service_type: named,
  provider: named.nullable(),
  visit: visit.nullable().describe('The visit that is given up.'),
  state: z.enum(WAITING_LIST_STATES),
  weekdays: z.array(weekday),
  times_of_day: z.array(timeOfDay),
  from_date: localDate.nullable(),
  until_date: localDate.nullable(),
  wishes_label: z.string().describe('Days and times that suit, in a clerk’s words.'),
  source: z.enum(ENTRY_SOURCES),
  created_by: z.string(),
  created_at: instant,
  last_offered_at: instant.nullable(),
  ended_at: instant.nullable(),
  version,
  blocked: z.string().nullable().describe('Why this patient is offered nothing now, in a clerk’s words.'),
})
export type WaitingListEntryView = z.infer<typeof waitingListEntryView>

export const listWaitingListQuery = pageQuery.extend({
  clinic_id: id.optional(),
  service_type_id: id.optional(),
  patient_id: id.optional(),
})
export type ListWaitingListQuery = z.infer<typeof listWaitingListQuery>
export const waitingListPage = z.object({
  items: z.array(waitingListEntryView),
  next_cursor: z.string().nullable(),
})
export type WaitingListPage = z.infer<typeof waitingListPage>

// ---- rules
export const waitingListRules = z.object({
  clinic_id: id,
  suggests_preferred: z
    .boolean()
    .describe('Patients whose preferred provider opens new time are told, waiting list or not.'),
  version,
  quiet_hours: z.string().nullable(),
  time_zone: timeZone,
  service_types: z.array(
    backfillKnobs.extend({
      id,
      name: z.string(),
      duration_minutes: z.number().int(),
      minimum_notice_minutes: z.number().int(),
      is_active: z.boolean(),
      waiting: z.number().int().describe('How many patients wait.'),
    }),
  ),
})
export type WaitingListRules = z.infer<typeof waitingListRules>

export const saveWaitingListRulesInput = z.object({
  clinic_id: id,
  suggests_preferred: z.boolean().nullish(),
  service_types: z.array(backfillKnobs.extend({ id })).max(200).nullish().describe('Only those that change.'),
  version: expectedVersion,
})
export type SaveWaitingListRulesInput = z.infer<typeof saveWaitingListRulesInput>

// ---- preview
export const previewOpeningInput = z.object({
  clinic_id: id,
  service_type_id: id,
  provider_id: id,
  starts_at: instant,
  cause: z.enum(OPENING_CAUSES).nullish().describe('A cancellation by default.'),
  knobs: backfillKnobs.partial().nullish().describe('Rules that are not saved yet.'),
  suggests_preferred: z.boolean().nullish(),
})
export type PreviewOpeningInput = z.infer<typeof previewOpeningInput>

const asked = z.object({
  patient: named,
  entry_id: id.nullable(),
  why: z.string().describe('Why this patient has this turn, in a clerk’s words.'),
})
export const openingPreview = z.object({
  problem: z.string().nullable().describe('Why this time would be offered to nobody.'),
  waves: z.array(z.object({ at: instant, patients: z.array(asked) })),
  not_asked: z.array(asked),
})
export type OpeningPreview = z.infer<typeof openingPreview>

// ---- openings
export const invitationView = z.object({
  id,
  patient: named,
  wave: z.number().int(),
  state: z.enum(INVITATION_STATES),
  state_label: z.string().describe('What became of it, in a clerk’s words.'),
  is_on_list: z.boolean(),
  conversation_id: id.nullable(),
  invited_at: instant,
  decided_at: instant.nullable(),
})
export const openingView = z.object({
  id,
  clinic_id: id,
  provider: named,
  service_type: named,
  starts_at: instant,
  ends_at: instant,
  state: z.enum(OPENING_STATES),
  cause: z.enum(OPENING_CAUSES),
  cause_label: z.string().describe('Who or what freed it, in a clerk’s words.'),
  freed_by: z.object({ appointment_id: id, patient: named.nullable() }).nullable(),
  follows_id: id.nullable().describe('The freed time whose acceptance freed this one.'),
  wave: z.number().int(),
  next_wave_at: instant.nullable(),
  created_at: instant,
  ended_at: instant.nullable(),
  invitations: z.array(invitationView),
})
export type OpeningView = z.infer<typeof openingView>

export const listOpeningsQuery = pageQuery.extend({
  clinic_id: id.optional(),
  state: z.enum(OPENING_STATES).optional(),
})
export type ListOpeningsQuery = z.infer<typeof listOpeningsQuery>
export const openingPage = z.object({ items: z.array(openingView), next_cursor: z.string().nullable() })
export type OpeningPage = z.infer<typeof openingPage>

/** One freed time with the whole chain that it belongs to, oldest first. */
export const openingDetail = openingView.extend({ chain: z.array(openingView) })
export type OpeningDetail = z.infer<typeof openingDetail>

import { z } from 'zod'
import { textPreview } from '../messaging/schema.ts'
import { addTimeOffInput, addTimeOffResult } from '../scheduling/schema.ts'
import { id, instant, named, pageQuery, reason, timeZone } from '../wire.ts'
import { CAMPAIGN_STATES, MEMBER_STATES } from './member.ts'

/** More calls than a front desk makes: time off that hits more is entered in parts. */
export const MAX_CAMPAIGN_VISITS = 300

export const campaignPace = z.object({
  wave_size: z.number().int().min(1).max(50).describe('How many patients are told at once.'),
  wave_minutes: z.number().int().min(1).max(1_440).describe('Minutes between two waves.'),
})
export type CampaignPace = z.infer<typeof campaignPace>

// ---- entering time off
export const enterTimeOffInput = addTimeOffInput.extend({
  campaign: campaignPace
    .nullish()
    .describe('Offers every patient hit other times; without it visits just stay.'),
})
export type EnterTimeOffInput = z.infer<typeof enterTimeOffInput>
export const enterTimeOffResult = addTimeOffResult.extend({ campaign_id: id.nullable() })
export type EnterTimeOffResult = z.infer<typeof enterTimeOffResult>

// ---- what it would do
export const previewTimeOffInput = addTimeOffInput
  .omit({ note: true })
  .extend({ campaign: campaignPace.nullish() })
export type PreviewTimeOffInput = z.infer<typeof previewTimeOffInput>

export const equivalentTime = z.object({
  provider: named,
  starts_at: instant,
  ends_at: instant,
  match_score: z.number(),
  reasoning: z.array(z.string()),
})
export type EquivalentTime = z.infer<typeof equivalentTime>

export const hitVisitView = z.object({
  appointment_id: id,
  patient: named.nullable(),
  service_type: named.nullable(),
  starts_at: instant,
  ends_at: instant,
  outcome: z
    .enum(['text', 'later', 'phone', 'stays'])
    .describe(
      'text: offered times; later: once another question is settled; phone: must be rung; stays: no change.',
    ),
  reason: z.string().nullable().describe('Why it is not simply texted, in a clerk’s words.'),
  is_urgent: z.boolean(),
  phone_number: z.string().nullable(),
  options: z.array(equivalentTime),
  text: textPreview.nullable().describe('The text as it would leave now.'),
})
export type HitVisitView = z.infer<typeof hitVisitView>

export const timeOffPreview = z.object({
  provider: named,
  time_zone: timeZone,
  starts_at: instant,
  ends_at: instant,
  visits: z.array(hitVisitView).describe('Urgent calls first, then by time.'),
  holds: z
    .array(z.object({ appointment_id: id, patient: named.nullable(), starts_at: instant }))
    .describe('Times held in offers, which are let go.'),
  waves: z.array(z.object({ at: instant, count: z.number().int(), appointment_ids: z.array(id) })),
  quiet_hours: z.string().nullable().describe('In words, like "8:00 PM to 8:00 AM".'),
  texts: z.object({
    count: z.number().int(),
    segments: z.number().int(),
    price_micros: z.number().int(),
    currency: z.string(),
  }),
})
export type TimeOffPreview = z.infer<typeof timeOffPreview>

// ---- the board
export const campaignState = z.enum(CAMPAIGN_STATES)
export const memberState = z.enum(MEMBER_STATES)

export const campaignCounts = z.object({
  total: z.number().int(),
  waiting: z.number().int(),
  told: z.number().int(),
  chosen: z.number().int(),
  unreachable: z.number().int().describe('Patients who must be rung.'),
  settled: z.number().int(),
  undone: z.number().int(),
  urgent: z.number().int().describe('Of those to be rung: the visit is less than 24 hours away.'),
})
export type CampaignCounts = z.infer<typeof campaignCounts>

export const campaignView = z.object({
  id,
  clinic_id: id,
  provider: named,
  time_off_id: id,
  starts_at: instant.describe('When the time off begins.'),
  ends_at: instant,
  state: campaignState,
  counts: campaignCounts,
  wave_size: z.number().int(),
  wave_minutes: z.number().int(),
  next_wave_at: instant.nullable(),
  created_by: z.string(),
  created_at: instant,
  ended_at: instant.nullable(),
})
export type CampaignView = z.infer<typeof campaignView>
export const campaignPage = z.object({ items: z.array(campaignView), next_cursor: z.string().nullable() })
export type CampaignPage = z.infer<typeof campaignPage>

export const campaignMemberView = z.object({
  id,
  appointment_id: id,
  patient: named,
  phone_number: z.string(),
  service_type: named.nullable(),
  state: memberState,
  status_label: z.string().describe('In a clerk’s words.'),
  reason: z.string().nullable(),
  is_urgent: z.boolean(),
  starts_at: instant.describe('The visit as it was before anything changed.'),
  ends_at: instant,
  offered: z
    .array(equivalentTime.pick({ provider: true, starts_at: true }))
    .describe('What is open to choose.'),
  new_time: z.object({ provider: named, starts_at: instant }).nullable(),
  conversation_id: id.nullable(),
  choose_by: instant,
  told_at: instant.nullable(),
  decided_at: instant.nullable(),
  waits_until: instant.nullable().describe('Quiet hours hold the text until then.'),
  settle_disabled: z.string().nullable().describe('Why it cannot be marked as done; null where it can.'),
})
export type CampaignMemberView = z.infer<typeof campaignMemberView>

export const campaignDetail = campaignView.extend({
  time_zone: timeZone,
  quiet_hours: z.string().nullable(),
  undo_disabled: z.string().nullable().describe('Why it cannot be undone any more; null where it can.'),
  members: z.array(campaignMemberView).describe('Urgent calls first, then calls, then by time.'),
})
export type CampaignDetail = z.infer<typeof campaignDetail>

export const listCampaignsQuery = pageQuery.extend({
  clinic_id: id,
  state: campaignState.optional(),
  provider_id: id.optional(),
  from: instant.optional().describe('Time off that ends after this.'),
  until: instant.optional().describe('Time off that begins before this.'),
})
export type ListCampaignsQuery = z.infer<typeof listCampaignsQuery>
export const campaignIdInput = z.object({ campaign_id: id })
export type CampaignIdInput = z.infer<typeof campaignIdInput>
export const settleMemberInput = z.object({ campaign_id: id, member_id: id, reason })
export type SettleMemberInput = z.infer<typeof settleMemberInput>

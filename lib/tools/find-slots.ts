import { z } from 'zod'
import type { Ctx } from '#lib/core/context.ts'
import { dayRange, formatClock, localDateOf } from '#lib/domain/scheduling/local-time.ts'
import { type SlotView, timeOfDay, weekday } from '#lib/domain/scheduling/schema.ts'
import { findSlots } from '#lib/services/appointment/find-slots.ts'
import { SCHEDULE_READERS } from '#lib/services/appointment/schedule-reader.ts'
import { candidateClinics } from './clinics.ts'
import { dateField, providerField, serviceField, uuidField, VERB_FIELDS } from './fields.ts'
import { findProvider, findService } from './references.ts'
import { clinicField, defineTool } from './tool.ts'

const DEFAULT_SLOTS = 12

const findSlotsToolInput = z.object({
  service: serviceField,
  provider: providerField.nullish().describe('Only this one, by full name, surname or id.'),
  patient_id: uuidField('patient')
    .nullish()
    .describe('Ranks by this patient’s preferences and warns where they are busy.'),
  from_date: dateField.nullish().describe('The first day to look at; by default from now on.'),
  days: z.number().int().min(1).max(60).nullish().describe('How many days; 14 by default.'),
  time_of_day: timeOfDay.nullish().describe('Only this part of the day.'),
  weekdays: z.array(weekday).max(7).nullish().describe('Only these; Monday is 1.'),
  limit: z
    .number()
    .int()
    .min(1)
    .max(100)
    .nullish()
    .describe(`How many at most; ${DEFAULT_SLOTS} by default.`),
  clinic: clinicField,
})

const freeSlotOutput = z.object({
  date: z.string().describe('YYYY-MM-DD, in the clinic’s time zone.'),
  time: z.string().describe('Like 10:00 AM, in the clinic’s time zone.'),
  provider: z.string(),
  provider_id: z.string(),
  starts_at: z.string().describe('ISO 8601.'),
  ends_at: z.string().describe('ISO 8601.'),
  match_score: z.number(),
  reasoning: z.array(z.string()),
  warning: z.string().nullable().describe('Why this slot should be thought about, if it should.'),
  is_suggested: z.boolean().describe('One of the few that go well together in one offer.'),
})

const findSlotsToolOutput = z.object({
  clinic: z.string(),
  time_zone: z.string(),
  service: z.string(),
  duration_minutes: z.number().int(),
  searched_from: z.string(),
  searched_until: z.string(),
  slots: z.array(freeSlotOutput).describe('Best first.'),
})

type Input = z.output<typeof findSlotsToolInput>

async function search(ctx: Ctx, input: Input) {
  const clinics = await candidateClinics(ctx, input.clinic)
  const asked = input.provider ? await findProvider(ctx, clinics, input.provider) : null
  const clinic = asked?.clinic ?? clinics[0]!
  const service = await findService(ctx, clinic, input.service)
  const from = input.from_date ? dayRange(input.from_date, clinic.time_zone, 'from_date').start : null
  const found = await findSlots(ctx, {
    clinic_id: clinic.id,
    service_type_id: service.id,
    patient_id: input.patient_id,
    provider_ids: asked ? [asked.provider.id] : null,
    from: from === null ? null : new Date(from).toISOString(),
    days: input.days,
    time_of_day: input.time_of_day,
    weekdays: input.weekdays,
    limit: input.limit ?? DEFAULT_SLOTS,
  })
  const keyOf = (slot: SlotView) => `${slot.provider_id}@${slot.starts_at}`
  const suggested = new Set(found.suggested.map(keyOf))
  return {
    clinic: clinic.name,
    time_zone: found.time_zone,
    service: service.name,
    duration_minutes: service.duration_minutes,
    searched_from: found.searched_from,
    searched_until: found.searched_until,
    slots: found.slots.map((slot) => ({
      date: localDateOf(Date.parse(slot.starts_at), found.time_zone),
      time: formatClock(Date.parse(slot.starts_at), found.time_zone),
      provider: slot.provider_name,
      provider_id: slot.provider_id,
      starts_at: slot.starts_at,
      ends_at: slot.ends_at,
      match_score: slot.match_score,
      reasoning: slot.reasoning,
      warning: slot.warning,
      is_suggested: suggested.has(keyOf(slot)),
    })),
  }
}

export const findSlotsTool = defineTool({
  name: 'find_slots',
  title: 'Find free times',
  description:
    'Free appointment times of a service, best first, with the reasons for the order. Holds nothing: offer what you choose with ' +
    'send_appointment_sms, or book it with book_appointment.',
  input: findSlotsToolInput,
  output: findSlotsToolOutput,
  permission: 'conversations:read',
  orElse: SCHEDULE_READERS,
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  fields: { ...VERB_FIELDS, from: 'from_date' },
  run: search,
})

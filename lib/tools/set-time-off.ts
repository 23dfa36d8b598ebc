import { createHash } from 'node:crypto'
import { z } from 'zod'
import { requirePermission } from '#lib/core/authorize.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import type { Clinic, Provider } from '#lib/db/generated/client.ts'
import type { TimeOffPreview } from '#lib/domain/campaign/schema.ts'
import { DEFAULT_WAVE_MINUTES, DEFAULT_WAVE_SIZE } from '#lib/domain/campaign/waves.ts'
import { conflict } from '#lib/domain/errors.ts'
import { dayRange, parseSlotTime } from '#lib/domain/scheduling/local-time.ts'
import { idempotencyKey } from '#lib/domain/wire.ts'
import { lockProviders } from '#lib/services/appointment/provider-lock.ts'
import { previewTimeOff } from '#lib/services/campaign/preview.ts'
import { addTimeOff } from '#lib/services/provider/add-time-off.ts'
import { candidateClinics } from './clinics.ts'
import { dateField, providerField, timeField } from './fields.ts'
import { findProvider } from './references.ts'
import { clinicField, defineTool } from './tool.ts'
import { writeOnce } from './write-once.ts'

const setTimeOffInput = z.object({
  provider: providerField,
  from_date: dateField.describe('The first day, YYYY-MM-DD.'),
  from_time: timeField.nullish().describe('When it begins on the first day; by default with the day.'),
  until_date: dateField.describe('The last day, YYYY-MM-DD.'),
  until_time: timeField.nullish().describe('When it ends on the last day; by default with the day.'),
  note: z.string().trim().max(500).nullish().describe('Why, for the clinic’s staff alone.'),
  offer_new_times: z
    .boolean()
    .nullish()
    .describe(
      'true: patients whose visits fall into it are texted other times, in waves; needs offers:send. By default visits stay.',
    ),
  wave_size: z
    .number()
    .int()
    .min(1)
    .max(50)
    .nullish()
    .describe(`Patients told at once; ${DEFAULT_WAVE_SIZE} by default.`),
  wave_minutes: z
    .number()
    .int()
    .min(1)
    .max(1_440)
    .nullish()
    .describe(`Minutes between two waves; ${DEFAULT_WAVE_MINUTES} by default.`),
  confirmation: z
    .string()
    .max(100)
    .nullish()
    .describe('Leave out to look first. What the preview answered here, to do it.'),
  clinic: clinicField,
  idempotency_key: idempotencyKey,
})

const setTimeOffOutput = z.object({
  is_applied: z.boolean().describe('false: this was the preview; nothing has changed.'),
  confirmation: z.string().nullable().describe('Of a preview: send the same call with this to do it.'),
  time_off_id: z.string().nullable(),
  campaign_id: z.string().nullable(),
  clinic: z.string(),
  provider: z.string(),
  starts_at: z.string(),
  ends_at: z.string(),
  visits: z
    .array(
      z.object({
        appointment_id: z.string(),
        patient: z.string().nullable(),
        starts_at: z.string(),
        outcome: z
          .enum(['text', 'later', 'phone', 'stays'])
          .describe(
            'With offer_new_times. text: offered times; later: after another question; phone: must be rung.',
          ),
        reason: z.string().nullable(),
      }),
    )
    .describe('The visits that fall into it.'),
  held_times_released: z.number().int().describe('Times held in open offers, which are let go.'),
  texts: z.number().int().describe('With offer_new_times: how many patients are texted.'),
  price_micros: z.number().int().describe('What those texts cost, in millionths of the currency.'),
  currency: z.string(),
})

type Input = z.output<typeof setTimeOffInput>

interface Wanted {
  clinic: Clinic
  provider: Provider
  times: { provider_id: string; starts_at: string; ends_at: string }
  campaign: { wave_size: number; wave_minutes: number } | null
}

async function readWanted(ctx: Ctx, input: Input): Promise<Wanted> {
  if (input.offer_new_times) requirePermission(ctx, 'offers:send')
  const { clinic, provider } = await findProvider(
    ctx,
    await candidateClinics(ctx, input.clinic),
    input.provider,
  )
  const at = (name: 'from' | 'until', edge: 'start' | 'end') => {
    const [date, time] = [input[`${name}_date`], input[`${name}_time`]]
    const instant = time
      ? parseSlotTime({ date, time, time_zone: clinic.time_zone })
      : dayRange(date, clinic.time_zone, `${name}_date`)[edge]
    return new Date(instant).toISOString()
  }
  return {
    clinic,
    provider,
    times: { provider_id: provider.id, starts_at: at('from', 'start'), ends_at: at('until', 'end') },
    campaign: input.offer_new_times
      ? {
          wave_size: input.wave_size ?? DEFAULT_WAVE_SIZE,
          wave_minutes: input.wave_minutes ?? DEFAULT_WAVE_MINUTES,
        }
      : null,
  }
}

/** Names what was looked at: another time, another visit in it, or texts where there were none are another thing. */
function confirmationOf({ times, campaign }: Wanted, preview: TimeOffPreview): string {
  const seen = [
    times,
    campaign,
    preview.visits.map(({ appointment_id, starts_at }) => `${appointment_id}@${starts_at}`).sort(),
    preview.holds.map(({ appointment_id }) => appointment_id).sort(),
  ]
  return createHash('sha256').update(JSON.stringify(seen)).digest('base64url')
}

function toOutput({ clinic, provider, times, campaign }: Wanted, preview: TimeOffPreview) {
  return {
    clinic: clinic.name,
    provider: provider.name,
    starts_at: times.starts_at,
    ends_at: times.ends_at,
    visits: preview.visits.map((visit) => ({
      appointment_id: visit.appointment_id,
      patient: visit.patient?.name ?? null,
      starts_at: visit.starts_at,
      outcome: campaign ? visit.outcome : ('stays' as const),
      reason: campaign ? visit.reason : null,
    })),
    held_times_released: preview.holds.length,
    texts: campaign ? preview.texts.count : 0,
    price_micros: campaign ? preview.texts.price_micros : 0,
    currency: preview.texts.currency,
  }
}

async function look(ctx: Ctx, input: Input) {
  const wanted = await readWanted(ctx, input)
  const preview = await previewTimeOff(ctx, { ...wanted.times, campaign: wanted.campaign })
  const confirmation = confirmationOf(wanted, preview)
  return {
    is_applied: false,
    confirmation,
    time_off_id: null,
    campaign_id: null,
    ...toOutput(wanted, preview),
  }
}

/** Under the provider's lock what was previewed cannot change between the comparison and the deed. */
async function apply(tx: TxCtx, input: Input) {
  const wanted = await readWanted(tx, input)
  await lockProviders(tx, [wanted.provider.id])
  const preview = await previewTimeOff(tx, { ...wanted.times, campaign: wanted.campaign })
  if (input.confirmation !== confirmationOf(wanted, preview)) {
    throw conflict(
      'What this would do is not what was previewed. Call without confirmation, look again, then confirm that.',
      'confirmation',
    )
  }
  const done = await addTimeOff(tx, { ...wanted.times, note: input.note, campaign: wanted.campaign })
  return {
    is_applied: true,
    confirmation: null,
    time_off_id: done.time_off.id,
    campaign_id: done.campaign_id,
    ...toOutput(wanted, preview),
  }
}

const FIELDS: Readonly<Record<string, string>> = {
  starts_at: 'from_date',
  ends_at: 'until_date',
  date: 'from_date',
  time: 'from_time',
  provider_id: 'provider',
}

export const setTimeOffTool = defineTool({
  name: 'set_time_off',
  title: 'Enter time off',
  description:
    'Takes a provider out for a time, in two calls. The first, without confirmation, changes nothing and answers which visits ' +
    'fall into it, what becomes of each, and a confirmation. The second repeats the call with that confirmation and does it: ' +
    'held times are let go, visits stay, and with offer_new_times their patients are texted other times.',
  input: setTimeOffInput,
  output: setTimeOffOutput,
  permission: 'appointments:write',
  alsoNeeds: ['conversations:read'],
  hints: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  fields: FIELDS,
  run: (ctx, input) =>
    input.confirmation
      ? writeOnce(ctx, { tool: 'set_time_off', permission: 'appointments:write', input }, (tx) =>
          apply(tx, input),
        )
      : look(ctx, input),
})

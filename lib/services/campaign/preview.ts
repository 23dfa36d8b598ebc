import { found, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import { PHONE_REASONS } from '#lib/domain/campaign/member.ts'
import {
  type EquivalentTime,
  type HitVisitView,
  type PreviewTimeOffInput,
  previewTimeOffInput,
  type TimeOffPreview,
} from '#lib/domain/campaign/schema.ts'
import {
  DEFAULT_WAVE_MINUTES,
  DEFAULT_WAVE_SIZE,
  forecastWaves,
  UNDO_MINUTES,
} from '#lib/domain/campaign/waves.ts'
import { nextAllowed, quietHoursWords } from '#lib/domain/messaging/quiet-hours.ts'
import { MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { patientName, phoneOf } from '../patient/view.ts'
import { readTimeOff } from '../provider/time-off-times.ts'
import { changeTextPreview } from './change-offer.ts'
import { equivalentTimes, type NamedOption } from './equivalent-times.ts'
import { type HitRow, type HitVisitRow, readHit, staysBecause, toBeMoved } from './hit-visits.ts'
import { type Reach, readReach } from './reach.ts'
import { refuseTooMany } from './start.ts'

const toEquivalentTime = (option: NamedOption): EquivalentTime => ({
  provider: { id: option.provider_id, name: option.provider_name },
  starts_at: new Date(option.starts_at).toISOString(),
  ends_at: new Date(option.ends_at).toISOString(),
  match_score: option.match_score,
  reasoning: option.reasoning,
})

function bare(ctx: Ctx, row: HitRow): HitVisitView {
  return {
    appointment_id: row.id,
    patient: row.patient && { id: row.patient.id, name: patientName(ctx, row.patient) },
    service_type: row.service_type && { id: row.service_type.id, name: row.service_type.name },
    starts_at: row.starts_at.toISOString(),
    ends_at: row.ends_at.toISOString(),
    outcome: 'stays',
    reason: staysBecause(row, ctx.now()),
    is_urgent: false,
    phone_number: row.patient && phoneOf(ctx, row.patient),
    options: [],
    text: null,
  }
}

/** How many texts are composed at a time: each asks the database a few things of its own. */
const TEXTS_AT_ONCE = 8

/** What becomes of each visit: told now, told after the patient's other one, or rung. Without the texts. */
function outcomes(
  ctx: Ctx,
  visits: readonly HitVisitRow[],
  found: { reach: Map<string, Reach>; options: Map<string, NamedOption[]>; asked: ReadonlySet<string> },
): HitVisitView[] {
  const seen = new Set<string>()
  return visits.map((visit) => {
    const { reason, is_urgent } = found.reach.get(visit.id) ?? { reason: null, is_urgent: false }
    const options = found.options.get(visit.id) ?? []
    const why = reason ?? (options.length === 0 ? 'no_times' : null)
    const view = { ...bare(ctx, visit), is_urgent }
    if (why) return { ...view, outcome: 'phone', reason: PHONE_REASONS[why] }
    const isLater =
      seen.has(visit.patient.id) || found.asked.has(visit.id) || found.asked.has(visit.patient.id)
    seen.add(visit.patient.id)
    return {
      ...view,
      outcome: isLater ? 'later' : 'text',
      reason: isLater ? 'Told after another question to this patient is settled' : null,
      options: options.map(toEquivalentTime),
    }
  })
}

/** Adds the text that each patient would get now to those who get one. */
async function withTexts(
  ctx: Ctx,
  views: readonly HitVisitView[],
  visits: readonly HitVisitRow[],
  options: Map<string, NamedOption[]>,
): Promise<HitVisitView[]> {
  const byId = new Map(visits.map((visit) => [visit.id, visit]))
  const withText = async (view: HitVisitView): Promise<HitVisitView> => {
    const visit = byId.get(view.appointment_id)
    if (!visit || view.options.length === 0) return view
    return { ...view, text: await changeTextPreview(ctx, visit, options.get(visit.id) ?? []) }
  }
  const done: HitVisitView[] = []
  for (let from = 0; from < views.length; from += TEXTS_AT_ONCE) {
    done.push(...(await Promise.all(views.slice(from, from + TEXTS_AT_ONCE).map(withText))))
  }
  return done
}

/** Patients whom a campaign has asked and who have not answered, and visits that are in one: one question at a time. */
async function alreadyAsked(ctx: Ctx, visits: readonly HitVisitRow[]): Promise<Set<string>> {
  const members = await store(ctx).campaignMember.findMany({
    where: {
      campaign: { state: 'running' },
      OR: [
        {
          appointment_id: { in: visits.map(({ id }) => id) },
          state: { in: ['waiting', 'told', 'unreachable'] },
        },
        { patient_id: { in: visits.map((visit) => visit.patient.id) }, state: 'told' },
      ],
    },
    select: { appointment_id: true, patient_id: true, state: true },
  })
  return new Set(
    members.flatMap((member) => [
      member.appointment_id,
      ...(member.state === 'told' ? [member.patient_id] : []),
    ]),
  )
}

const urgentFirst = (a: HitVisitView, b: HitVisitView) =>
  Number(b.is_urgent) - Number(a.is_urgent) ||
  Number(b.outcome === 'phone') - Number(a.outcome === 'phone') ||
  a.starts_at.localeCompare(b.starts_at)

/**
 * What time off would do, without doing any of it: the visits it hits, and for each patient equivalent times, the exact
 * text with its price, or why somebody has to ring; the waves with their quiet hours, and the held times that would be let
 * go. Throws `invalid_input` for times in the wrong order or too many visits, `not_found` out of scope, `forbidden`.
 */
export async function previewTimeOff(ctx: Ctx, input: PreviewTimeOffInput): Promise<TimeOffPreview> {
  const parsed = parseInput(previewTimeOffInput, input)
  requirePermission(ctx, 'conversations:read')
  const row = await store(ctx).provider.findUnique({
    where: { id: parsed.provider_id },
    include: { clinic: true },
  })
  const provider = found(ctx, row, 'The provider')
  const away = { provider_id: provider.id, ...readTimeOff(ctx, parsed) }
  const { time_zone, quiet_hours, currency } = provider.clinic
  const rows = await readHit(ctx, away)
  const visits = toBeMoved(rows, ctx.now())
  refuseTooMany(visits.length)
  const options = await equivalentTimes(ctx, { visits, away, zone: time_zone })
  const [reach, asked] = [await readReach(ctx, visits), await alreadyAsked(ctx, visits)]
  const views = await withTexts(ctx, outcomes(ctx, visits, { reach, options, asked }), visits, options)
  const told = views.filter((view) => view.outcome === 'text')
  const zones = new Map(visits.map((visit) => [visit.id, visit.patient.time_zone ?? time_zone]))
  const waiting = told.map(({ appointment_id: id }) => ({
    id,
    time_zone: zones.get(id) ?? time_zone,
    is_held_back: false,
  }))
  const soonest = ctx.now() + UNDO_MINUTES * MINUTE_MS
  const waves = forecastWaves(waiting, {
    quiet_hours,
    wave_size: parsed.campaign?.wave_size ?? DEFAULT_WAVE_SIZE,
    wave_minutes: parsed.campaign?.wave_minutes ?? DEFAULT_WAVE_MINUTES,
    first_at: Math.min(...waiting.map((each) => nextAllowed(quiet_hours, soonest, each.time_zone)), Infinity),
  })
  const others = rows.filter(({ id, state }) => state !== 'held' && !zones.has(id))
  return {
    provider: { id: provider.id, name: provider.name },
    time_zone,
    starts_at: away.starts_at.toISOString(),
    ends_at: away.ends_at.toISOString(),
    visits: [...views, ...others.map((each) => bare(ctx, each))].sort(urgentFirst),
    holds: rows
      .filter(({ state }) => state === 'held')
      .map((hold) => ({
        appointment_id: hold.id,
        patient: hold.patient && { id: hold.patient.id, name: patientName(ctx, hold.patient) },
        starts_at: hold.starts_at.toISOString(),
      })),
    waves: waves.map(({ at, ids }) => ({
      at: new Date(at).toISOString(),
      count: ids.length,
      appointment_ids: ids,
    })),
    quiet_hours: quiet_hours && quietHoursWords(quiet_hours),
    texts: {
      count: told.length,
      segments: told.reduce((sum, { text }) => sum + (text?.segments ?? 0), 0),
      price_micros: told.reduce((sum, { text }) => sum + (text?.price_micros ?? 0), 0),
      currency,
    },
  }
}

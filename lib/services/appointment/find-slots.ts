import { found } from '#lib/core/authorize.ts'
import { type Ctx, nowDate, store } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import { type Interval, overlaps } from '#lib/domain/scheduling/interval.ts'
import { pickOffer } from '#lib/domain/scheduling/pick-offer.ts'
import {
  type RankedSlot,
  rankSlots,
  type SlotPreferences,
  timeOfDayOf,
} from '#lib/domain/scheduling/ranking.ts'
import {
  type FindSlotsInput,
  type FindSlotsResult,
  findSlotsInput,
  timeOfDay as timeOfDaySchema,
} from '#lib/domain/scheduling/schema.ts'
import { DEFAULT_SEARCH_DAYS, findFreeSlots, type Slot } from '#lib/domain/scheduling/slots.ts'
import { type TimeWish, wishFilter } from '#lib/domain/scheduling/time-wish.ts'
import { DAY_MS } from '#lib/domain/scheduling/units.ts'
import { epochDayOf, isoWeekdayOf, localClock, zonedTime } from '#lib/domain/scheduling/zone.ts'
import { loadSearchCalendars } from './calendar.ts'
import { requireScheduleReader } from './schedule-reader.ts'

const DEFAULT_LIMIT = 40

/** Who looks, in which clinic, for which service; out of scope is not found. */
async function readSearch(ctx: Ctx, input: FindSlotsInput) {
  requireScheduleReader(ctx, input.clinic_id)
  const db = store(ctx)
  const service = await db.serviceType.findFirst({
    where: { id: input.service_type_id, clinic_id: input.clinic_id },
    include: { clinic: { select: { time_zone: true } } },
  })
  const patient = input.patient_id
    ? await db.patient.findFirst({ where: { id: input.patient_id, clinic_id: input.clinic_id } })
    : null
  return {
    service: found(ctx, service, 'The service type'),
    patient: input.patient_id ? found(ctx, patient, 'The patient') : null,
    zone: found(ctx, service, 'The service type').clinic.time_zone,
  }
}

/** Whole local days from the start on, so that a day when clocks change is a day. */
function searchRange(ctx: Ctx, input: FindSlotsInput, zone: string): Interval {
  const start = Math.max(ctx.now(), input.from ? Date.parse(input.from) : 0)
  return {
    start,
    end: zonedTime(start, zone).add({ days: input.days ?? DEFAULT_SEARCH_DAYS }).epochMilliseconds,
  }
}

async function readCalendars(ctx: Ctx, input: FindSlotsInput, range: Interval) {
  const providers = await store(ctx).provider.findMany({
    where: {
      clinic_id: input.clinic_id,
      is_active: true,
      is_external: false,
      // Whose schedule an outside agent keeps has hours that only that agent knows.
      agent_id: null,
      services: { some: { service_type_id: input.service_type_id, service_type: { is_active: true } } },
      ...(input.provider_ids?.length ? { id: { in: input.provider_ids } } : {}),
    },
    select: { id: true },
  })
  return loadSearchCalendars(
    ctx,
    providers.map(({ id }) => id),
    range,
  )
}

/** Keeps what was asked for, in local time: part of the day and weekdays, and all that a patient's wish says. */
export function filterSlots(
  all: Slot[],
  input: Pick<FindSlotsInput, 'time_of_day' | 'weekdays'> & { wish?: TimeWish | null },
  zone: string,
  range: Interval,
): Slot[] {
  const slots = input.wish ? all.filter(wishFilter(input.wish, zone)) : all
  const weekdays = input.weekdays?.length ? new Set(input.weekdays) : null
  if (!input.time_of_day && !weekdays) return slots
  const clock = localClock(zone, range)
  return slots.filter((slot) => {
    const local = clock(slot.starts_at)
    const day = epochDayOf(local)
    if (weekdays && !weekdays.has(isoWeekdayOf(day))) return false
    return !input.time_of_day || timeOfDayOf(local - day * DAY_MS) === input.time_of_day
  })
}

interface PatientTastes {
  id: string
  preferred_provider_id: string | null
  preferred_time_of_day: string | null
}

/** What was asked for comes before what the patient is known to like. */
export async function preferencesOf(
  ctx: Ctx,
  input: Pick<FindSlotsInput, 'provider_ids' | 'time_of_day' | 'weekdays' | 'exclude'>,
  patient: PatientTastes | null,
): Promise<SlotPreferences> {
  const last = patient
    ? await store(ctx).appointment.findFirst({
        where: {
          patient_id: patient.id,
          state: { in: ['booked', 'arrived', 'fulfilled'] },
          starts_at: { lt: nowDate(ctx) },
        },
        orderBy: { starts_at: 'desc' },
        select: { provider_id: true },
      })
    : null
  const liked = timeOfDaySchema.safeParse(patient?.preferred_time_of_day)
  const asked = input.provider_ids ?? []
  const preferred = patient?.preferred_provider_id ? [patient.preferred_provider_id] : []
  return {
    preferred_provider_ids: asked.length > 0 ? asked : preferred,
    time_of_day: input.time_of_day ?? (liked.success ? liked.data : null),
    weekdays: input.weekdays ?? [],
    last_provider_id: last?.provider_id ?? null,
    exclude: input.exclude?.map((each) => ({
      provider_id: each.provider_id,
      starts_at: Date.parse(each.starts_at),
    })),
  }
}

/** The patient's other visits and live holds, which make a slot one that a person should think about. */
export async function patientTimes(ctx: Ctx, patientId: string, range: Interval) {
  const rows = await store(ctx).appointment.findMany({
    where: {
      patient_id: patientId,
      OR: [{ state: { in: ['booked', 'arrived'] } }, { state: 'held', held_until: { gt: nowDate(ctx) } }],
      starts_at: { lt: new Date(range.end + DAY_MS) },
      ends_at: { gt: new Date(range.start) },
    },
    include: { provider: { select: { name: true } } },
  })
  return rows.map((row) => ({
    start: row.starts_at.getTime(),
    end: row.ends_at.getTime(),
    warning:
      row.state === 'held'
        ? `A time with ${row.provider.name} is held for this patient then.`
        : `This patient has a visit with ${row.provider.name} then.`,
  }))
}

/** The suggested ones and the best of the rest, in the order of rank. */
function shorten(ranked: RankedSlot[], suggested: RankedSlot[], limit: number): RankedSlot[] {
  const rest = ranked
    .filter((slot) => !suggested.includes(slot))
    .slice(0, Math.max(0, limit - suggested.length))
  const kept = new Set([...suggested, ...rest])
  return ranked.filter((slot) => kept.has(slot))
}

/**
 * Free times of a service in one clinic, best first, with the reasons for the rank. Part of the day, weekdays and
 * providers filter; the patient's own preferences only rank. A slot at which the patient has another visit or hold
 * carries a warning and is never suggested. A patient's `wish` filters too. Throws `not_found` out of scope, `forbidden`.
 */
export async function findSlots(
  ctx: Ctx,
  input: FindSlotsInput,
  wish: TimeWish | null = null,
): Promise<FindSlotsResult> {
  const parsed = parseInput(findSlotsInput, input)
  const { service, patient, zone } = await readSearch(ctx, parsed)
  const range = searchRange(ctx, parsed, zone)
  const calendars = await readCalendars(ctx, parsed, range)
  const free = findFreeSlots({ providers: [...calendars.values()], service, range, now: ctx.now() })
  const ranked = rankSlots(
    filterSlots(free, { ...parsed, wish }, zone, range),
    await preferencesOf(ctx, parsed, patient),
    {
      zone,
      now: ctx.now(),
    },
  )
  const taken = patient ? await patientTimes(ctx, patient.id, range) : []
  const warningOf = (slot: Slot) =>
    taken.find((time) => overlaps(time, { start: slot.starts_at, end: slot.ends_at }))?.warning ?? null
  const suggested = pickOffer(
    ranked.filter((slot) => warningOf(slot) === null),
    { zone },
  )
  const view = (slot: RankedSlot) => ({
    provider_id: slot.provider_id,
    provider_name: calendars.get(slot.provider_id)?.name ?? '',
    starts_at: new Date(slot.starts_at).toISOString(),
    ends_at: new Date(slot.ends_at).toISOString(),
    match_score: slot.match_score,
    reasoning: slot.reasoning,
    warning: warningOf(slot),
  })
  return {
    time_zone: zone,
    searched_from: new Date(range.start).toISOString(),
    searched_until: new Date(range.end).toISOString(),
    slots: shorten(ranked, suggested, parsed.limit ?? DEFAULT_LIMIT).map(view),
    suggested: suggested.map(view),
  }
}

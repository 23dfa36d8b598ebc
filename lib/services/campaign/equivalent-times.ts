import { type Ctx, nowDate, store } from '#lib/core/context.ts'
import { type PlannedOption, planOptions } from '#lib/domain/campaign/plan.ts'
import type { Interval } from '#lib/domain/scheduling/interval.ts'
import { findFreeSlots, type ServiceRules, type Slot } from '#lib/domain/scheduling/slots.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { loadSearchCalendars } from '../appointment/calendar.ts'
import type { Away } from './hit-visits.ts'

/** Equivalent times lie within so many days of the visit. */
const REACH_DAYS = 14

export interface NamedOption extends PlannedOption {
  provider_name: string
}

interface VisitToMove {
  id: string
  provider_id: string
  starts_at: Date
  ends_at: Date
  patient: { id: string; preferred_provider_id: string | null }
  service_type: (ServiceRules & { id: string }) | null
}

/** A visit keeps its length, which may be another than its service's usual one. */
const lengthOf = (visit: VisitToMove) => (visit.ends_at.getTime() - visit.starts_at.getTime()) / MINUTE_MS

const reachOf = (startsAt: number): Interval => ({
  start: startsAt - REACH_DAYS * DAY_MS,
  end: startsAt + REACH_DAYS * DAY_MS,
})

/** All free times of one service and length around its visits, as the search finds them, with the provider away as planned. */
async function freeTimes(
  ctx: Ctx,
  service: ServiceRules & { id: string },
  visits: readonly VisitToMove[],
  away: Away,
): Promise<{ slots: Slot[]; names: Map<string, string> }> {
  const providers = await store(ctx).provider.findMany({
    where: {
      is_active: true,
      is_external: false,
      // Whose schedule an outside agent keeps is free only when that agent says so.
      agent_id: null,
      services: { some: { service_type_id: service.id } },
    },
    select: { id: true },
  })
  const starts = visits.map((visit) => visit.starts_at.getTime())
  // A time that begins before the offer ends would be gone when its patient answers.
  const soonest = ctx.now() + ctx.config.offerTtlHours * HOUR_MS
  const range = {
    start: Math.max(soonest, reachOf(Math.min(...starts)).start),
    end: reachOf(Math.max(...starts)).end,
  }
  const ids = providers.map(({ id }) => id)
  const calendars = [...(await loadSearchCalendars(ctx, ids, range)).values()].map((calendar) =>
    calendar.provider_id === away.provider_id
      ? {
          ...calendar,
          time_off: [...calendar.time_off, { start: away.starts_at.getTime(), end: away.ends_at.getTime() }],
        }
      : calendar,
  )
  return {
    slots: findFreeSlots({ providers: calendars, service, range, now: ctx.now() }),
    names: new Map(calendars.map((calendar) => [calendar.provider_id, calendar.name])),
  }
}

/** The other visits and live holds of these patients, by patient. */
async function busyTimes(ctx: Ctx, visits: readonly VisitToMove[]): Promise<Map<string, Interval[]>> {
  const rows = await store(ctx).appointment.findMany({
    where: {
      patient_id: { in: visits.map((visit) => visit.patient.id) },
      id: { notIn: visits.map((visit) => visit.id) },
      OR: [{ state: { in: ['booked', 'arrived'] } }, { state: 'held', held_until: { gt: nowDate(ctx) } }],
      ends_at: { gt: nowDate(ctx) },
    },
    select: { patient_id: true, starts_at: true, ends_at: true },
  })
  const byPatient = Map.groupBy(rows, (row) => row.patient_id ?? '')
  return new Map(
    [...byPatient].map(([id, own]) => [
      id,
      own.map((row) => ({ start: row.starts_at.getTime(), end: row.ends_at.getTime() })),
    ]),
  )
}

/**
 * Equivalent times for visits that a provider's absence hits, by visit: the same service and length, free by every rule,
 * later than an offer sent now would end, never inside the absence, and planned together so that no time is promised
 * twice. `zone` is the clinic's. A visit without a service, or for which nothing is free within two weeks before or after,
 * has none.
 */
export async function equivalentTimes(
  ctx: Ctx,
  search: { visits: readonly VisitToMove[]; away: Away; zone: string },
): Promise<Map<string, NamedOption[]>> {
  const { visits, away, zone } = search
  const busy = await busyTimes(ctx, visits)
  const names = new Map<string, string>()
  const hit = []
  const kindOf = (visit: VisitToMove) => `${visit.service_type?.id} ${lengthOf(visit)}`
  for (const group of Map.groupBy(visits, kindOf).values()) {
    const [first] = group
    if (!first?.service_type) continue
    const service = { ...first.service_type, duration_minutes: lengthOf(first) }
    const found = await freeTimes(ctx, service, group, away)
    for (const [id, name] of found.names) names.set(id, name)
    for (const visit of group) {
      const reach = reachOf(visit.starts_at.getTime())
      hit.push({
        id: visit.id,
        provider_id: visit.provider_id,
        starts_at: visit.starts_at.getTime(),
        preferred_provider_id: visit.patient.preferred_provider_id,
        patient_busy: busy.get(visit.patient.id) ?? [],
        free: found.slots.filter((slot) => slot.starts_at >= reach.start && slot.starts_at < reach.end),
      })
    }
  }
  const planned = planOptions(hit, { zone })
  return new Map(
    visits.map(({ id }) => [
      id,
      (planned.get(id) ?? []).map((option) => ({
        ...option,
        provider_name: names.get(option.provider_id) ?? '',
      })),
    ]),
  )
}

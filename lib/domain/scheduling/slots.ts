import { invalidInput } from '../errors.ts'
import { type AvailabilityRule, expandAvailability } from './availability.ts'
import { type Interval, merge } from './interval.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from './units.ts'
import { type OffsetSegment, offsetSegments } from './zone.ts'

/** How a service may be placed. Start times stand on a grid of local wall-clock minutes counted from local midnight. */
export interface ServiceRules {
  duration_minutes: number
  buffer_before_minutes: number
  buffer_after_minutes: number
  alignment_minutes: number
  minimum_notice_minutes: number
}

/** What an appointment or a live hold blocks, `start` and `end` with its buffers. The rest serves explanations. */
export interface BusyTime extends Interval {
  kind?: 'booking' | 'hold'
  appointment_id?: string
  /** The visit itself, without buffers. */
  starts_at?: number
  ends_at?: number
}

/** The visit inside a busy time, or the whole where nobody said what the visit is. */
export const visitOf = (busy: BusyTime): Interval => ({
  start: busy.starts_at ?? busy.start,
  end: busy.ends_at ?? busy.end,
})

export interface ProviderSchedule {
  provider_id: string
  /** IANA zone of the alignment grid; each availability rule has its own. */
  time_zone: string
  availability: readonly AvailabilityRule[]
  time_off: readonly Interval[]
  busy: readonly BusyTime[]
}

/** Epoch ms. The visit is [starts_at, ends_at); buffers make it [blocked_from, blocked_until). */
export interface Slot {
  provider_id: string
  starts_at: number
  ends_at: number
  blocked_from: number
  blocked_until: number
}

export const DEFAULT_OFFER_TTL_HOURS = 24
/** How far ahead times are looked for unless somebody says otherwise. */
export const DEFAULT_SEARCH_DAYS = 14

/** Throws `invalid_input` for rules on which no search could end: a length or a grid of nothing. */
export function assertServiceRules(service: ServiceRules): void {
  for (const field of ['duration_minutes', 'alignment_minutes'] as const) {
    if (!(service[field] >= 1)) throw invalidInput('Use at least 1 minute.', field)
  }
  for (const field of ['buffer_before_minutes', 'buffer_after_minutes', 'minimum_notice_minutes'] as const) {
    if (!(service[field] >= 0)) throw invalidInput('Use 0 minutes or more.', field)
  }
}

/** The slot that a visit of this service takes when it starts at `startsAt`, for `durationMinutes` if not the usual. */
export function slotAt(
  service: ServiceRules,
  providerId: string,
  startsAt: number,
  durationMinutes: number = service.duration_minutes,
): Slot {
  const endsAt = startsAt + durationMinutes * MINUTE_MS
  return {
    provider_id: providerId,
    starts_at: startsAt,
    ends_at: endsAt,
    blocked_from: startsAt - service.buffer_before_minutes * MINUTE_MS,
    blocked_until: endsAt + service.buffer_after_minutes * MINUTE_MS,
  }
}

/** The first instant on the grid at or after `instant`; Infinity beyond the segments. Each local midnight starts anew. */
export function alignedAtOrAfter(
  instant: number,
  segments: readonly OffsetSegment[],
  alignmentMinutes: number,
): number {
  const step = alignmentMinutes * MINUTE_MS
  for (const segment of segments) {
    if (segment.end <= instant) continue
    const local = Math.max(instant, segment.start) + segment.offset
    const midnight = Math.floor(local / DAY_MS) * DAY_MS
    const onGrid = Math.min(Math.ceil((local - midnight) / step) * step, DAY_MS)
    const aligned = midnight + onGrid - segment.offset
    if (aligned < segment.end) return aligned
  }
  return Infinity
}

interface SearchWindow {
  service: ServiceRules
  /** Slots start in here. */
  starts: Interval
  /** Everything a slot may cover, except its buffers. */
  span: Interval
  segments: readonly OffsetSegment[]
  limit: number
}

/** One sweep over the provider's open windows and blocked times; both are sorted and each is passed once. */
function freeSlotsOf(provider: ProviderSchedule, search: SearchWindow): Slot[] {
  const { service, segments } = search
  const before = service.buffer_before_minutes * MINUTE_MS
  const blocks = merge([...provider.time_off, ...provider.busy])
  const found: Slot[] = []
  let next = 0
  for (const open of expandAvailability(provider.availability, search.span)) {
    let start = alignedAtOrAfter(open.start, segments, service.alignment_minutes)
    while (start < search.starts.end && found.length < search.limit) {
      const slot = slotAt(service, provider.provider_id, start)
      if (slot.ends_at > open.end) break
      while (next < blocks.length && blocks[next]!.end <= slot.blocked_from) next++
      const block = blocks[next]
      const isFree = block === undefined || block.start >= slot.blocked_until
      if (isFree) found.push(slot)
      start = alignedAtOrAfter(isFree ? start + 1 : block.end + before, segments, service.alignment_minutes)
    }
  }
  return found
}

const byStartThenProvider = (a: Slot, b: Slot) =>
  a.starts_at - b.starts_at || (a.provider_id < b.provider_id ? -1 : a.provider_id > b.provider_id ? 1 : 0)

/**
 * Every slot that starts in `range` and has no conflict by `explainSlot`, earliest first, then by provider id. The visit
 * lies in availability; its buffers may reach outside of it, but never into time off, a booking or a hold, as in
 * https://www.medplum.com/docs/scheduling/defining-availability ("must be free at booking time"). Back-to-back is free.
 * `limit_per_provider` keeps each provider's earliest. Times are epoch ms. Throws `invalid_input` for impossible rules.
 */
export function findFreeSlots(search: {
  providers: readonly ProviderSchedule[]
  service: ServiceRules
  range: Interval
  now: number
  limit_per_provider?: number
}): Slot[] {
  const { providers, service, range, now, limit_per_provider: limit = Infinity } = search
  assertServiceRules(service)
  const starts = {
    start: Math.max(range.start, now + service.minimum_notice_minutes * MINUTE_MS),
    end: range.end,
  }
  if (starts.start >= starts.end) return []
  const span = { start: starts.start, end: starts.end + service.duration_minutes * MINUTE_MS }
  const segmentsByZone = new Map<string, OffsetSegment[]>()
  const found: Slot[] = []
  for (const provider of providers) {
    const segments = segmentsByZone.get(provider.time_zone) ?? offsetSegments(provider.time_zone, span)
    segmentsByZone.set(provider.time_zone, segments)
    for (const slot of freeSlotsOf(provider, { service, starts, span, segments, limit })) found.push(slot)
  }
  return found.sort(byStartThenProvider)
}

/**
 * Until when an offer holds a slot, epoch ms: its time to live, but never past the last moment the slot could be booked
 * with notice. The result can lie at or before `now`: then the slot starts too soon to be offered.
 */
export function holdExpiry(offer: {
  now: number
  offer_ttl_hours?: number
  slot_starts_at: number
  minimum_notice_minutes: number
}): number {
  const { now, offer_ttl_hours: hours = DEFAULT_OFFER_TTL_HOURS } = offer
  return Math.min(now + hours * HOUR_MS, offer.slot_starts_at - offer.minimum_notice_minutes * MINUTE_MS)
}

import { expandAvailability } from './availability.ts'
import { type Interval, overlaps, subtract } from './interval.ts'
import {
  alignedAtOrAfter,
  assertServiceRules,
  type BusyTime,
  type ProviderSchedule,
  type ServiceRules,
  type Slot,
  slotAt,
  visitOf,
} from './slots.ts'
import { DAY_MS, MINUTE_MS } from './units.ts'
import { offsetSegments } from './zone.ts'

/** One reason why a time is not free. All times are epoch ms; `describeConflict` puts it in words. */
export type SlotConflict =
  | { kind: 'wrong_duration'; expected_minutes: number; actual_minutes: number }
  | { kind: 'in_past'; starts_at: number; now: number }
  | { kind: 'inside_notice'; minimum_notice_minutes: number; earliest_at: number }
  /** `uncovered`: the parts of the visit outside the provider's hours. */
  | { kind: 'outside_availability'; uncovered: Interval[] }
  | { kind: 'time_off'; time_off: Interval }
  | { kind: 'off_alignment'; alignment_minutes: number; next_aligned_at: number }
  /** The visits themselves do not overlap, only the free time that one of them needs around it. */
  | { kind: 'buffer'; against: 'booking' | 'hold' | 'time_off'; busy: BusyTime }
  | { kind: 'hold' | 'booking'; busy: BusyTime }

export interface SlotQuestion {
  provider: ProviderSchedule
  service: ServiceRules
  starts_at: number
  /** When it is not the service's own length. */
  ends_at?: number
  now: number
}

/** A time in the past is only that: its notice is over as well, which would tell nobody anything. */
function timingConflicts({ service, starts_at, now }: SlotQuestion): SlotConflict[] {
  if (starts_at < now) return [{ kind: 'in_past', starts_at, now }]
  const { minimum_notice_minutes } = service
  const earliest_at = now + minimum_notice_minutes * MINUTE_MS
  return starts_at < earliest_at ? [{ kind: 'inside_notice', minimum_notice_minutes, earliest_at }] : []
}

function alignmentConflicts({ provider, service, starts_at }: SlotQuestion): SlotConflict[] {
  const { alignment_minutes } = service
  const twoDays = offsetSegments(provider.time_zone, { start: starts_at, end: starts_at + 2 * DAY_MS })
  const next_aligned_at = alignedAtOrAfter(starts_at, twoDays, alignment_minutes)
  return next_aligned_at === starts_at ? [] : [{ kind: 'off_alignment', alignment_minutes, next_aligned_at }]
}

function busyConflict(slot: Slot, visit: Interval, busy: BusyTime): SlotConflict[] {
  if (!overlaps(busy, { start: slot.blocked_from, end: slot.blocked_until })) return []
  // Time that nobody explained counts as a booking: an override may not run over it.
  const kind = busy.kind ?? 'booking'
  return [overlaps(visit, visitOf(busy)) ? { kind, busy } : { kind: 'buffer', against: kind, busy }]
}

function timeOffConflict(slot: Slot, visit: Interval, timeOff: Interval): SlotConflict[] {
  if (overlaps(timeOff, visit)) return [{ kind: 'time_off', time_off: timeOff }]
  const blocked = { start: slot.blocked_from, end: slot.blocked_until }
  return overlaps(timeOff, blocked) ? [{ kind: 'buffer', against: 'time_off', busy: timeOff }] : []
}

/**
 * Every conflict of a wished time, not only the first, in a fixed order; empty exactly where `findFreeSlots` has the
 * slot. `busy` must not contain the appointment that is being moved. A wished end at or before the start is reported as
 * `wrong_duration` and the rest is judged by the service's own length. Throws `invalid_input` for impossible rules.
 */
export function explainSlot(question: SlotQuestion): SlotConflict[] {
  const { provider, service, starts_at, ends_at } = question
  assertServiceRules(service)
  const expected_minutes = service.duration_minutes
  const actual_minutes = ends_at === undefined ? expected_minutes : (ends_at - starts_at) / MINUTE_MS
  const conflicts: SlotConflict[] = []
  if (actual_minutes !== expected_minutes) {
    conflicts.push({ kind: 'wrong_duration', expected_minutes, actual_minutes })
  }
  const judged = actual_minutes > 0 ? actual_minutes : expected_minutes
  const slot = slotAt(service, provider.provider_id, starts_at, judged)
  const visit = { start: slot.starts_at, end: slot.ends_at }
  const uncovered = subtract([visit], expandAvailability(provider.availability, visit))
  const byStart = (a: Interval, b: Interval) => a.start - b.start || a.end - b.end
  conflicts.push(
    ...timingConflicts(question),
    ...(uncovered.length === 0 ? [] : [{ kind: 'outside_availability' as const, uncovered }]),
    ...alignmentConflicts(question),
    ...provider.time_off.toSorted(byStart).flatMap((each) => timeOffConflict(slot, visit, each)),
    ...provider.busy.toSorted(byStart).flatMap((each) => busyConflict(slot, visit, each)),
  )
  return conflicts
}

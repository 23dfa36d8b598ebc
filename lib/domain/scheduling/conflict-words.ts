import type { Interval } from './interval.ts'
import { formatClock, formatDay, formatSlotForText, formatTimeLeft, localDateOf } from './local-time.ts'
import type { SlotConflict } from './slot-conflicts.ts'
import { visitOf } from './slots.ts'
import { MINUTE_MS } from './units.ts'

/** `10:00 AM to 10:30 AM` within one local day, else both days as well. */
function spanOf({ start, end }: Interval, zone: string): string {
  if (localDateOf(start, zone) === localDateOf(end, zone)) {
    return `${formatClock(start, zone)} to ${formatClock(end, zone)}`
  }
  return `${formatDay(start, zone)} ${formatClock(start, zone)} to ${formatDay(end, zone)} ${formatClock(end, zone)}`
}

const BUFFER_WORDS = {
  booking: 'another visit',
  hold: 'a time held for another patient',
  time_off: 'time off',
} as const

const minutes = (count: number) => formatTimeLeft(count * MINUTE_MS)

/** One conflict in a clerk's words, one sentence, times in the clinic's zone: what is in the way, and when. */
export function describeConflict(conflict: SlotConflict, zone: string): string {
  switch (conflict.kind) {
    case 'wrong_duration':
      return conflict.actual_minutes > 0
        ? `The visit would last ${minutes(conflict.actual_minutes)}; this service takes ${minutes(conflict.expected_minutes)}.`
        : 'The visit would end before it starts.'
    case 'in_past':
      return `${formatSlotForText(conflict.starts_at, zone)} is in the past.`
    case 'inside_notice':
      return `This service needs ${minutes(conflict.minimum_notice_minutes)} notice; the first time is ${formatSlotForText(conflict.earliest_at, zone)}.`
    case 'outside_availability':
      return `Outside the provider's hours: ${conflict.uncovered.map((each) => spanOf(each, zone)).join(' and ')}.`
    case 'time_off':
      return `The provider is away: ${spanOf(conflict.time_off, zone)}.`
    case 'off_alignment':
      return Number.isFinite(conflict.next_aligned_at)
        ? `This service starts every ${minutes(conflict.alignment_minutes)}; the next time is ${formatClock(conflict.next_aligned_at, zone)}.`
        : `This service starts every ${minutes(conflict.alignment_minutes)}.`
    case 'buffer':
      return `Too close to ${BUFFER_WORDS[conflict.against]}: ${spanOf(visitOf(conflict.busy), zone)}.`
    case 'hold':
      return `Held for another patient: ${spanOf(visitOf(conflict.busy), zone)}.`
    case 'booking':
      return `Another visit is booked: ${spanOf(visitOf(conflict.busy), zone)}.`
  }
}

import { expandAvailability } from './availability.ts'
import { type Interval, intersect, subtract, totalLength } from './interval.ts'
import { dayRange, localDateOf } from './local-time.ts'
import type { ProviderSchedule } from './slots.ts'
import { MINUTE_MS } from './units.ts'

/** The part of a provider's day that offers may hold for patients who have not answered. */
export const DEFAULT_MAX_HELD_SHARE = 0.3
/** Shares are fractions of minutes; a difference below this is rounding. */
const ROUNDING_MINUTES = 1e-6

export interface HeldShare {
  /** Minutes of the day in which the provider works. */
  available_minutes: number
  /** Minutes that offers hold already. */
  held_minutes: number
  /** Minutes that the new offer would hold. */
  adding_minutes: number
}

/** True where holding more would pass the share of the day, so that the new options must be shared instead of held. */
export function exceedsHeldShare({
  available_minutes,
  held_minutes,
  adding_minutes,
  max_share = DEFAULT_MAX_HELD_SHARE,
}: HeldShare & { max_share?: number }): boolean {
  return held_minutes + adding_minutes > available_minutes * max_share + ROUNDING_MINUTES
}

const minutesIn = (day: Interval, intervals: readonly Interval[]) =>
  totalLength(intervals.map((each) => intersect(each, day)).filter((each) => each !== null)) / MINUTE_MS

/**
 * The held share of each local day of the provider that `adding` touches, in order. The day is the provider's hours
 * less time off; bookings do not shorten it. `held` and `adding` are blocked ranges, buffers included, epoch ms.
 */
export function heldShareByDay(
  provider: Pick<ProviderSchedule, 'time_zone' | 'availability' | 'time_off'>,
  held: readonly Interval[],
  adding: readonly Interval[],
): (HeldShare & { date: string })[] {
  const dates = new Set(
    adding.flatMap(({ start, end }) => [start, end - 1].map((at) => localDateOf(at, provider.time_zone))),
  )
  return [...dates].sort().map((date) => {
    const day = dayRange(date, provider.time_zone)
    const open = subtract(expandAvailability(provider.availability, day), provider.time_off)
    return {
      date,
      available_minutes: totalLength(open) / MINUTE_MS,
      held_minutes: minutesIn(day, held),
      adding_minutes: minutesIn(day, adding),
    }
  })
}

import { invalidInput } from '../errors.ts'
import type { Interval } from './interval.ts'
import { DAY_MS } from './units.ts'

/** A span in which a zone keeps one UTC offset: there, local wall-clock time is `instant + offset`. */
export interface OffsetSegment extends Interval {
  /** Milliseconds east of UTC. */
  offset: number
}

const NANOSECONDS_PER_MS = 1_000_000

/** An instant (epoch ms) on the clocks of an IANA zone. */
export const zonedTime = (instant: number, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone)

/** True for a name of the IANA time zone database. Bare offsets such as `+05:00` know no daylight saving: not a zone. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    zonedTime(0, name)
    return true
  } catch {
    return false
  }
}

/** Throws `invalid_input` unless `name` is an IANA time zone. */
export function assertTimeZone(name: string, field = 'time_zone'): void {
  if (!isTimeZone(name)) {
    throw invalidInput(
      `"${name.slice(0, 60)}" is not a time zone. Use an IANA name, like America/New_York.`,
      field,
    )
  }
}

/**
 * The offsets of a zone over a range, in order and without holes. Local time is plain arithmetic inside each, which
 * makes gaps, overlaps, half-hour shifts and negative daylight saving all one case.
 */
export function offsetSegments(timeZone: string, range: Interval): OffsetSegment[] {
  const segments: OffsetSegment[] = []
  let at = zonedTime(range.start, timeZone)
  while (at.epochMilliseconds < range.end) {
    const next = at.getTimeZoneTransition('next')
    const end = Math.min(next?.epochMilliseconds ?? range.end, range.end)
    segments.push({ start: at.epochMilliseconds, end, offset: at.offsetNanoseconds / NANOSECONDS_PER_MS })
    if (next === null) break
    at = next
  }
  return segments
}

/** A local calendar day as a number: days since 1970-01-01, of a local wall-clock time in milliseconds. */
export const epochDayOf = (localMs: number): number => Math.floor(localMs / DAY_MS)

/** ISO weekday, Monday 1 to Sunday 7. 1970-01-01 was a Thursday. */
export const isoWeekdayOf = (epochDay: number): number => ((((epochDay + 3) % 7) + 7) % 7) + 1

/** A function from instants to local wall-clock milliseconds, for many instants of one range; cheap per call. */
export function localClock(timeZone: string, range: Interval): (instant: number) => number {
  const segments = offsetSegments(timeZone, range)
  let current = segments[0]
  return (instant) => {
    if (current === undefined || instant < current.start || instant >= current.end) {
      current = segments.find((each) => each.start <= instant && instant < each.end)
    }
    if (current === undefined) throw new RangeError('The instant is outside the range of this clock.')
    return instant + current.offset
  }
}

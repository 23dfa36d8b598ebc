import { invalidInput } from '../errors.ts'
import { formatClock } from '../scheduling/local-time.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../scheduling/units.ts'
import { offsetSegments } from '../scheduling/zone.ts'

const QUIET_HOURS = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/
/** Quiet hours end within a day of wall-clock time; a day more holds any change of clocks. */
const LONGEST_WAIT_MS = 2 * DAY_MS

interface QuietSpan {
  /** Milliseconds since local midnight. */
  from: number
  /** The first moment that is not quiet any more; before `from` when it is on the next morning. */
  until: number
}

/** Reads `20:00-08:00`. Throws `invalid_input` on `field` for another form, or for hours that would never end. */
export function parseQuietHours(hours: string, field = 'quiet_hours'): QuietSpan {
  const [, fromHour, fromMinute, untilHour, untilMinute] = QUIET_HOURS.exec(hours) ?? []
  if (untilMinute === undefined) {
    throw invalidInput('Write quiet hours like 20:00-08:00, from and until in local time.', field)
  }
  const from = Number(fromHour) * HOUR_MS + Number(fromMinute) * MINUTE_MS
  const until = Number(untilHour) * HOUR_MS + Number(untilMinute) * MINUTE_MS
  if (from === until) throw invalidInput('Quiet hours must end at another time than they begin.', field)
  return { from, until }
}

const isWithin = ({ from, until }: QuietSpan, msOfDay: number) =>
  from < until ? from <= msOfDay && msOfDay < until : msOfDay >= from || msOfDay < until

const modulo = (value: number, divisor: number) => ((value % divisor) + divisor) % divisor

/**
 * The first instant at or after `now` (epoch ms) at which a text that nobody asked for may leave: outside of `quiet_hours`
 * by the wall clock of `time_zone`, the IANA zone where the patient is. Null hours are never quiet. An hour that the clocks
 * skip is over at once; one that they repeat is quiet both times. `[from, until)`, over midnight where `until` is earlier.
 */
export function nextAllowed(quiet_hours: string | null, now: number, time_zone: string): number {
  if (quiet_hours === null) return now
  const span = parseQuietHours(quiet_hours)
  for (const segment of offsetSegments(time_zone, { start: now, end: now + LONGEST_WAIT_MS })) {
    const msOfDay = modulo(segment.start + segment.offset, DAY_MS)
    if (!isWithin(span, msOfDay)) return segment.start
    const end = segment.start + modulo(span.until - msOfDay, DAY_MS)
    if (end < segment.end) return end
  }
  return now + LONGEST_WAIT_MS
}

/** True when a text that nobody asked for must wait. */
export const isQuiet = (quiet_hours: string | null, now: number, time_zone: string): boolean =>
  nextAllowed(quiet_hours, now, time_zone) > now

/** `8:00 PM to 8:00 AM`, for people. */
export function quietHoursWords(quiet_hours: string): string {
  const { from, until } = parseQuietHours(quiet_hours)
  return `${formatClock(from, 'UTC')} to ${formatClock(until, 'UTC')}`
}

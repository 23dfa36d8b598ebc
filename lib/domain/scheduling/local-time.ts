import { invalidInput } from '../errors.ts'
import type { Interval } from './interval.ts'
import { HOUR_MS, MINUTE_MS } from './units.ts'
import { zonedTime } from './zone.ts'

// English names of our own rather than Intl: its en-US puts U+202F before AM and PM, which turns an SMS into UCS-2, and
// its wording changes with the ICU of the machine.
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

const two = (value: number) => String(value).padStart(2, '0')

function clockOf({ hour, minute }: { hour: number; minute: number }): string {
  return `${hour % 12 || 12}:${two(minute)} ${hour < 12 ? 'AM' : 'PM'}`
}

const dayOf = (at: { dayOfWeek: number; month: number; day: number }): string =>
  `${WEEKDAYS[at.dayOfWeek - 1]} ${MONTHS[at.month - 1]} ${at.day}`

/** `10:00 AM`, in the zone; ASCII. */
export const formatClock = (instant: number, timeZone: string): string =>
  clockOf(zonedTime(instant, timeZone))

/** `Tue Dec 1`, in the zone; ASCII. */
export const formatDay = (instant: number, timeZone: string): string => dayOf(zonedTime(instant, timeZone))

/** `Tue Dec 1, 10:00 AM`, in the zone; ASCII, so that a text with it stays in the GSM-7 alphabet. */
export function formatSlotForText(instant: number, timeZone: string): string {
  const at = zonedTime(instant, timeZone)
  return `${dayOf(at)}, ${clockOf(at)}`
}

/** The local calendar date, `YYYY-MM-DD`. */
export const localDateOf = (instant: number, timeZone: string): string =>
  zonedTime(instant, timeZone).toPlainDate().toString()

/** A countdown, rounded down: `12 min`, `21 h`, `23 h 34 min`; `under 1 min` in the last minute, `0 min` when over. */
export function formatTimeLeft(milliseconds: number): string {
  if (milliseconds <= 0) return '0 min'
  if (milliseconds < MINUTE_MS) return 'under 1 min'
  const hours = Math.floor(milliseconds / HOUR_MS)
  const minutes = Math.floor((milliseconds % HOUR_MS) / MINUTE_MS)
  return [hours > 0 ? `${hours} h` : '', minutes > 0 ? `${minutes} min` : ''].filter(Boolean).join(' ')
}

/** The calendar date, or `invalid_input` on `field` for one that is malformed or that no calendar has. */
export function parseLocalDate(date: string, field = 'date'): Temporal.PlainDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) {
    throw invalidInput('Use a date like 2026-12-01 (year, month, day).', field)
  }
  try {
    return Temporal.PlainDate.from(date)
  } catch {
    // Temporal's message speaks to programmers; the person needs the date that is wrong.
    throw invalidInput(`There is no ${date} in the calendar.`, field)
  }
}

/**
 * A local calendar day as instants: from its first moment to the first moment of the next, 23 to 25 hours when clocks
 * change; also where the day has no midnight. Throws `invalid_input` for an impossible date.
 */
export function dayRange(date: string, timeZone: string, field = 'date'): Interval {
  const day = parseLocalDate(date, field)
  return {
    start: day.toZonedDateTime(timeZone).epochMilliseconds,
    end: day.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds,
  }
}

/** Date? hour [:minute [:00]] [AM|PM] [offset]; what the seeds, people and ISO 8601 write. */
const TIME_PATTERN =
  /^(?:(\d{4}-\d{2}-\d{2})[T ])?(\d{1,2})(?::([0-5]\d)(?::00(?:\.0+)?)?)? ?(?:([ap])\.?m\.?)? ?(Z|[+-]\d{2}:?\d{2})?$/i

interface WrittenTime {
  /** The date inside an ISO date-time. */
  date: string | undefined
  hour: number
  minute: number
  offset: string | undefined
}

function parseWrittenTime(time: string, field: string): WrittenTime {
  const [matched, date, hours, minutes, half, offset] =
    TIME_PATTERN.exec(time.trim().replace(/\s+/g, ' ')) ?? []
  const written = Number(hours)
  const isRead =
    matched !== undefined &&
    (half === undefined ? minutes !== undefined && written <= 23 : written >= 1 && written <= 12)
  if (!isRead) throw invalidInput('Use a time like 10:00 AM, 14:30 or 14:30-05:00, to the minute.', field)
  const isAfternoon = half?.toLowerCase() === 'p'
  const hour = half === undefined ? written : (written % 12) + (isAfternoon ? 12 : 0)
  return { date, hour, minute: Number(minutes ?? 0), offset: offset?.toUpperCase() }
}

/** Asks for an offset where clocks change: the wall-clock time is skipped, or happens twice. */
function unclearLocalTime(local: Temporal.PlainDateTime, timeZone: string, field: string) {
  const earlier = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' })
  const later = local.toZonedDateTime(timeZone, { disambiguation: 'later' })
  const clock = local.toPlainTime().toString({ smallestUnit: 'minute' })
  const where = `on ${local.toPlainDate().toString()} in ${timeZone}`
  const isoOf = (at: Temporal.ZonedDateTime) => at.toString({ smallestUnit: 'second', timeZoneName: 'never' })
  const legal = [isoOf(earlier), isoOf(later)]
  if (earlier.toPlainDateTime().equals(local)) {
    const both = `${clock}${earlier.offset} or ${clock}${later.offset}`
    return invalidInput(
      `${clock} happens twice ${where}, because clocks go back. Add an offset: ${both}.`,
      field,
      legal,
    )
  }
  const other = later.toPlainTime().toString({ smallestUnit: 'minute' })
  return invalidInput(
    `There is no ${clock} ${where}, because clocks go forward. Use another time, like ${other}, or add an offset.`,
    field,
    legal,
  )
}

function instantOf(local: Temporal.PlainDateTime, offset: string, field: string): number {
  try {
    return Temporal.Instant.from(`${local.toString()}${offset}`).epochMilliseconds
  } catch {
    // The pattern lets an offset like +99:00 through, which Temporal refuses for programmers.
    throw invalidInput(`"${offset}" is not an offset from UTC. Use one like -05:00.`, field)
  }
}

/**
 * The instant, epoch ms, that a caller means by a date and a time. `date` is `YYYY-MM-DD`; `time` is `10:00 AM`, `10:00`,
 * either with an offset (`10:00-05:00`), or an ISO 8601 date-time. Without an offset it is wall-clock time in
 * `time_zone`. Throws `invalid_input` on `date` or `time` (after `path` and a dot, where given): an impossible date, an
 * unreadable time, a date-time of another date, a local time that is skipped or happens twice (`legal` has the two).
 */
export function parseSlotTime(slot: {
  date: string
  time: string
  time_zone: string
  path?: string
}): number {
  const { time_zone: timeZone, path } = slot
  const field = (name: string) => (path === undefined ? name : `${path}.${name}`)
  const date = parseLocalDate(slot.date.trim(), field('date'))
  const time = parseWrittenTime(slot.time, field('time'))
  const day = time.date === undefined ? date : parseLocalDate(time.date, field('time'))
  const local = day.toPlainDateTime({ hour: time.hour, minute: time.minute })
  if (time.offset !== undefined) {
    const instant = instantOf(local, time.offset, field('time'))
    if (day.equals(date) || localDateOf(instant, timeZone) === date.toString()) return instant
  } else if (day.equals(date)) {
    const earlier = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' }).epochMilliseconds
    const later = local.toZonedDateTime(timeZone, { disambiguation: 'later' }).epochMilliseconds
    if (earlier !== later) throw unclearLocalTime(local, timeZone, field('time'))
    return earlier
  }
  throw invalidInput(`The time is on ${day.toString()} but the date is ${date.toString()}.`, field('time'))
}

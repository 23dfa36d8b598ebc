import { invalidInput } from '../errors.ts'
import { type Interval, intersect, merge } from './interval.ts'
import { DAY_MINUTES, DAY_MS, MINUTE_MS } from './units.ts'
import { assertTimeZone, epochDayOf, isoWeekdayOf, type OffsetSegment, offsetSegments } from './zone.ts'

/** A weekly window in local wall-clock time, as FHIR's `Availability.availableTime`. */
export interface AvailabilityRule {
  /** ISO 8601: Monday is 1. */
  weekday: number
  /** `HH:MM`, 00:00 to 23:59. */
  start_local: string
  /** `HH:MM`, after the start; 24:00 is the end of the day. Hours that cross midnight are two rules. */
  end_local: string
  /** First local date, `YYYY-MM-DD`, or null for no limit. */
  from_date: string | null
  /** Last local date, inclusive, or null for no limit. */
  until_date: string | null
  /** IANA name. */
  time_zone: string
  /**
   * Holds on `from_date` in place of the weekly windows, which rest on that date; several such windows add up. One that
   * ends where it starts closes the day.
   */
  is_exception?: boolean
}

/** A rule as numbers: minutes of the local day, and days since 1970-01-01. */
interface CompiledRule {
  weekday: number
  startMinute: number
  endMinute: number
  firstDay: number
  lastDay: number
  isException: boolean
}

const TIME_PATTERN = /^(\d{2}):([0-5]\d)$/
const DATE_PATTERN = /^\d{4}-\d{2}-\d{2}$/

function minuteOf(time: string, field: string): number {
  const [, hours, minutes] = TIME_PATTERN.exec(time) ?? []
  const minute = Number(hours) * 60 + Number(minutes)
  if (hours === undefined || minute > DAY_MINUTES) {
    throw invalidInput('Use a time like 09:00 or 17:30, at most 24:00.', field)
  }
  return minute
}

function epochDayOfDate(date: string, field: string): number {
  try {
    if (DATE_PATTERN.test(date)) return Temporal.PlainDate.from(date).since('1970-01-01').days
  } catch {
    // A well-formed date that no calendar has, like 2026-02-30: the same error as a malformed one.
  }
  throw invalidInput('Use a date that exists, like 2026-12-01.', field)
}

function compileRule(rule: AvailabilityRule): CompiledRule {
  const { weekday } = rule
  if (!Number.isInteger(weekday) || weekday < 1 || weekday > 7) {
    throw invalidInput('Use a weekday from 1 (Monday) to 7 (Sunday).', 'weekday')
  }
  const startMinute = minuteOf(rule.start_local, 'start_local')
  const endMinute = minuteOf(rule.end_local, 'end_local')
  const isException = rule.is_exception === true
  const isClosed = isException && endMinute === startMinute
  if (endMinute <= startMinute && !isClosed) {
    throw invalidInput(
      'The hours must end after they start. Give hours that cross midnight as two windows, the first until 24:00.',
      'end_local',
    )
  }
  const firstDay = rule.from_date === null ? -Infinity : epochDayOfDate(rule.from_date, 'from_date')
  const lastDay = rule.until_date === null ? Infinity : epochDayOfDate(rule.until_date, 'until_date')
  if (lastDay < firstDay) throw invalidInput('The last date must not be before the first.', 'until_date')
  return { weekday, startMinute, endMinute, firstDay, lastDay, isException }
}

/** Throws `invalid_input`, naming the field, for a rule that no day could follow. */
export function validateAvailabilityRule(rule: AvailabilityRule): void {
  compileRule(rule)
  assertTimeZone(rule.time_zone)
}

/** Adds what the rules open inside one span of constant offset. */
function expandSegment(
  rules: readonly CompiledRule[],
  exceptions: ReadonlySet<number>,
  segment: OffsetSegment,
  open: Interval[],
): void {
  const lastDay = epochDayOf(segment.end - 1 + segment.offset)
  for (let day = epochDayOf(segment.start + segment.offset); day <= lastDay; day++) {
    const weekday = isoWeekdayOf(day)
    const midnight = day * DAY_MS - segment.offset
    for (const rule of rules) {
      if (rule.weekday !== weekday || day < rule.firstDay || day > rule.lastDay) continue
      if (!rule.isException && exceptions.has(day)) continue
      const window = {
        start: midnight + rule.startMinute * MINUTE_MS,
        end: midnight + rule.endMinute * MINUTE_MS,
      }
      const inside = intersect(window, segment)
      if (inside !== null) open.push(inside)
    }
  }
}

/**
 * The instants of `range` that the rules open: sorted, disjoint, epoch ms. An instant is open exactly when its local
 * date and wall-clock time, in the rule's zone, are in a rule's [start, end). Hence on days when clocks change:
 * - forward: a window edge inside the skipped time acts at the change; a window wholly inside it opens nothing;
 * - back: time that happens twice is open both times, so a window may come out longer or in two pieces.
 * A date with exceptions has only their windows. Throws `invalid_input` as `validateAvailabilityRule` does.
 */
export function expandAvailability(rules: readonly AvailabilityRule[], range: Interval): Interval[] {
  const byZone = new Map<string, CompiledRule[]>()
  for (const rule of rules) {
    const sameZone = byZone.get(rule.time_zone)
    if (sameZone === undefined) byZone.set(rule.time_zone, [compileRule(rule)])
    else sameZone.push(compileRule(rule))
  }
  const exceptions = new Set(
    [...byZone.values()].flat().flatMap(({ isException, firstDay }) => (isException ? firstDay : [])),
  )
  const open: Interval[] = []
  for (const [timeZone, compiled] of byZone) {
    assertTimeZone(timeZone)
    for (const segment of offsetSegments(timeZone, range)) expandSegment(compiled, exceptions, segment, open)
  }
  return merge(open)
}

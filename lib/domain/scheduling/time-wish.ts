import { z } from 'zod'
import { id, instant, localDate, localTime } from '../wire.ts'
import { type TimeOfDay, timeOfDayOf } from './ranking.ts'
import { timeOfDay, weekday } from './schema.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from './units.ts'
import { zonedTime } from './zone.ts'

const MAX_DATES = 31
const MAX_PROVIDERS = 50
export const MAX_DAY_PARTS = 7

/**
 * Which times a patient asked for, with every relative word resolved: calendar days and wall times are local to the
 * clinic, instants are ISO 8601. Null or empty: not said. All that is said must hold.
 */
export const timeWish = z.object({
  from_date: localDate.nullable().describe('First day that suits.'),
  until_date: localDate.nullable().describe('Last day that suits.'),
  dates: z.array(localDate).max(MAX_DATES).describe('One of these days.'),
  not_dates: z.array(localDate).max(MAX_DATES),
  weekdays: z.array(weekday).max(7),
  not_weekdays: z.array(weekday).max(7),
  times_of_day: z.array(timeOfDay).max(3),
  day_parts: z
    .array(
      z.object({
        dates: z.array(localDate).max(MAX_DATES),
        weekdays: z.array(weekday).max(7),
        times_of_day: z.array(timeOfDay).min(1).max(3),
      }),
    )
    .max(MAX_DAY_PARTS)
    .optional()
    .describe('Any of these days, each at its own part of the day.'),
  not_times_of_day: z.array(timeOfDay).max(3),
  clock_from: localTime.nullable().describe('Begins at this wall time or later in the day.'),
  clock_until: localTime.nullable().describe('Begins at this wall time or earlier in the day.'),
  starts_after: instant.nullable().describe('Begins later than this.'),
  starts_before: instant.nullable().describe('Begins earlier than this.'),
  provider_ids: z.array(id).max(MAX_PROVIDERS),
  not_provider_ids: z.array(id).max(MAX_PROVIDERS),
})
export type TimeWish = z.infer<typeof timeWish>

export const ANY_TIME: TimeWish = {
  from_date: null,
  until_date: null,
  dates: [],
  not_dates: [],
  weekdays: [],
  not_weekdays: [],
  times_of_day: [],
  not_times_of_day: [],
  clock_from: null,
  clock_until: null,
  starts_after: null,
  starts_before: null,
  provider_ids: [],
  not_provider_ids: [],
}

/** True when nothing is asked for: any other time will do. */
export const isAnyTime = (wish: TimeWish): boolean =>
  Object.values(wish).every((value) => value == null || (Array.isArray(value) && value.length === 0))

interface WishedSlot {
  provider_id: string
  /** Epoch ms. */
  starts_at: number
}

const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
const isIn = <T>(all: readonly T[], one: T) => all.length === 0 || all.includes(one)

/** "Tuesday morning or Thursday afternoon": one of the days, at the part that was named with it. */
const isOneOf = (
  dayParts: TimeWish['day_parts'],
  { date, weekday, part }: { date: string; weekday: number; part: TimeOfDay },
): boolean =>
  dayParts === undefined ||
  dayParts.some(
    (each) =>
      each.times_of_day.includes(part) && (each.dates.includes(date) || each.weekdays.includes(weekday)),
  )

/** The days that a wish is bound to, in order; none where a weekday alone may do. */
function datesOf({ dates, day_parts = [] }: TimeWish): string[] {
  const isBound = day_parts.every(({ weekdays }) => weekdays.length === 0)
  const own = isBound ? day_parts.flatMap((each) => each.dates) : []
  return [...dates, ...own].sort()
}

/** A function that tells whether a slot is what the wish asks for. `zone` is the clinic's; days may have 23 to 25 hours. */
export function wishFilter(wish: TimeWish, zone: string): (slot: WishedSlot) => boolean {
  const after = wish.starts_after === null ? -Infinity : Date.parse(wish.starts_after)
  const before = wish.starts_before === null ? Infinity : Date.parse(wish.starts_before)
  const from = wish.clock_from === null ? 0 : minutesOf(wish.clock_from)
  const until = wish.clock_until === null ? Infinity : minutesOf(wish.clock_until)
  return ({ provider_id, starts_at }) => {
    if (starts_at <= after || starts_at >= before) return false
    if (!isIn(wish.provider_ids, provider_id) || wish.not_provider_ids.includes(provider_id)) return false
    const at = zonedTime(starts_at, zone)
    const date = at.toPlainDate().toString()
    const minutes = at.hour * 60 + at.minute
    const part: TimeOfDay = timeOfDayOf(minutes * MINUTE_MS)
    return (
      (wish.from_date === null || date >= wish.from_date) &&
      (wish.until_date === null || date <= wish.until_date) &&
      isIn(wish.dates, date) &&
      !wish.not_dates.includes(date) &&
      isIn(wish.weekdays, at.dayOfWeek) &&
      !wish.not_weekdays.includes(at.dayOfWeek) &&
      isIn(wish.times_of_day, part) &&
      isOneOf(wish.day_parts, { date, weekday: at.dayOfWeek, part }) &&
      !wish.not_times_of_day.includes(part) &&
      minutes >= from &&
      minutes <= until
    )
  }
}

/** The longest search that the agents make, in days. */
export const MAX_WISH_DAYS = 60
/** Without a last day: long enough for a weekday to come round several times. */
const OPEN_WISH_DAYS = 28

const dayStart = (date: string, zone: string) =>
  Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds

/**
 * The stretch of time to search for a wish, from `now` (epoch ms) on: where it begins, and how many days; null when every
 * such time is past or too far ahead.
 */
export function wishWindow(
  wish: TimeWish,
  { now, zone }: { now: number; zone: string },
): { from: string; days: number } | null {
  const dates = datesOf(wish)
  const starts = [
    now,
    wish.starts_after === null ? now : Date.parse(wish.starts_after),
    wish.from_date === null ? now : dayStart(wish.from_date, zone),
    dates[0] === undefined ? now : dayStart(dates[0], zone),
  ]
  const start = Math.max(...starts)
  const ends = [
    wish.starts_before === null ? Infinity : Date.parse(wish.starts_before),
    wish.until_date === null ? Infinity : dayStart(wish.until_date, zone) + DAY_MS + HOUR_MS,
    dates.length === 0 ? Infinity : dayStart(dates.at(-1)!, zone) + DAY_MS + HOUR_MS,
  ]
  const end = Math.min(...ends)
  if (end <= start || start - now > MAX_WISH_DAYS * DAY_MS) return null
  const days = end === Infinity ? OPEN_WISH_DAYS : Math.ceil((end - start) / DAY_MS)
  return { from: new Date(start).toISOString(), days: Math.min(Math.max(days, 1), MAX_WISH_DAYS) }
}

import { formatDay, formatSlotForText } from './local-time.ts'
import type { TimeOfDay } from './ranking.ts'
import { ANY_TIME, isAnyTime, type TimeWish } from './time-wish.ts'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const PART_ORDER: readonly TimeOfDay[] = ['morning', 'afternoon', 'evening']

const list = (words: readonly string[], joint: string) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`

const dayWords = (date: string) => formatDay(Date.parse(`${date}T12:00Z`), 'UTC')
const weekdayWords = (days: readonly number[]) => [...days].sort().map((day) => WEEKDAYS[day - 1] ?? '')
const partsOf = (parts: readonly TimeOfDay[]) => PART_ORDER.filter((part) => parts.includes(part))

/** `14:30` as people read it: `2:30 PM`. */
function clockWords(clock: string): string {
  const hour = Number(clock.slice(0, 2))
  return `${hour % 12 || 12}:${clock.slice(3)} ${hour % 24 < 12 ? 'AM' : 'PM'}`
}

/** "Thursday morning", "mornings", "Tuesday or Thursday". */
function daysAndParts({ weekdays, dates, times_of_day }: TimeWish): string {
  const days = [...weekdayWords(weekdays), ...dates.map(dayWords)]
  const parts = partsOf(times_of_day)
  if (days.length === 0)
    return list(
      parts.map((part) => `${part}s`),
      'or',
    )
  return [list(days, 'or'), list(parts, 'or')].filter((each) => each !== '').join(' ')
}

function rangeWords({ from_date, until_date }: TimeWish): string {
  if (from_date !== null && until_date !== null) {
    return from_date === until_date
      ? dayWords(from_date)
      : `${dayWords(from_date)} to ${dayWords(until_date)}`
  }
  if (from_date !== null) return `from ${dayWords(from_date)} on`
  return until_date === null ? '' : `until ${dayWords(until_date)}`
}

function clockRangeWords({ clock_from, clock_until }: TimeWish): string {
  if (clock_from !== null && clock_until !== null)
    return `${clockWords(clock_from)} to ${clockWords(clock_until)}`
  if (clock_from !== null) return `from ${clockWords(clock_from)}`
  return clock_until === null ? '' : `until ${clockWords(clock_until)}`
}

function refusedWords({ not_weekdays, not_dates, not_times_of_day }: TimeWish): string {
  const refused = [
    ...weekdayWords(not_weekdays).map((day) => `${day}s`),
    ...not_dates.map(dayWords),
    ...partsOf(not_times_of_day).map((part) => `${part}s`),
  ]
  return refused.length === 0 ? '' : `not ${list(refused, 'or')}`
}

function providerWords(wish: TimeWish, nameOf: (id: string) => string): string {
  const wanted = wish.provider_ids.map(nameOf)
  const refused = wish.not_provider_ids.map(nameOf)
  return [
    wanted.length === 0 ? '' : `with ${list(wanted, 'or')}`,
    refused.length === 0 ? '' : `not with ${list(refused, 'or')}`,
  ]
    .filter((each) => each !== '')
    .join(', ')
}

/** A wish as staff read it, like "Thursday morning, with Dr. Lee"; "another time" when nothing more was said. */
export function timeWishWords(
  wish: TimeWish,
  { zone, nameOf }: { zone: string; nameOf: (providerId: string) => string },
): string {
  const at = (instant: string) => formatSlotForText(Date.parse(instant), zone)
  const each = (wish.day_parts ?? []).map((day) => daysAndParts({ ...ANY_TIME, ...day }))
  const words = [
    daysAndParts(wish),
    list(each, 'or'),
    rangeWords(wish),
    clockRangeWords(wish),
    wish.starts_before === null ? '' : `earlier than ${at(wish.starts_before)}`,
    wish.starts_after === null ? '' : `later than ${at(wish.starts_after)}`,
    refusedWords(wish),
    providerWords(wish, nameOf),
  ].filter((each) => each !== '')
  return isAnyTime(wish) ? 'another time' : words.join(', ')
}

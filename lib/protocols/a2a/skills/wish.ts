import { z } from 'zod'
import { invalidInput } from '#lib/domain/errors.ts'
import { zonedTime } from '#lib/domain/scheduling/zone.ts'
import { localDate } from '#lib/domain/wire.ts'
import type { KeptSearch } from './outcome.ts'

const word = z.string().trim().min(1).max(120)

/** The words of the A2A design: an object, or one text such as "tomorrow afternoon". */
export const timePreference = z.union([
  word,
  z.object({
    type: z.string().max(40).nullish(),
    date: word.nullish(),
    time_of_day: word.nullish(),
    day_of_week: z.union([word, z.array(word).max(7)]).nullish(),
    days: z.number().int().min(1).max(60).nullish(),
  }),
])
type TimePreference = z.output<typeof timePreference>

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const PARTS: Readonly<Record<string, 'morning' | 'afternoon' | 'evening'>> = {
  morning: 'morning',
  mornings: 'morning',
  afternoon: 'afternoon',
  afternoons: 'afternoon',
  evening: 'evening',
  evenings: 'evening',
  tonight: 'evening',
}
const DAYS_OF_WEEK = 7
/** Words that say nothing about the time. */
const EMPTY = new Set(
  'on in at the for any some time anytime as soon possible or and next this week'.split(' '),
)

/** The ISO weekday that a word names, in full or as its first three letters. */
function weekdayOf(text: string): number | null {
  const index = WEEKDAYS.findIndex((day) => day === text || `${day}s` === text || day.slice(0, 3) === text)
  return index === -1 ? null : index + 1
}

interface Found {
  dates: Temporal.PlainDate[]
  weekdays: number[]
  part: 'morning' | 'afternoon' | 'evening' | null
  isNextWeek: boolean
}

/** Adds what one word says; false when it says nothing that is understood. */
function readWord(text: string, today: Temporal.PlainDate, found: Found): boolean {
  const weekday = weekdayOf(text)
  if (PARTS[text]) found.part = PARTS[text]
  else if (weekday !== null) found.weekdays.push(weekday)
  else if (text === 'today' || text === 'tonight') found.dates.push(today)
  else if (text === 'tomorrow') found.dates.push(today.add({ days: 1 }))
  else if (localDate.safeParse(text).success) found.dates.push(Temporal.PlainDate.from(text))
  else return EMPTY.has(text)
  return true
}

function readWords(text: string, today: Temporal.PlainDate, found: Found): void {
  const lower = text.toLowerCase().replaceAll('day after tomorrow', today.add({ days: 2 }).toString())
  if (/\bnext week\b/.test(lower)) found.isNextWeek = true
  for (const each of lower.split(/[\s,;.]+/).filter(Boolean)) {
    if (readWord(each, today, found)) continue
    throw invalidInput(
      `${JSON.stringify(each)} says no time that is understood here. Use today, tomorrow, a weekday, a date like 2026-12-01, morning, afternoon or evening.`,
      'request_details.time_preference',
    )
  }
}

function textsOf(wish: Exclude<TimePreference, string>): string[] {
  return [wish.date, wish.time_of_day, wish.day_of_week].flat().filter((each) => typeof each === 'string')
}

/** Where to look and for how long: from the day that was named, or the Monday of next week. */
function rangeOf(found: Found, today: Temporal.PlainDate, zone: string, isExact: boolean) {
  const monday = today.add({ days: DAYS_OF_WEEK + 1 - today.dayOfWeek })
  const first = found.dates.toSorted(Temporal.PlainDate.compare)[0] ?? (found.isNextWeek ? monday : null)
  if (first === null) return {}
  const from = first.toZonedDateTime(zone).toInstant().toString()
  if (found.dates.length === 0) return { from, days: DAYS_OF_WEEK }
  return { from, ...(isExact ? { days: 1 } : {}) }
}

/**
 * What a peer wishes, as a search understands it: relative words are resolved in the clinic's zone, from its `now`. A day
 * that is named as a text, or as `specific_date`, is that day alone. Throws `invalid_input` for words that say no time.
 */
export function readWish(
  wish: TimePreference | null | undefined,
  { now, zone }: { now: number; zone: string },
): KeptSearch['preferences'] {
  if (!wish) return {}
  const today = zonedTime(now, zone).toPlainDate()
  const found: Found = { dates: [], weekdays: [], part: null, isNextWeek: false }
  const isText = typeof wish === 'string'
  for (const text of isText ? [wish] : textsOf(wish)) readWords(text, today, found)
  const isExact = isText || wish.type !== 'flexible_date'
  return {
    ...rangeOf(found, today, zone, isExact),
    ...(!isText && wish.days ? { days: wish.days } : {}),
    ...(found.part ? { time_of_day: found.part } : {}),
    ...(found.weekdays.length > 0 ? { weekdays: found.weekdays } : {}),
  }
}

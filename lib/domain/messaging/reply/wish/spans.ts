import { ORDINAL_WORDS, WEEKDAYS } from '../calendar-words.ts'
import type { Reference } from '../reference-tokens.ts'
import { readReference } from '../references.ts'
import type { Token } from '../tokens.ts'
import { type Constraint, clockText, type Span } from './constraint.ts'
import { iso, type Today, upcomingDate, upcomingDay, upcomingWeekday, weekStart } from './days.ts'
import { phraseLength, wordAt } from './token-words.ts'

/** What a wish is read against. */
export interface WishWords extends Today {
  /** Every word of the providers' names. */
  names: ReadonlySet<string>
  /** The ids of the providers that such a word names. */
  idsOf(name: string): string[]
}

const MINUTES_OF_AN_HOUR = 60
/** "At 11" is any time that begins within the half hour. */
const CLOCK_SPAN_MINUTES = 29
/** "Around 11" is an hour before and after. */
const AROUND_MINUTES = 60

/** Visits are in the daytime: "at 2" is in the afternoon, "at 9" in the morning. */
export function hourOf({ hour, half }: { hour: number; half?: 'am' | 'pm' }): number {
  if (half !== undefined) return (hour % 12) + (half === 'pm' ? 12 : 0)
  return hour >= 1 && hour < 7 ? hour + 12 : hour
}

const toClock = (minutes: number) =>
  clockText(Math.floor(minutes / MINUTES_OF_AN_HOUR), minutes % MINUTES_OF_AN_HOUR)
const LAST_MINUTE = 24 * MINUTES_OF_AN_HOUR - 1

export function clockRange(minutes: number, isAround: boolean): Constraint {
  const before = isAround ? AROUND_MINUTES : 0
  const after = isAround ? AROUND_MINUTES : CLOCK_SPAN_MINUTES
  return {
    type: 'clock',
    from: toClock(Math.max(0, minutes - before)),
    until: toClock(Math.min(LAST_MINUTE, minutes + after)),
  }
}

const minutesOf = (clock: { hour: number; minute: number; half?: 'am' | 'pm' }) =>
  hourOf(clock) * MINUTES_OF_AN_HOUR + clock.minute

/** What one reference means as a wish, or null where it means none, like a bare number. */
function constraintOf(reference: Reference, words: WishWords): Constraint | null {
  switch (reference.kind) {
    case 'weekday':
      return { type: 'weekdays', days: [reference.weekday] }
    case 'daypart':
      return { type: 'parts', parts: [reference.part] }
    case 'provider':
      return { type: 'providers', ids: words.idsOf(reference.name) }
    case 'clock':
      return clockRange(minutesOf(reference), false)
    default: {
      const date = dateOf(reference, words)
      return date === null ? null : { type: 'dates', dates: [iso(date)] }
    }
  }
}

/** The day that a reference names, the next such one from the day of the text on. */
export function dateOf(reference: Reference, words: Today): Temporal.PlainDate | null {
  switch (reference.kind) {
    case 'date':
      return upcomingDate(words, reference.month, reference.day)
    case 'day_of_month':
      return upcomingDay(words, reference.day)
    case 'ordinal':
      return reference.isPositional ? null : upcomingDay(words, reference.value)
    case 'relative_day':
      return words.date.add({ days: reference.days })
    case 'weekday':
      return upcomingWeekday(words, reference.weekday)
    default:
      return null
  }
}

const PLURAL_PARTS = new Map([
  ['mornings', 'morning'],
  ['afternoons', 'afternoon'],
  ['evenings', 'evening'],
  ['nights', 'evening'],
  ['night', 'evening'],
  ['mananas', 'morning'],
  ['tardes', 'afternoon'],
  ['noches', 'evening'],
] as const)

const WEEK: Readonly<Record<string, readonly number[]>> = {
  weekday: [1, 2, 3, 4, 5],
  weekdays: [1, 2, 3, 4, 5],
  weekend: [6, 7],
  weekends: [6, 7],
}

/** "Tuesdays", "martes" after "los": every one of them. */
function readPlural(tokens: readonly Token[], at: number): Span | null {
  const lead = phraseLength(tokens, at, [
    'los',
    'las',
    'on',
    'every',
    'each',
    'todos los',
    'todas las',
    'the',
  ])
  const isEvery = lead > 0 && !['on', 'the'].includes(wordAt(tokens, at) ?? '')
  const word = wordAt(tokens, at + lead) ?? ''
  const length = lead + 1
  const week = WEEK[word]
  if (week !== undefined)
    return { constraints: [{ type: 'weekdays', days: [...week] }], length, isPlural: true }
  const part = PLURAL_PARTS.get(word as 'mornings')
  if (part !== undefined) return { constraints: [{ type: 'parts', parts: [part] }], length, isPlural: true }
  const single = WEEKDAYS.get(word) ?? WEEKDAYS.get(word.replace(/s$/, ''))
  if (single === undefined || (!isEvery && WEEKDAYS.has(word))) return null
  return { constraints: [{ type: 'weekdays', days: [single] }], length, isPlural: true }
}

/** "Monday to Wednesday", "lunes a miercoles". */
function readWeekdayRange(tokens: readonly Token[], at: number): Span | null {
  const lead = phraseLength(tokens, at, ['between', 'from', 'entre', 'entre el', 'de', 'del', 'desde el'])
  const first = WEEKDAYS.get(wordAt(tokens, at + lead) ?? '')
  const middle = phraseLength(tokens, at + lead + 1, [
    'to',
    'through',
    'thru',
    'until',
    'and',
    'a',
    'al',
    'y',
    'y el',
    'hasta el',
  ])
  const last = WEEKDAYS.get(wordAt(tokens, at + lead + 1 + middle) ?? '')
  if (first === undefined || last === undefined || middle === 0) return null
  if (wordAt(tokens, at + lead + 1) === 'and' && wordAt(tokens, at) !== 'between') return null
  const days: number[] = []
  for (let day = first; ; day = (day % 7) + 1) {
    days.push(day)
    if (day === last) break
  }
  return { constraints: [{ type: 'weekdays', days }], length: lead + middle + 2 }
}

/** "Next Tuesday", "this Friday", "el proximo martes", "el martes que viene". */
function readNamedWeekday(tokens: readonly Token[], at: number, words: WishWords): Span | null {
  const next = phraseLength(tokens, at, ['next', 'the next', 'el proximo', 'proximo'])
  const here = phraseLength(tokens, at, ['this', 'this coming', 'the coming', 'coming', 'este'])
  const lead = Math.max(next, here)
  const weekday = WEEKDAYS.get(wordAt(tokens, at + lead) ?? '')
  if (weekday === undefined) return null
  const tail = phraseLength(tokens, at + lead + 1, [
    'que viene',
    'proximo',
    'next week',
    'de la proxima semana',
  ])
  const isNextWeek = next > 0 || tail > 0
  if (lead === 0 && tail === 0) return null
  const date = isNextWeek ? weekStart(words, 1).add({ days: weekday - 1 }) : upcomingWeekday(words, weekday)
  return { constraints: [{ type: 'dates', dates: [iso(date)] }], length: lead + 1 + tail }
}

/** "The Friday after", "the following Tuesday": the first such day behind all that was offered. */
function readWeekdayAfter(tokens: readonly Token[], at: number): Span | null {
  const lead = phraseLength(tokens, at, ['the', 'el', 'on the'])
  const following = phraseLength(tokens, at + lead, ['following', 'siguiente'])
  const weekday = WEEKDAYS.get(wordAt(tokens, at + lead + following) ?? '')
  const end = at + lead + following + 1
  const after =
    following > 0 ? 0 : phraseLength(tokens, end, ['after', 'after that', 'following', 'siguiente'])
  // "Friday after 3".
  const isBound = after === 1 && wordAt(tokens, end) === 'after' && !isPause(tokens[end + 1])
  if (weekday === undefined || (lead === 0 && following === 0) || following + after === 0 || isBound)
    return null
  const constraints: Constraint[] = [
    { type: 'weekdays', days: [weekday] },
    { type: 'shift', to: 'later', of: 'day' },
  ]
  return { constraints, length: lead + following + 1 + after }
}
const isPause = (token: Token | undefined) =>
  token === undefined || ['comma', 'stop', 'question'].includes(token.kind)

/** "Monday 7", "lunes 7": a day with its number, where the calendar agrees. */
function readNumberedWeekday(tokens: readonly Token[], at: number, words: WishWords): Span | null {
  const lead = phraseLength(tokens, at, ['el', 'the', 'on'])
  const weekday = WEEKDAYS.get(wordAt(tokens, at + lead) ?? '')
  const token = tokens[at + lead + 1]
  const date = weekday !== undefined && token?.kind === 'number' ? upcomingDay(words, token.value) : null
  if (date === null || date.dayOfWeek !== weekday) return null
  return { constraints: [{ type: 'dates', dates: [iso(date)] }], length: lead + 2 }
}

/** "The tenth" is a day; "the second" may be anything. */
const FIRST_PLAIN_DAY = 4

/** A day that a number alone names after an article: "el 10", "the 10". */
export function readDayNumber(
  tokens: readonly Token[],
  at: number,
  words: Today,
): { date: Temporal.PlainDate; length: number } | null {
  const lead = phraseLength(tokens, at, ['el', 'el dia', 'dia', 'the'])
  const written = lead === 0 ? null : readReference(tokens, at + lead, new Set())
  const [reference] = written?.references ?? []
  if (reference?.kind === 'date' && written?.references.length === 1) {
    const named = dateOf(reference, words)
    return named === null ? null : { date: named, length: lead + written.length }
  }
  const token = tokens[at + lead]
  const day = token?.kind === 'word' ? ORDINAL_WORDS.get(token.text) : undefined
  const isDay = token?.kind === 'number' || token?.kind === 'ordinal'
  const value = isDay ? token.value : (day ?? 0) >= FIRST_PLAIN_DAY ? day : undefined
  if (lead === 0 || value === undefined) return null
  const date = upcomingDay(words, value)
  return date === null ? null : { date, length: lead + 1 }
}

/** A day, time, part of the day or provider, as it stands. */
function readPlain(tokens: readonly Token[], at: number, words: WishWords): Span | null {
  const match = readReference(tokens, at, words.names)
  if (match === null) return null
  const constraints: Constraint[] = []
  // "A second", "first": words that only an article makes a day.
  if (match.references[0]?.kind === 'ordinal' && tokens[at]?.kind !== 'ordinal') return null
  for (const reference of match.references) {
    const constraint = constraintOf(reference, words)
    if (constraint === null) return null
    constraints.push(constraint)
  }
  return { constraints: mergeProviders(constraints), length: match.length }
}

/** "Ana Lee" names one provider, not everybody called Ana or Lee. */
function mergeProviders(constraints: Constraint[]): Constraint[] {
  const named = constraints.flatMap((each) => (each.type === 'providers' ? [each.ids] : []))
  if (named.length < 2) return constraints
  const ids = named.reduce((all, some) => all.filter((id) => some.includes(id)))
  return [{ type: 'providers', ids }]
}

/** The longest span of days, times or people at this token that needs no word before it, or null. */
export function readSpan(tokens: readonly Token[], at: number, words: WishWords): Span | null {
  const day = readDayNumber(tokens, at, words)
  const spans = [
    readWeekdayRange(tokens, at),
    readNamedWeekday(tokens, at, words),
    readWeekdayAfter(tokens, at),
    readNumberedWeekday(tokens, at, words),
    readPlural(tokens, at),
    day === null
      ? null
      : { constraints: [{ type: 'dates' as const, dates: [iso(day.date)] }], length: day.length },
    readPlain(tokens, at, words),
  ]
  return spans.reduce((best, span) => ((span?.length ?? 0) > (best?.length ?? 0) ? span : best), null)
}

import { readReference } from '../references.ts'
import type { Token } from '../tokens.ts'
import { upcomingDay } from './days.ts'
import { dateOf, hourOf, readDayNumber, type WishWords } from './spans.ts'
import { phraseLength, wordAt } from './token-words.ts'

const ARTICLES = ['the', 'el', 'la', 'las', 'el dia']

/** Times of day that people name by what they do then. */
const DAILY_CLOCKS: ReadonlyArray<readonly [string, number]> = [
  ['work', 17],
  ['school', 15],
  ['lunch', 13],
  ['noon', 12],
  ['midday', 12],
  ['mediodia', 12],
  ['el trabajo', 17],
  ['trabajo', 17],
  ['la escuela', 15],
  ['almuerzo', 13],
  ['el almuerzo', 13],
]
const HOLIDAYS: ReadonlyArray<readonly [string, number, number]> = [
  ['christmas', 12, 25],
  ['xmas', 12, 25],
  ['navidad', 12, 25],
  ['new year', 1, 1],
  ['new years', 1, 1],
  ['new years day', 1, 1],
  ['the holidays', 1, 1],
  ['ano nuevo', 1, 1],
  ['las fiestas', 1, 6],
]

const NOVEMBER = 11
const THURSDAY = 4
const WEEKS_BEFORE = 3

/** The fourth Thursday of November, the next one from this day on. */
function thanksgivingOf(today: Temporal.PlainDate, year = today.year): Temporal.PlainDate {
  const first = Temporal.PlainDate.from({ year, month: NOVEMBER, day: 1 })
  const day = first.add({ days: (THURSDAY - first.dayOfWeek + 7) % 7, weeks: WEEKS_BEFORE })
  return Temporal.PlainDate.compare(day, today) < 0 ? thanksgivingOf(today, year + 1) : day
}

export const HOUR_MINUTES = 60

/** What stands behind "after": a clock in minutes, or a day. */
export type Edge = { minutes: number; length: number } | { day: Temporal.PlainDate; length: number }

const AFTER_ARTICLE = new Set(['del', 'el', 'the', 'dia'])

/** The hour or day at this token, where "after", "between" and their like have one, or null. */
export function readEdge(tokens: readonly Token[], at: number, words: WishWords): Edge | null {
  const token = tokens[at]
  // "Despues del 10" is a day, "despues de las 10" an hour.
  if (token?.kind === 'number' && AFTER_ARTICLE.has(wordAt(tokens, at - 1) ?? '')) {
    const match = readReference(tokens, at, new Set())
    const day =
      match?.references[0]?.kind === 'date'
        ? dateOf(match.references[0], words)
        : upcomingDay(words, token.value)
    return day === null ? null : { day, length: match?.references[0]?.kind === 'date' ? match.length : 1 }
  }
  for (const [name, hour] of DAILY_CLOCKS) {
    const length = phraseLength(tokens, at, [name])
    if (length > 0) return { minutes: hour * HOUR_MINUTES, length }
  }
  for (const [name, month, day] of HOLIDAYS) {
    const length = phraseLength(tokens, at, [name])
    const year = month >= words.date.month ? words.date.year : words.date.year + 1
    if (length > 0) return { day: Temporal.PlainDate.from({ year, month, day }), length }
  }
  if (phraseLength(tokens, at, ['thanksgiving']) > 0) return { day: thanksgivingOf(words.date), length: 1 }
  const numbered = readDayNumber(tokens, at, words)
  const match = readReference(tokens, at, new Set())
  const matched = match === null ? null : edgeOf(tokens, at, match, words)
  if (matched !== null && matched.length >= (numbered?.length ?? 0)) return matched
  if (numbered !== null) return { day: numbered.date, length: numbered.length }
  const lead = phraseLength(tokens, at, ARTICLES)
  return lead === 0 ? null : withLead(readEdge(tokens, at + lead, words), lead)
}

const withLead = (edge: Edge | null, lead: number): Edge | null =>
  edge === null ? null : { ...edge, length: edge.length + lead }

function edgeOf(
  tokens: readonly Token[],
  at: number,
  match: NonNullable<ReturnType<typeof readReference>>,
  words: WishWords,
): Edge | null {
  const [reference] = match.references
  if (reference === undefined || match.references.length > 1) return null
  if (reference.kind === 'clock') {
    return { minutes: hourOf(reference) * HOUR_MINUTES + reference.minute, length: match.length }
  }
  // "After 5" is an hour of the day; "after the 5th" is a day.
  if (reference.kind === 'number' && !reference.isMarked && reference.value >= 1 && reference.value <= 12) {
    return { minutes: hourOf({ hour: reference.value }) * HOUR_MINUTES, length: match.length }
  }
  const next = phraseLength(tokens, at, ['next'])
  const day = next === 0 ? dateOf(reference, words) : null
  return day === null ? null : { day, length: match.length }
}

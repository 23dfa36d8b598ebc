import type { Daypart } from './calendar-words.ts'
import {
  DAYPARTS,
  FEMININE_ORDINALS,
  MINUTE_WORDS,
  MONTHS,
  NUMBER_WORDS,
  ORDINAL_WORDS,
  SPANISH_ONE,
  WEEKDAYS,
} from './calendar-words.ts'
import { MARKERS, NOUNS, POSITIONS, SPANISH_POSITIONS, TITLES } from './reference-words.ts'
import type { Token } from './tokens.ts'

/** A part of a text that points at an option. */
export type Reference =
  | { kind: 'number'; value: number; isMarked: boolean; isWordOne: boolean }
  /** `isPositional`: of the lines of our text. `mayBeDay`: written as days are, "the 3rd", "on the third". */
  | { kind: 'ordinal'; value: number; isPositional: boolean; mayBeDay: boolean }
  | { kind: 'position'; which: 'last' | 'middle' | 'earliest' | 'latest' | 'earlier' | 'later' }
  /** `number`: it was a bare number after "at", so it may still be a reply number. */
  | { kind: 'clock'; hour: number; minute: number; half?: 'am' | 'pm'; number?: number }
  /** `isThis`: "this Friday", of the seven days that come. */
  | { kind: 'weekday'; weekday: number; isThis?: true }
  | { kind: 'date'; month: number; day: number; isSlash: boolean }
  | { kind: 'day_of_month'; day: number }
  | { kind: 'relative_day'; days: number }
  /** `isOne`: "the morning one" picks; "mornings are best" is a wish. */
  | { kind: 'daypart'; part: Daypart; isOne: boolean }
  | { kind: 'provider'; name: string }

export interface ReferenceMatch {
  references: Reference[]
  /** In tokens. */
  length: number
}

const wordAt = (tokens: readonly Token[], at: number): string | undefined => {
  const token = tokens[at]
  return token?.kind === 'word' ? token.text : undefined
}
function wordsAt(tokens: readonly Token[], at: number, phrase: string): boolean {
  const first = wordAt(tokens, at)
  if (first === undefined || !phrase.startsWith(first)) return false
  return phrase.split(' ').every((word, index) => wordAt(tokens, at + index) === word)
}

function numberAt(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at]
  if (token?.kind === 'number') return token.value
  return token?.kind === 'word' ? NUMBER_WORDS.get(token.text) : undefined
}

function ordinalAt(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at]
  if (token?.kind === 'ordinal') return token.value
  return token?.kind === 'word' ? ORDINAL_WORDS.get(token.text) : undefined
}

const one = (reference: Reference, length: number): ReferenceMatch => ({ references: [reference], length })

/** "Dr Smith", "doctor van dyke", "smith's"; the caller knows which words are names here. */
function readProvider(
  tokens: readonly Token[],
  at: number,
  names: ReadonlySet<string>,
): ReferenceMatch | null {
  const hasTitle = TITLES.has(wordAt(tokens, at) ?? '')
  const references: Reference[] = []
  let next = at + (hasTitle ? 1 : 0)
  for (;;) {
    const word = wordAt(tokens, next)
    const name = [word, word?.replace(/s$/, '')].find((form) => form !== undefined && names.has(form))
    if (name === undefined) break
    references.push({ kind: 'provider', name })
    next += 1
  }
  return references.length === 0 ? null : { references, length: next - at }
}

/** A number with a word that says it is an option's: "option 2", "#2", "number two", "option number 2". */
function readMarkedNumber(tokens: readonly Token[], at: number): ReferenceMatch | null {
  let next = at
  while (next - at < 3 && (MARKERS.has(wordAt(tokens, next) ?? '') || tokens[next]?.kind === 'hash'))
    next += 1
  const value = next === at ? undefined : numberAt(tokens, next)
  if (value === undefined) return null
  return one({ kind: 'number', value, isMarked: true, isWordOne: false }, next - at + 1)
}

const QUARTERS: ReadonlySet<number> = new Set([15, 30, 45])

const HALF_WORDS: ReadonlyArray<readonly [string, 'am' | 'pm']> = [
  ['in the morning', 'am'],
  ['in the afternoon', 'pm'],
  ['in the evening', 'pm'],
  ['de la manana', 'am'],
  ['de la tarde', 'pm'],
  ['de la noche', 'pm'],
  ['por la manana', 'am'],
  ['por la tarde', 'pm'],
  ['en la manana', 'am'],
  ['en la tarde', 'pm'],
  ['at night', 'pm'],
]

/** "Y media", "y cuarto", "menos cuarto" after an hour: minutes, and how many hours less. */
const SPANISH_MINUTES: ReadonlyArray<readonly [phrase: string, minute: number, less: number]> = [
  ['y media', 30, 0],
  ['y cuarto', 15, 0],
  ['menos cuarto', 45, 1],
]

/** What stands after an hour: minutes in words and the half of the day, with their length in tokens. */
function readAfterHour(tokens: readonly Token[], at: number, hour: number): ReferenceMatch | null {
  const spanish = SPANISH_MINUTES.find(([phrase]) => wordsAt(tokens, at, phrase))
  const next = at + (spanish === undefined ? 0 : 2)
  const half = HALF_WORDS.find(([phrase]) => wordsAt(tokens, next, phrase))
  if (spanish === undefined && half === undefined) return null
  const [, minute, less] = spanish ?? ['', 0, 0]
  const length = next - at + (half === undefined ? 0 : half[0].split(' ').length)
  const said = hour - less || 12
  return one({ kind: 'clock', hour: said, minute, ...(half === undefined ? {} : { half: half[1] }) }, length)
}

/** "2 30", "10 15": two numbers that are a time of day. */
function readTwoNumbers(tokens: readonly Token[], at: number, hour: number): ReferenceMatch | null {
  const next = tokens[at + 1]
  const isMinutes = tokens[at]?.kind === 'number' && next?.kind === 'number' && QUARTERS.has(next.value)
  if (!isMinutes || tokens[at + 2]?.kind === 'number') return null
  return one({ kind: 'clock', hour, minute: next.value }, 2)
}

/** Behind an hour in words: "nine am". */
const HALVES: Readonly<Record<string, 'am' | 'pm' | undefined>> = { am: 'am', pm: 'pm' }

/** Hours as people say them: "10 o'clock", "ten thirty", "half past ten", "2 in the afternoon", "noon". */
function readSpokenClock(tokens: readonly Token[], at: number): ReferenceMatch | null {
  if (['noon', 'midday', 'mediodia'].includes(wordAt(tokens, at) ?? '')) {
    return one({ kind: 'clock', hour: 12, minute: 0, half: 'pm' }, 1)
  }
  for (const [phrase, minute] of [
    ['half past', 30],
    ['quarter past', 15],
    ['quarter after', 15],
  ] as const) {
    const hour = wordsAt(tokens, at, phrase) ? numberAt(tokens, at + 2) : undefined
    if (hour !== undefined && hour <= 12) return one({ kind: 'clock', hour, minute }, 3)
  }
  const hour = numberAt(tokens, at)
  if (hour === undefined || hour < 1 || hour > 12) return null
  if (wordAt(tokens, at + 1) === 'oclock') return one({ kind: 'clock', hour, minute: 0 }, 2)
  if (wordsAt(tokens, at + 1, 'o clock')) return one({ kind: 'clock', hour, minute: 0 }, 3)
  const half = HALVES[wordAt(tokens, at + 1) ?? '']
  if (half !== undefined) return one({ kind: 'clock', hour, minute: 0, half }, 2)
  const numbers = readTwoNumbers(tokens, at, hour)
  if (numbers !== null) return numbers
  const minute = MINUTE_WORDS.get(wordAt(tokens, at + 1) ?? '')
  if (minute !== undefined) return one({ kind: 'clock', hour, minute }, 2)
  const after = readAfterHour(tokens, at + 1, hour)
  return after === null ? null : { ...after, length: after.length + 1 }
}

/** "10:30", "10:30 de la manana". */
function readWrittenClock(
  token: Token & { kind: 'time' },
  tokens: readonly Token[],
  at: number,
): ReferenceMatch {
  const half =
    token.half === undefined ? HALF_WORDS.find(([phrase]) => wordsAt(tokens, at + 1, phrase)) : undefined
  const { hour, minute } = token
  const said = token.half ?? (hour >= 1 && hour <= 12 ? half?.[1] : undefined)
  const length = said === undefined || token.half !== undefined ? 1 : 1 + half![0].split(' ').length
  return one({ kind: 'clock', hour, minute, ...(said === undefined ? {} : { half: said }) }, length)
}

/** "at 2", "a las diez": a time, unless it turns out to be a reply number as well. */
function readClock(tokens: readonly Token[], at: number): ReferenceMatch | null {
  const token = tokens[at]
  if (token?.kind === 'time') return readWrittenClock(token, tokens, at)
  const isSpanish = ['a las', 'a la', 'de las'].some((lead) => wordsAt(tokens, at, lead))
  const lead = wordAt(tokens, at) === 'at' ? 1 : isSpanish ? 2 : 0
  if (isSpanish && wordAt(tokens, at + 2) === SPANISH_ONE) {
    const after = readAfterHour(tokens, at + 3, 1)
    if (after !== null) return { ...after, length: after.length + 3 }
    return one({ kind: 'clock', hour: 1, minute: 0 }, 3)
  }
  const written = tokens[at + lead]
  if (isSpanish && written?.kind === 'time') {
    const clock = readWrittenClock(written, tokens, at + lead)
    return { ...clock, length: clock.length + lead }
  }
  const spoken = readSpokenClock(tokens, at + lead)
  if (spoken !== null) return { ...spoken, length: spoken.length + lead }
  const number = lead === 0 ? undefined : numberAt(tokens, at + lead)
  if (number === undefined) return null
  return one({ kind: 'clock', hour: number, minute: 0, number }, lead + 1)
}

/** "Dec 1", "December the 1st", "1st of December", "1 Dec". */
function readMonthDay(tokens: readonly Token[], at: number): ReferenceMatch | null {
  const month = MONTHS.get(wordAt(tokens, at) ?? '')
  if (month !== undefined) {
    const skip = ['the', 'el'].includes(wordAt(tokens, at + 1) ?? '') ? 2 : 1
    const token = tokens[at + skip]
    const said = token?.kind === 'number' ? token.value : ordinalAt(tokens, at + skip)
    return said === undefined ? null : one({ kind: 'date', month, day: said, isSlash: false }, skip + 1)
  }
  const day = tokens[at]?.kind === 'number' ? numberAt(tokens, at) : ordinalAt(tokens, at)
  if (day === undefined) return null
  const skip = ['of', 'de'].includes(wordAt(tokens, at + 1) ?? '') ? 2 : 1
  const after = MONTHS.get(wordAt(tokens, at + skip) ?? '')
  return after === undefined ? null : one({ kind: 'date', month: after, day, isSlash: false }, skip + 1)
}

const SPANISH_PARTS = new Map<string, Daypart>([
  ['manana', 'morning'],
  ['tarde', 'afternoon'],
  ['noche', 'evening'],
])

/** "Manana" alone is tomorrow; after an article it is the morning. */
function readSpanishDay(tokens: readonly Token[], at: number): ReferenceMatch | null {
  if (wordsAt(tokens, at, 'pasado manana')) return one({ kind: 'relative_day', days: 2 }, 2)
  if (wordAt(tokens, at) === 'manana') return one({ kind: 'relative_day', days: 1 }, 1)
  const lead = ['por', 'en', 'de', 'a'].includes(wordAt(tokens, at) ?? '') ? 1 : 0
  if (wordAt(tokens, at + lead) !== 'la') return null
  const part = SPANISH_PARTS.get(wordAt(tokens, at + lead + 1) ?? '')
  return part === undefined ? null : one({ kind: 'daypart', part, isOne: false }, lead + 2)
}

/** "Friday am". */
const HALVES_OF_A_DAY: ReadonlyMap<string, Daypart> = new Map([
  ['am', 'morning'],
  ['pm', 'afternoon'],
])

const WEEK_FROM = [
  ['a week from', 7],
  ['one week from', 7],
  ['two weeks from', 14],
  ['2 weeks from', 14],
  ['week from', 7],
] as const
const DAYS_AHEAD: Readonly<Record<string, number | undefined>> = { today: 0, tomorrow: 1, tmrw: 1, tmr: 1 }

/** "A week from tomorrow". */
function readWeekFrom(tokens: readonly Token[], at: number): ReferenceMatch | null {
  for (const [phrase, days] of WEEK_FROM) {
    const length = phrase.split(' ').length
    const from = wordsAt(tokens, at, phrase) ? DAYS_AHEAD[wordAt(tokens, at + length) ?? ''] : undefined
    if (from !== undefined) return one({ kind: 'relative_day', days: from + days }, length + 1)
  }
  return null
}

/** "Tuesday", "Tuesday the 1st", "tomorrow", "tonight", "morning". */
function readDay(tokens: readonly Token[], at: number): ReferenceMatch | null {
  const token = tokens[at]
  if (token?.kind === 'date') return one(token, 1)
  const word = wordAt(tokens, at) ?? ''
  const halfOfDay = NOUNS.has(wordAt(tokens, at + 1) ?? '') ? HALVES_OF_A_DAY.get(word) : undefined
  if (halfOfDay !== undefined) return one({ kind: 'daypart', part: halfOfDay, isOne: true }, 2)
  // "La del 4".
  const isDayBehind = word === 'dia' || (word === 'del' && !MONTHS.has(wordAt(tokens, at + 3) ?? ''))
  const numbered = isDayBehind ? tokens[at + 1] : undefined
  if (numbered?.kind === 'number') return one({ kind: 'day_of_month', day: numbered.value }, 2)
  const weekday = WEEKDAYS.get(word)
  if (weekday !== undefined) {
    const half = HALVES_OF_A_DAY.get(wordAt(tokens, at + 1) ?? '')
    if (half !== undefined) {
      return {
        references: [
          { kind: 'weekday', weekday },
          { kind: 'daypart', part: half, isOne: false },
        ],
        length: 2,
      }
    }
    const skip = ['the', 'el'].includes(wordAt(tokens, at + 1) ?? '') ? 2 : 1
    const ordinal = tokens[at + skip]
    if (ordinal?.kind !== 'ordinal') return one({ kind: 'weekday', weekday }, 1)
    const day: Reference = { kind: 'day_of_month', day: ordinal.value }
    return { references: [{ kind: 'weekday', weekday }, day], length: skip + 1 }
  }
  if (word === 'today' || word === 'hoy') return one({ kind: 'relative_day', days: 0 }, 1)
  if (word === 'tomorrow') return one({ kind: 'relative_day', days: 1 }, 1)
  const spanish = readSpanishDay(tokens, at) ?? readWeekFrom(tokens, at)
  if (spanish !== null) return spanish
  const part = DAYPARTS.find((each) => each === word)
  const today: Reference = { kind: 'relative_day', days: 0 }
  if (word === 'tonight')
    return { references: [today, { kind: 'daypart', part: 'evening', isOne: false }], length: 1 }
  const isThis = word === 'this' || word === 'este'
  const thisDay = isThis ? WEEKDAYS.get(wordAt(tokens, at + 1) ?? '') : undefined
  if (thisDay !== undefined) return one({ kind: 'weekday', weekday: thisDay, isThis: true }, 2)
  if (word === 'this') {
    const thisPart = DAYPARTS.find((each) => each === wordAt(tokens, at + 1))
    return thisPart === undefined
      ? null
      : { references: [today, { kind: 'daypart', part: thisPart, isOne: false }], length: 2 }
  }
  if (part === undefined) return null
  const isOne = NOUNS.has(wordAt(tokens, at + 1) ?? '')
  return one({ kind: 'daypart', part, isOne }, isOne ? 2 : 1)
}

const isFeminine = (token: Token | undefined): boolean =>
  token?.kind === 'word'
    ? FEMININE_ORDINALS.has(token.text)
    : token?.kind === 'ordinal' && token.isFeminine === true

/** "The last one on the list": ours. */
const LISTED = [
  'on the list',
  'of the list',
  'in the list',
  'from the list',
  'on your list',
  'you sent',
  'de la lista',
]
const OWN = new Set(['my', 'his', 'her', 'our', 'your', 'mi', 'su', 'tu'])
/** "See you on the third". */
const BEFORE_A_DAY = new Set(['on', 'come', 'free', 'in'])
const BEFORE_A_SPANISH_DAY = new Set(['el', 'del', 'al', 'pal'])

/** "the 2nd", "second one", "the last slot", "the later one". */
function readPosition(tokens: readonly Token[], at: number): ReferenceMatch | null {
  // "A primera hora" is early in the day.
  if (wordsAt(tokens, at, 'primera hora') && wordAt(tokens, at - 1) === 'a') return null
  const hasNoun = NOUNS.has(wordAt(tokens, at + 1) ?? '')
  const ordinal = ordinalAt(tokens, at)
  // "At first".
  if (ordinal === 1 && !hasNoun && wordAt(tokens, at - 1) === 'at') return null
  if (ordinal !== undefined) {
    const isPositional = hasNoun || isFeminine(tokens[at])
    const isOnDay = BEFORE_A_DAY.has(wordAt(tokens, wordAt(tokens, at - 1) === 'the' ? at - 2 : at - 1) ?? '')
    const mayBeDay = !isPositional && (tokens[at]?.kind === 'ordinal' || isOnDay)
    return one({ kind: 'ordinal', value: ordinal, isPositional, mayBeDay }, hasNoun ? 2 : 1)
  }
  if (wordAt(tokens, at) === 'top' && hasNoun)
    return one({ kind: 'ordinal', value: 1, isPositional: true, mayBeDay: false }, 2)
  // "My last day".
  if (OWN.has(wordAt(tokens, at - 1) ?? '')) return null
  const which = POSITIONS.get((wordAt(tokens, at) ?? '') as 'last')
  const isSpanish = SPANISH_POSITIONS.has(wordAt(tokens, at) ?? '')
  if (which === undefined || !(hasNoun || isSpanish)) return null
  const length = hasNoun ? 2 : 1
  const list = LISTED.find((phrase) => wordsAt(tokens, at + length, phrase))
  return one({ kind: 'position', which }, length + (list?.split(' ').length ?? 0))
}

function readBareNumber(tokens: readonly Token[], at: number): ReferenceMatch | null {
  const value = numberAt(tokens, at)
  if (value === undefined) return null
  const isWordOne = wordAt(tokens, at) === 'one'
  // "El 3" is the third of the month as well.
  if (tokens[at]?.kind === 'number' && BEFORE_A_SPANISH_DAY.has(wordAt(tokens, at - 1) ?? ''))
    return one({ kind: 'ordinal', value, isPositional: false, mayBeDay: true }, 1)
  return one({ kind: 'number', value, isMarked: false, isWordOne }, 1)
}

/** The reference that starts at this token, the most telling kind first, or null. */
export function readReference(
  tokens: readonly Token[],
  at: number,
  names: ReadonlySet<string>,
): ReferenceMatch | null {
  return (
    readMarkedNumber(tokens, at) ??
    readClock(tokens, at) ??
    readMonthDay(tokens, at) ??
    readDay(tokens, at) ??
    readPosition(tokens, at) ??
    readProvider(tokens, at, names) ??
    readBareNumber(tokens, at)
  )
}

/** "Dr" before a word that is no provider of the offer: the patient wants somebody else. */
export const isUnknownProvider = (tokens: readonly Token[], at: number): boolean =>
  TITLES.has(wordAt(tokens, at) ?? '') && wordAt(tokens, at + 1) !== undefined

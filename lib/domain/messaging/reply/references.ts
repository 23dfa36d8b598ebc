import type { Daypart } from './calendar-words.ts'
import { DAYPARTS, FEMININE_ORDINALS, MONTHS, WEEKDAYS } from './calendar-words.ts'
import { readClock } from './clock-references.ts'
import {
  numberAt,
  one,
  ordinalAt,
  type Reference,
  type ReferenceMatch,
  wordAt,
  wordsAt,
} from './reference-tokens.ts'
import { MARKERS, NOUNS, POSITIONS, SPANISH_POSITIONS, TITLES } from './reference-words.ts'
import type { Token } from './tokens.ts'

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

/** "Dec 1", "December the 1st", "1st of December", "1 Dec". */
function readMonthDay(tokens: readonly Token[], at: number): ReferenceMatch | null {
  const month = MONTHS.get(wordAt(tokens, at) ?? '')
  if (month !== undefined) {
    const skip = ['the', 'el'].includes(wordAt(tokens, at + 1) ?? '') ? 2 : 1
    const token = tokens[at + skip]
    const said = token?.kind === 'number' ? token.value : ordinalAt(tokens, at + skip)
    return said === undefined ? null : one({ kind: 'date', month, day: said, isSlash: false }, skip + 1)
  }
  // "Dos de diciembre".
  const isNumbered = tokens[at]?.kind === 'number' || wordAt(tokens, at + 1) === 'de'
  const day = (isNumbered ? numberAt(tokens, at) : undefined) ?? ordinalAt(tokens, at)
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
const DAYS_AHEAD: Readonly<Record<string, number | undefined>> = { today: 0, tomorrow: 1 }

/** "A week from tomorrow". */
function readWeekFrom(tokens: readonly Token[], at: number): ReferenceMatch | null {
  for (const [phrase, days] of WEEK_FROM) {
    const length = phrase.split(' ').length
    const from = wordsAt(tokens, at, phrase) ? DAYS_AHEAD[wordAt(tokens, at + length) ?? ''] : undefined
    if (from !== undefined) return one({ kind: 'relative_day', days: from + days }, length + 1)
  }
  return null
}

const WEDNESDAY = 3
const FRIDAY = 5
const AS_AN_ANSWER = new Set(['it', 'please', 'pls', 'plz', 'works', 'for', 'is', 'one', 'then'])
const SITS = new Set(['she', 'he', 'i', 'we', 'they', 'just', 'cat', 'dog'])

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
  // "The one after lunch".
  if (wordsAt(tokens, at, 'after lunch') && NOUNS.has(wordAt(tokens, at - 1) ?? ''))
    return one({ kind: 'daypart', part: 'afternoon', isOne: true }, 2)
  // As an answer, not as a greeting.
  const isHumpDay = wordsAt(tokens, at, 'hump day') && AS_AN_ANSWER.has(wordAt(tokens, at + 2) ?? '')
  if (isHumpDay) return one({ kind: 'weekday', weekday: WEDNESDAY }, 2)
  if (word === 'tgif' && NOUNS.has(wordAt(tokens, at + 1) ?? ''))
    return one({ kind: 'weekday', weekday: FRIDAY }, 2)
  // "She sat on her glasses".
  const isVerb = word === 'sat' && SITS.has(wordAt(tokens, at - 1) ?? '')
  const weekday = isVerb ? undefined : WEEKDAYS.get(word)
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
    // "Friday 4th December".
    const month = ['of', 'de'].includes(wordAt(tokens, at + skip + 1) ?? '') ? 2 : 1
    const isDate = MONTHS.has(wordAt(tokens, at + skip + month) ?? '')
    if (ordinal?.kind !== 'ordinal' || isDate) return one({ kind: 'weekday', weekday }, 1)
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
  'on there',
  'youve got there',
  'you have there',
  'you got there',
  'you listed',
  'you sent',
  'de la lista',
]
const listedLength = (tokens: readonly Token[], at: number) =>
  LISTED.find((phrase) => wordsAt(tokens, at, phrase))?.split(' ').length ?? 0

const OWN = new Set(['my', 'his', 'her', 'our', 'your', 'mi', 'su', 'tu'])
/** "See you on the third". */
const BEFORE_A_DAY = new Set(['on', 'come', 'free', 'in'])
const BEFORE_A_SPANISH_DAY = new Set(['el', 'del', 'al', 'pal'])

/** "the 2nd", "second one", "the last slot", "the later one". */
function readPosition(
  tokens: readonly Token[],
  at: number,
  names: ReadonlySet<string>,
): ReferenceMatch | null {
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
    return one(
      { kind: 'ordinal', value: ordinal, isPositional, mayBeDay },
      hasNoun ? 2 + listedLength(tokens, at + 2) : 1,
    )
  }
  if (wordAt(tokens, at) === 'top' && hasNoun)
    return one(
      { kind: 'ordinal', value: 1, isPositional: true, mayBeDay: false },
      2 + listedLength(tokens, at + 2),
    )
  // "My last day".
  if (OWN.has(wordAt(tokens, at - 1) ?? '')) return null
  const which = POSITIONS.get((wordAt(tokens, at) ?? '') as 'last')
  const isSpanish = SPANISH_POSITIONS.has(wordAt(tokens, at) ?? '')
  const next = wordAt(tokens, at + 1) ?? ''
  // "The later Lee one": of those that the rest of the words fits.
  const isSplit = (names.has(next) || WEEKDAYS.has(next)) && NOUNS.has(wordAt(tokens, at + 2) ?? '')
  const isInMiddle = which === 'middle' && wordsAt(tokens, at - 2, 'in the') && !isWordLike(tokens[at + 1])
  // "She was great last time".
  if (wordsAt(tokens, at, 'last time') && wordAt(tokens, at + 2) !== 'slot') return null
  if (which === undefined || !(hasNoun || isSpanish || isSplit || isInMiddle)) return null
  const length = hasNoun ? 2 : 1
  return one({ kind: 'position', which }, length + listedLength(tokens, at + length))
}

function readBareNumber(tokens: readonly Token[], at: number): ReferenceMatch | null {
  const value = numberAt(tokens, at)
  if (value === undefined) return null
  const isWordOne = wordAt(tokens, at) === 'one'
  // "El 3" is the third of the month as well.
  if (tokens[at]?.kind === 'number' && BEFORE_A_SPANISH_DAY.has(wordAt(tokens, at - 1) ?? ''))
    return one({ kind: 'ordinal', value, isPositional: false, mayBeDay: true }, 1)
  const isSpelled = tokens[at]?.kind === 'word'
  return one({ kind: 'number', value, isMarked: false, isWordOne, ...(isSpelled ? { isSpelled } : {}) }, 1)
}

const EXCEPT_LEADS = [
  'one thats not',
  'one that is not',
  'one that isnt',
  'one not',
  'one without',
  'que no es',
  'que no sea',
]
const EXCEPT_LINKS = [
  'with the',
  'with',
  'on the',
  'on',
  'in the',
  'con el',
  'con la',
  'con',
  'del',
  'el',
  '',
]

/** "The one that's not with Lee": any but what follows. */
function readExcept(tokens: readonly Token[], at: number, names: ReadonlySet<string>): ReferenceMatch | null {
  const article = ['the', 'la', 'el'].includes(wordAt(tokens, at) ?? '') ? 1 : 0
  const lead = EXCEPT_LEADS.find((phrase) => wordsAt(tokens, at + article, phrase))
  if (lead === undefined || article === 0) return null
  const start = at + article + lead.split(' ').length
  const link = EXCEPT_LINKS.find((phrase) => phrase === '' || wordsAt(tokens, start, phrase))!
  const skip = link === '' ? 0 : link.split(' ').length
  const found = readReference(tokens, start + skip, names)
  const [of] = found?.references ?? []
  if (of === undefined || of.kind === 'number' || found!.references.length > 1) return null
  return one({ kind: 'except', of }, start + skip + found!.length - at)
}

const isWordLike = (token: Token | undefined) =>
  token !== undefined && token.kind === 'word' && !/^(?:please|pls|plz|thanks|thx|ty)$/.test(token.text)

/** The reference that starts at this token, the most telling kind first, or null. */
export function readReference(
  tokens: readonly Token[],
  at: number,
  names: ReadonlySet<string>,
): ReferenceMatch | null {
  return (
    readExcept(tokens, at, names) ??
    readMarkedNumber(tokens, at) ??
    readClock(tokens, at) ??
    readMonthDay(tokens, at) ??
    readDay(tokens, at) ??
    readPosition(tokens, at, names) ??
    readProvider(tokens, at, names) ??
    readBareNumber(tokens, at)
  )
}

/** "Dr" before a word that is no provider of the offer: the patient wants somebody else. */
export const isUnknownProvider = (tokens: readonly Token[], at: number): boolean =>
  TITLES.has(wordAt(tokens, at) ?? '') && wordAt(tokens, at + 1) !== undefined

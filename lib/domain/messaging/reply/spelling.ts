import { MONTHS, NUMBER_WORDS, ORDINAL_WORDS, WEEKDAYS } from './calendar-words.ts'
import { consonants, mendDictated, mendFor, mendSounds, POLITE_WORDS, textOf } from './heard.ts'
import { isPhraseWord } from './phrases.ts'
import { TITLES } from './reference-words.ts'
import type { Token } from './tokens.ts'
import { isWishWord } from './wish/phrases.ts'

/** Short words are too near to others to be mended. */
const LEAST_LETTERS = 5
const LEAST_LETTERS_OF_A_MONTH = 7

/** What a misspelt word may be mended to: words that point at a time, and politeness. */
const TARGETS = [
  ...[...WEEKDAYS.keys()].filter((word) => word.length >= LEAST_LETTERS),
  ...[...MONTHS.keys()].filter((word) => word.length >= LEAST_LETTERS_OF_A_MONTH),
  ...`option opcion number numero first second third primera segunda tercera works perfect please thanks thank gracias appointment
    afternoon morning tomorrow sorry thats middle latest earliest ultima fifteen thirty quarter wednesday`.split(
    /\s+/,
  ),
]
/** Words of their own, one letter away from a target. */
const NO_TYPOS = new Set(
  'words think thinks pleased lunas funday muddle riddle ultimo dirty thirsty quarters intimo mourning warning moaning'.split(
    ' ',
  ),
)

const isCalendarWord = (word: string) =>
  WEEKDAYS.has(word) || MONTHS.has(word) || NUMBER_WORDS.has(word) || ORDINAL_WORDS.has(word)

const isKnown = (word: string) => isCalendarWord(word) || isPhraseWord(word) || isWishWord(word)

/** One letter too many, too few or another, or two neighbours swapped. */
export function isOneSlip(typed: string, meant: string): boolean {
  let start = 0
  while (start < typed.length && typed[start] === meant[start]) start += 1
  const [rest, goal] = [typed.slice(start), meant.slice(start)]
  return (
    rest.slice(1) === goal ||
    rest === goal.slice(1) ||
    rest.slice(1) === goal.slice(1) ||
    (rest[0] === goal[1] && rest[1] === goal[0] && rest.slice(2) === goal.slice(2))
  )
}

/** Days that end so in the singular: "vierne" is one with a letter missing. */
const ENDS_IN_S = new Set('martes miercoles jueves viernes'.split(' '))

/** "Fridays" and "first" are never mended into each other's number. */
const isPlural = (typed: string, meant: string) =>
  typed === `${meant}s` || (meant === `${typed}s` && !ENDS_IN_S.has(meant))

/** Rows of a keyboard: keys side by side, also one row down, are hit for each other. */
const KEYS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const placeOf = (letter: string) => {
  const row = KEYS.findIndex((keys) => keys.includes(letter))
  return { row, column: KEYS[row]?.indexOf(letter) ?? -1 }
}
function areNeighbours(one: string, other: string): boolean {
  const [a, b] = [placeOf(one), placeOf(other)]
  if (a.row === -1 || b.row === -1) return false
  return Math.abs(a.row - b.row) <= 1 && Math.abs(a.column - b.column) <= 1
}

/** "Dex" for "dec": one key beside the right one. */
function isOneKeyOff(typed: string, meant: string): boolean {
  if (typed.length !== meant.length) return false
  const wrong = [...typed].flatMap((letter, at) => (letter === meant[at] ? [] : [at]))
  return wrong.length === 1 && areNeighbours(typed[wrong[0]!]!, meant[wrong[0]!]!)
}

const RUN = /(.)\1+/g
/** No English or Spanish word begins or ends so, or doubles these letters: "mmy", "withh". */
const NEVER_DOUBLED = /^([a-kmnp-z])\1|([hjkqvwxy])\2|([a-kmnp-rt-z])\3$/
const MOST_RUNS = 3

/** A word whose letters were held down, with each run as one letter or two: "friiiiday", "tthree", "seconnd". */
function unstretched(word: string): string | null {
  const runs = [...word.matchAll(RUN)]
  if (runs.length === 0 || runs.length > MOST_RUNS) return null
  let forms = [word]
  for (const letter of new Set(runs.map(([, each]) => each!))) {
    const run = new RegExp(`${letter}{2,}`, 'g')
    forms = forms.flatMap((form) => [form.replace(run, letter + letter), form.replace(run, letter)])
  }
  const isHeld = /(.)\1\1/.test(word) || NEVER_DOUBLED.test(word)
  const isMeant = (form: string) => (isHeld ? isKnown(form) : form === 'last' || TARGETS.includes(form))
  return forms.find((form) => form.length > 1 && isMeant(form)) ?? null
}

const DAY = /^[a-z]{2,6}d[ae]?y$/
const DAY_NAMES = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ')
/** "Toosday", "fryday". */
const soundsSame = (day: string, word: string) => day[0] === word[0] && consonants(day) === consonants(word)

const LEAST_LETTERS_FOR_TWO_SLIPS = 8
const WEDNESDAY = /^we[dn][a-z]{2,6}a?y$/

function mend(word: string): string {
  const short = word.replace(/(.)\1+$/, '$1')
  if (short !== word && short.length > 1 && isKnown(short) && word !== 'too') return short
  const plain = unstretched(word)
  if (plain !== null) return plain
  if (word.length < LEAST_LETTERS || NO_TYPOS.has(word)) return word
  const near = TARGETS.filter(
    (target) =>
      !isPlural(word, target) &&
      (target[0] === word[0] ? isOneSlip(word, target) : isOneKeyOff(word, target)),
  )
  const meanings = new Set(near.map((target) => WEEKDAYS.get(target) ?? target))
  if (meanings.size === 1) return near.at(-1)!
  const sounding =
    meanings.size === 0 && DAY.test(word) ? DAY_NAMES.find((day) => soundsSame(day, word)) : undefined
  if (sounding !== undefined) return sounding
  // The day that most people spell wrong, and that no other word is near to.
  return word.length >= LEAST_LETTERS_FOR_TWO_SLIPS && WEDNESDAY.test(word) ? 'wednesday' : word
}

const MORE = new Set('mejor tarde temprano tempranito mensajes facil'.split(' '))
const AT_TAKING = new Set(['ill', 'il', 'i', 'will', 'gonna', 'lets'])
const TAKEN = new Set(['it', 'that', 'the', 'this'])
/** A short word that only its place makes sure: "il tske it", "dex 1". */
function mendShort(word: string, before: string, next: Token | undefined): string | null {
  if (word === 'il') return 'ill'
  if (word === 'ma' && MORE.has(textOf(next) ?? '')) return 'mas'
  const isTaking = AT_TAKING.has(before) && (TAKEN.has(textOf(next) ?? '') || next?.kind === 'number')
  if (isTaking && word[0] === 't' && isOneSlip(word, 'take')) return 'take'
  if (word.length !== 3 || next?.kind !== 'number') return null
  const months = [...MONTHS.keys()].filter((month) => isOneKeyOff(word, month))
  return months.length === 1 ? months[0]! : null
}

/** What people write for short, and the words that it stands for. */
const SHORT: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['w', ['with']],
  ['gimme', ['give', 'me']],
  ['lemme', ['let', 'me']],
  ['wld', ['would']],
  ['dat', ['that']],
  ['dis', ['this']],
  ['da', ['the']],
  ['dem', ['them']],
  ['cld', ['could']],
  ['plez', ['please']],
  ['sory', ['sorry']],
  ['gud', ['good']],
  ['wrks', ['works']],
  ['wrk', ['work']],
  ['xfis', ['porfis']],
  ['mins', ['minutes']],
  ['gr8', ['great']],
  ['l8', ['late']],
  ['b4', ['before']],
  ...'tmrw tmr tmw tmrrw tmro tmoro tmorow 2moro 2morro 2morrow 2mrw'
    .split(' ')
    .map((short) => [short, ['tomorrow']] as const),
])

const LEAST_LETTERS_OF_A_NAME = 5
const BEFORE_A_NAME = new Set('the dr dra doctor doctora doc with w con the la el mrs mr ms'.split(' '))

/** "Dr. Pattel", and behind a title also "Dr. Oatel", "Dr. Ler": the one provider whose name is a slip away. */
function nameNear(word: string, names: ReadonlySet<string>, isTitled: boolean): string | null {
  if (isKnown(word)) return null
  const isNear = (name: string) =>
    name.length >= LEAST_LETTERS_OF_A_NAME &&
    word.length >= LEAST_LETTERS &&
    name[0] === word[0] &&
    !isPlural(word, name) &&
    isOneSlip(word, name)
  const near = [...names].filter((name) => isNear(name) || (isTitled && isOneKeyOff(word, name)))
  return near.length === 1 ? near[0]! : null
}

/** "Tuesdays good": Tuesday's. */
const DAYS_GOOD = /^(?:mon|tues|wednes|thurs|fri|satur|sun)days$/
const IS_WHAT = new Set('good fine great perfect ok okay best better cool ideal it'.split(' '))

function mendWord(token: Token, at: number, all: readonly Token[], names: ReadonlySet<string>): Token[] {
  if (token.kind !== 'word' && token.kind !== 'odd') return [token]
  const long = names.has(token.text) ? undefined : SHORT.get(token.text)
  if (long !== undefined) return long.map((text) => ({ kind: 'word', text }))
  if (token.kind === 'odd' || names.has(token.text)) return [token]
  const before = textOf(all[at - 1]) ?? ''
  const next = textOf(all[at + 1]) ?? ''
  const isAlone = before === '' && (next === '' || next === 'one' || POLITE_WORDS.has(next))
  const mayBeName = BEFORE_A_NAME.has(before) || isAlone
  const name = mayBeName ? nameNear(token.text, names, TITLES.has(before)) : null
  if (name !== null) return [{ kind: 'word', text: name }]
  if (DAYS_GOOD.test(token.text) && IS_WHAT.has(next))
    return [{ kind: 'word', text: token.text.slice(0, -1) }]
  const text = mendShort(token.text, before, all[at + 1]) ?? token.text
  return [isKnown(text) ? { kind: 'word', text } : { kind: 'word', text: mend(text) }]
}

/** Mends slips of the thumb in words that mean nothing as they stand, where only one word can be meant. */
export const mendSpelling = (tokens: readonly Token[], names: ReadonlySet<string>): Token[] =>
  mendFor(mendDictated(tokens)).flatMap((token, at, all) => mendWord(token, at, all, names))

/** The same, and what the phone misheard. */
export const mendTypos = (tokens: readonly Token[], names: ReadonlySet<string>): Token[] =>
  mendSounds(mendSpelling(tokens, names), names)

import { MONTHS, NUMBER_WORDS, ORDINAL_WORDS, WEEKDAYS } from './calendar-words.ts'
import { isPhraseWord } from './phrases.ts'
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
    afternoon tomorrow wednesday`.split(/\s+/),
]
/** Words of their own, one letter away from a target. */
const NO_TYPOS = new Set('words think thinks pleased lunas funday'.split(' '))

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

function mend(word: string): string {
  const short = word.replace(/(.)\1+$/, '$1')
  if (short !== word && short.length > 1 && isKnown(short) && word !== 'too') return short
  if (word.length < LEAST_LETTERS || NO_TYPOS.has(word)) return word
  const near = TARGETS.filter(
    (target) => target[0] === word[0] && !isPlural(word, target) && isOneSlip(word, target),
  )
  const meanings = new Set(near.map((target) => WEEKDAYS.get(target) ?? target))
  return meanings.size === 1 ? near.at(-1)! : word
}

/** What people write for short, and the words that it stands for. */
const SHORT: ReadonlyMap<string, readonly string[]> = new Map([
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
  ['mins', ['minutes']],
  ['gr8', ['great']],
  ['l8', ['late']],
  ['b4', ['before']],
])

/** What a phone writes for a spoken number, and people for fun; only where a number must stand. */
const HEARD: ReadonlyMap<string, number> = new Map([
  ['won', 1],
  ['wun', 1],
  ['to', 2],
  ['too', 2],
  ['tu', 2],
  ['tow', 2],
  ['tree', 3],
  ['free', 3],
  ['thre', 3],
  ['threee', 3],
  ['for', 4],
  ['fore', 4],
])
const NUMBER_FOLLOWS = new Set('option opt number choice slot opcion numero'.split(' '))
const TAKES = new Set('take want pick choose the'.split(' '))
const ONLY_NUMBERS = new Set('won wun tree'.split(' '))
const POLITE_WORDS = new Set('please pls plz thanks thank you ty thx yes ok period'.split(' '))

const textOf = (token: Token | undefined) => (token?.kind === 'word' ? token.text : undefined)

/** "Option too", "number tree", "won please": a number by the place where it stands. */
function mendHeard(tokens: readonly Token[]): Token[] {
  const words = tokens.map((token) => textOf(token) ?? '')
  const isHeard = (word: string) => HEARD.has(word)
  const isAlone =
    words.filter(isHeard).length === 1 &&
    words.some((word) => POLITE_WORDS.has(word)) &&
    words[0] !== 'thank' &&
    tokens.every((token, at) => token.kind === 'stop' || isHeard(words[at]!) || POLITE_WORDS.has(words[at]!))
  return tokens.map((token, at) => {
    const value = HEARD.get(words[at]!)
    if (value === undefined) return token
    if (words[at] === 'won' && ORDINAL_WORDS.has(words[at - 1] ?? '')) return { kind: 'word', text: 'one' }
    const next = words[at + 1] ?? ''
    const before = words[at - 1] ?? ''
    // "I want to" is cut off; "I want won" is not.
    const isNamed = NUMBER_FOLLOWS.has(before) || (TAKES.has(before) && ONLY_NUMBERS.has(words[at]!))
    const isMarked = isNamed && (next === '' || POLITE_WORDS.has(next))
    return isMarked || isAlone ? { kind: 'number', value } : token
  })
}

const NOT_A_DOT = new Set('my her the a late on your missed grace time that this trial waiting'.split(' '))
/** Dictated marks: "one period thank you period". */
const DICTATED: ReadonlyMap<string, Token> = new Map<string, Token>([
  ['period', { kind: 'stop' }],
  ['comma', { kind: 'comma' }],
  ['exclamation', { kind: 'stop' }],
])
const BEHIND_EXCLAMATION = new Set(['point', 'mark'])

function mendDictated(tokens: readonly Token[]): Token[] {
  const last = textOf(tokens.at(-1)) ?? ''
  const isExclaimed = BEHIND_EXCLAMATION.has(last) && textOf(tokens.at(-2)) === 'exclamation'
  if (isExclaimed) return mendDictated(tokens.slice(0, -1))
  const isDictated = DICTATED.has(last)
  return tokens.map((token, at) => {
    const word = textOf(token) ?? ''
    const mark = isDictated || word === 'comma' ? DICTATED.get(word) : undefined
    return mark === undefined || at === 0 || NOT_A_DOT.has(textOf(tokens[at - 1]) ?? '') ? token : mark
  })
}

const GLUED_POLITENESS = /^(\d)(pls|plz|please|ty|thx|thanks|porfa|xfa|porfavor)$/
/** "2pls". */
const unglue = (token: Token): Token | Token[] => {
  const glued = token.kind === 'odd' ? GLUED_POLITENESS.exec(token.text) : null
  if (glued === null) return token
  return [
    { kind: 'number', value: Number(glued[1]) },
    { kind: 'word', text: glued[2]! },
  ]
}

const BEFORE_FOR_ME = new Set(
  'works work good great fine ok okay perfect best better ideal it that one time day cool thanks'.split(' '),
)
const FOR_ME = new Set('me us u you my our'.split(' '))
const BEHIND_X = new Set('la las el favor fav fa'.split(' '))
/** "Works 4 me", "x la mañana". */
const mendFor = (tokens: readonly Token[]): Token[] =>
  tokens.flatMap(unglue).map((token, at, all) => {
    const next = textOf(all[at + 1]) ?? ''
    const isFor = token.kind === 'number' && token.value === 4 && BEFORE_FOR_ME.has(textOf(all[at - 1]) ?? '')
    if (isFor && FOR_ME.has(next)) return { kind: 'word', text: 'for' }
    if (textOf(token) === 'd' && BEHIND_X.has(next)) return { kind: 'word', text: 'de' }
    return textOf(token) === 'x' && BEHIND_X.has(next) ? { kind: 'word', text: 'por' } : token
  })

const LEAST_LETTERS_OF_A_NAME = 5
const BEFORE_A_NAME = new Set('the dr dra doctor doctora doc with w con the la el mrs mr ms'.split(' '))

/** "Dr. Pattel": the one provider whose name is a slip away. */
function nameNear(word: string, names: ReadonlySet<string>): string | null {
  if (word.length < LEAST_LETTERS || isKnown(word)) return null
  const near = [...names].filter(
    (name) =>
      name.length >= LEAST_LETTERS_OF_A_NAME &&
      name[0] === word[0] &&
      !isPlural(word, name) &&
      isOneSlip(word, name),
  )
  return near.length === 1 ? near[0]! : null
}

/** Mends slips of the thumb in words that mean nothing as they stand, where only one word can be meant. */
export const mendTypos = (tokens: readonly Token[], names: ReadonlySet<string>): Token[] =>
  mendHeard(mendFor(mendDictated(tokens))).flatMap((token, at, all): Token | Token[] => {
    if (token.kind !== 'word' && token.kind !== 'odd') return token
    const long = names.has(token.text) ? undefined : SHORT.get(token.text)
    if (long !== undefined) return long.map((text) => ({ kind: 'word', text }))
    if (token.kind === 'odd' || names.has(token.text)) return token
    const before = textOf(all[at - 1]) ?? ''
    const next = textOf(all[at + 1]) ?? ''
    const isAlone = before === '' && (next === '' || next === 'one' || POLITE_WORDS.has(next))
    const name = BEFORE_A_NAME.has(before) || isAlone ? nameNear(token.text, names) : null
    if (name !== null) return { kind: 'word', text: name }
    return isKnown(token.text) ? token : { kind: 'word', text: mend(token.text) }
  })

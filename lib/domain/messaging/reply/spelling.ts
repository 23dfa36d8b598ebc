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
const NO_TYPOS = new Set('words thinks pleased lunas funday'.split(' '))

const isCalendarWord = (word: string) =>
  WEEKDAYS.has(word) || MONTHS.has(word) || NUMBER_WORDS.has(word) || ORDINAL_WORDS.has(word)

const isKnown = (word: string) => isCalendarWord(word) || isPhraseWord(word) || isWishWord(word)

/** One letter too many, too few or another, or two neighbours swapped. */
function isOneSlip(typed: string, meant: string): boolean {
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

/** "Fridays" and "first" are never mended into each other's number. */
const isPlural = (typed: string, meant: string) => typed === `${meant}s` || meant === `${typed}s`

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
  ['cld', ['could']],
  ['plez', ['please']],
  ['mins', ['minutes']],
])

/** Mends slips of the thumb in words that mean nothing as they stand, where only one word can be meant. */
export const mendTypos = (tokens: readonly Token[], names: ReadonlySet<string>): Token[] =>
  tokens.flatMap((token): Token | Token[] => {
    if (token.kind !== 'word' || names.has(token.text)) return token
    const long = SHORT.get(token.text)
    if (long !== undefined) return long.map((text) => ({ kind: 'word', text }))
    return isKnown(token.text) ? token : { kind: 'word', text: mend(token.text) }
  })

import { MINUTE_WORDS, NUMBER_WORDS, ORDINAL_WORDS, WEEKDAYS } from './calendar-words.ts'
import { POSITIONS, TITLES } from './reference-words.ts'
import type { Token } from './tokens.ts'

/** Words that a phone wrote for what was spoken, and people for fun: each only where nothing else can stand. */

export const POLITE_WORDS = new Set('please pls plz thanks thank you ty thx yes ok period'.split(' '))

const word = (text: string): Token => ({ kind: 'word', text })

export const textOf = (token: Token | undefined) => (token?.kind === 'word' ? token.text : undefined)

const HEARD: ReadonlyMap<string, number> = new Map([
  ['won', 1],
  ['wun', 1],
  ['to', 2],
  ['too', 2],
  ['tu', 2],
  ['tow', 2],
  ['do', 2],
  ['tree', 3],
  ['free', 3],
  ['thre', 3],
  ['tre', 3],
  ['for', 4],
  ['fore', 4],
])
const NUMBER_FOLLOWS = new Set('option opt number choice slot opcion numero'.split(' '))
const SPANISH_NUMBERS = new Set(['do', 'tre'])
const SPANISH_NOUNS = new Set(['opcion', 'numero'])
const TAKES = new Set('take want pick choose the'.split(' '))
const ONLY_NUMBERS = new Set('won wun tree'.split(' '))
const ONES = new Set(['won', 'want', 'wan'])
const PRONOUNS = new Set('i ill im we well my she he please'.split(' '))
const MINUTES = new Set([...MINUTE_WORDS.keys(), 'quarter'])

/** "The third won", "the middle won", "the Friday want I will be back by then". */
function isOne(words: readonly string[], at: number): boolean {
  const before = words[at - 1] ?? ''
  const next = words[at + 1] ?? ''
  if (words[at] === 'won' && (ORDINAL_WORDS.has(before) || POSITIONS.has(before as 'last'))) return true
  const isPointed = WEEKDAYS.has(before) && words[at - 2] === 'the'
  return ONES.has(words[at]!) && isPointed && (next === '' || PRONOUNS.has(next) || POLITE_WORDS.has(next))
}

/** "Wednesday to thirty": 2:30. "Ten to thirty" is none. */
const isHour = (words: readonly string[], at: number) =>
  ['to', 'too', 'two', 'tu'].includes(words[at]!) &&
  MINUTES.has(words[at + 1] ?? '') &&
  words[at + 1] !== 'quarter' &&
  !NUMBER_WORDS.has(words[at - 1] ?? '')

const IS = new Set('is are be was sounds looks seems thats'.split(' '))
/** Behind "is" an adjective stands. */
const HEARD_ADJECTIVES: ReadonlyMap<string, string> = new Map([
  ['find', 'fine'],
  ['fined', 'fine'],
  ['grate', 'great'],
  ['goo', 'good'],
])

/** "Option too", "number tree", "won please": a number by the place where it stands. */
function mendHeard(tokens: readonly Token[]): Token[] {
  const words = tokens.map((token) => textOf(token) ?? '')
  const isHeard = (each: string) => HEARD.has(each)
  const isAlone =
    words.filter(isHeard).length === 1 &&
    words.some((each) => POLITE_WORDS.has(each)) &&
    words[0] !== 'thank' &&
    !words.includes('do') &&
    tokens.every((token, at) => token.kind === 'stop' || isHeard(words[at]!) || POLITE_WORDS.has(words[at]!))
  return tokens.map((token, at) => {
    const adjective = IS.has(words[at - 1] ?? '') ? HEARD_ADJECTIVES.get(words[at]!) : undefined
    if (adjective !== undefined) return word(adjective)
    if (isOne(words, at)) return word('one')
    if (isHour(words, at)) return { kind: 'number', value: 2 }
    const value = HEARD.get(words[at]!)
    if (value === undefined) return token
    const next = words[at + 1] ?? ''
    const before = words[at - 1] ?? ''
    // "I want to" is cut off; "I want won" is not.
    const follows = SPANISH_NUMBERS.has(words[at]!) ? SPANISH_NOUNS : NUMBER_FOLLOWS
    const isNamed = follows.has(before) || (TAKES.has(before) && ONLY_NUMBERS.has(words[at]!))
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

export function mendDictated(tokens: readonly Token[]): Token[] {
  const last = textOf(tokens.at(-1)) ?? ''
  const isExclaimed = BEHIND_EXCLAMATION.has(last) && textOf(tokens.at(-2)) === 'exclamation'
  if (isExclaimed) return mendDictated(tokens.slice(0, -1))
  const isDictated = DICTATED.has(last)
  return tokens.map((token, at) => {
    const text = textOf(token) ?? ''
    const mark = isDictated || text === 'comma' ? DICTATED.get(text) : undefined
    return mark === undefined || at === 0 || NOT_A_DOT.has(textOf(tokens[at - 1]) ?? '') ? token : mark
  })
}

const GLUED_CLOCK = new RegExp(
  `^(${[...NUMBER_WORDS.keys()].join('|')})(${[...MINUTE_WORDS.keys()].join('|')})$`,
)
const GLUED_POLITENESS = /^(\d)(pls|plz|please|ty|thx|thanks|porfa|xfa|porfavor)$/
/** "2pls", "tenfifteen". */
function unglue(token: Token): Token | Token[] {
  const clock = token.kind === 'word' ? GLUED_CLOCK.exec(token.text) : null
  if (clock !== null) return [word(clock[1]!), word(clock[2]!)]
  const glued = token.kind === 'odd' ? GLUED_POLITENESS.exec(token.text) : null
  return glued === null ? token : [{ kind: 'number', value: Number(glued[1]) }, word(glued[2]!)]
}

const BEFORE_FOR_ME = new Set(
  'works work good great fine ok okay perfect best better ideal it that one time day cool thanks'.split(' '),
)
const PUT_DOWN = new Set('me us in down up on'.split(' '))
const FOR_ME = new Set('me us u you my our'.split(' '))
const BEHIND_X = new Set('la las el favor fav fa'.split(' '))
/** "Works 4 me", "x la mañana". */
export const mendFor = (tokens: readonly Token[]): Token[] =>
  tokens.flatMap(unglue).map((token, at, all) => {
    const next = textOf(all[at + 1]) ?? ''
    const isFour = token.kind === 'number' && token.value === 4
    const before = textOf(all[at - 1]) ?? ''
    const isPutDown = PUT_DOWN.has(before) && (WEEKDAYS.has(next) || next === 'the')
    if (isFour && (isPutDown || (BEFORE_FOR_ME.has(before) && FOR_ME.has(next)))) return word('for')
    if (textOf(token) === 'd' && BEHIND_X.has(next)) return word('de')
    return textOf(token) === 'x' && BEHIND_X.has(next) ? word('por') : token
  })

const SOUNDS: ReadonlyArray<readonly [RegExp, string]> = [
  [/b/g, 'p'],
  [/d/g, 't'],
  [/[gcq]/g, 'k'],
  [/v/g, 'f'],
  [/z/g, 's'],
  [/[aeiouyhw\s]/g, ''],
  [/(.)\1+/g, '$1'],
]
/** The consonants of a word as the ear tells them apart. */
export const consonants = (text: string) =>
  SOUNDS.reduce((left, [sound, replacement]) => left.replace(sound, replacement), text)
const LEAST_CONSONANTS = 3
const LONG_E = /^([^aeiouy]+)(?:ee|ea|ie|ei)(?:d|f|t|s|ve)?$/

/** "Lead" for Lee, "but tell" for Patel. */
function soundsLike(said: string, name: string): boolean {
  const sound = consonants(name)
  if (sound.length >= LEAST_CONSONANTS) return consonants(said) === sound && said[0] !== 'm'
  return LONG_E.exec(said)?.[1] !== undefined && LONG_E.exec(said)?.[1] === LONG_E.exec(name)?.[1]
}

const MOST_WORDS_OF_A_NAME = 2
const namesTime = (token: Token) =>
  token.kind === 'time' || token.kind === 'date' || WEEKDAYS.has(textOf(token) ?? '')

/** "Tuesday ten fifteen with doctor lead": the one provider whose name sounds so, where the day was said as well. */
function mendHeardNames(tokens: readonly Token[], names: ReadonlySet<string>): Token[] {
  if (!tokens.some(namesTime)) return [...tokens]
  const mended: Token[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const isTitled = TITLES.has(textOf(tokens[at - 1]) ?? '')
    const heard = isTitled ? (initialName(tokens, at, names) ?? heardName(tokens, at, names)) : null
    mended.push(heard === null ? tokens[at]! : word(heard.name))
    at += (heard?.length ?? 1) - 1
  }
  return mended
}

/** "Wed with Dr P": the one name that begins so. */
function initialName(tokens: readonly Token[], at: number, names: ReadonlySet<string>) {
  const letter = textOf(tokens[at]) ?? ''
  const meant = [...names].filter((name) => name[0] === letter)
  return letter.length === 1 && meant.length === 1 ? { name: meant[0]!, length: 1 } : null
}

function heardName(tokens: readonly Token[], at: number, names: ReadonlySet<string>) {
  const words: string[] = []
  for (let length = 1; length <= MOST_WORDS_OF_A_NAME; length += 1) {
    const text = textOf(tokens[at + length - 1])
    if (text === undefined || names.has(text)) return null
    words.push(text)
    const meant = [...names].filter((name) => soundsLike(words.join(''), name))
    if (meant.length === 1) return { name: meant[0]!, length }
  }
  return null
}

/** Mends what a phone misheard. `names`: of providers and of the patient. */
export const mendSounds = (tokens: readonly Token[], names: ReadonlySet<string>): Token[] =>
  mendHeardNames(mendHeard(tokens), names)

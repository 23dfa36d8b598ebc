/** What a folded text is made of. `odd` is whatever can never be part of a choice: prices, phone numbers, fractions, unknown signs. */
export type Token =
  | { kind: 'word'; text: string }
  | { kind: 'number'; value: number }
  /** `isFeminine`: Spanish "2ª", which is never a date. */
  | { kind: 'ordinal'; value: number; isFeminine?: boolean }
  | { kind: 'time'; hour: number; minute: number; half?: 'am' | 'pm' }
  /** `isSlash`: written as 1/2, which may also be a list of two numbers. */
  | { kind: 'date'; month: number; day: number; isSlash: boolean }
  | { kind: 'hash' }
  | { kind: 'comma' }
  | { kind: 'stop' }
  | { kind: 'question' }
  | { kind: 'joiner' }
  | { kind: 'odd'; text: string }

type Rule = readonly [RegExp, (match: RegExpExecArray) => Token | null]

/** Words that are written with a dot, which then ends no sentence. */
const ABBREVIATIONS = new Set(
  'dr dra doc mr mrs ms prof opt appt num no mon tue tues wed weds thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec'.split(
    ' ',
  ),
)
/** Written together with the number, as in "opt2"; "no2" and "at2" are not. */
const GLUED_MARKERS = new Set('option opt slot number num choice opcion numero'.split(' '))

/** Pictures that agree or are polite. Every other one may change the meaning, so it is odd. */
const FRIENDLY = '👍👌🙏🙂😊😀😃😄😁😆☺😉🤗🥰😍❤♥💙💚💛🧡💜✅✔☑👏🤝💪🎉🌟⭐✨🫡🙌💯'

const validTime = (hour: number, minute: number, half?: 'am' | 'pm'): Token | null => {
  const isValid = minute < 60 && (half === undefined ? hour < 24 : hour >= 1 && hour <= 12)
  if (!isValid) return null
  return { kind: 'time', hour, minute, ...(half === undefined ? {} : { half }) }
}

const halfOf = (letter: string | undefined) => (letter === 'a' ? 'am' : 'pm')

/** US order; the other one only where the first number cannot be a month, so that no date is read in two ways. */
function dateToken(first: number, second: number, isSlash: boolean): Token | null {
  const [month, day] = first > 12 && isSlash ? [second, first] : [first, second]
  const isDate = month >= 1 && month <= 12 && day >= 1 && day <= 31
  return isDate ? { kind: 'date', month, day, isSlash } : null
}

const odd = (match: RegExpExecArray): Token => ({ kind: 'odd', text: match[0] })

/** In this order; each is sticky and bounded, so that no input makes them slow. A null makes the whole match odd. */
const RULES: readonly Rule[] = [
  [/[^\S\n]+|["'()*_:-]|[\u{1f3fb}-\u{1f3ff}]/uy, () => null],
  // Radio code: understood.
  [/10-4(?![\d/])/y, () => ({ kind: 'word', text: 'roger' })],
  [/\d{4}-(\d{2})-(\d{2})(?!\d)/y, (m) => dateToken(Number(m[1]), Number(m[2]), false)],
  [/(\d{1,2})\/(\d{1,2})(?:\/(?:20)?\d{2})?(?![\d/])/y, (m) => dateToken(Number(m[1]), Number(m[2]), true)],
  [/\+?\(?\d(?:[ ()./-]{0,2}\d){6,14}/y, odd],
  [/[$£€]\s?\d[\d,.]{0,9}|\d[\d,.]{0,9}\s?[%$£€]/y, odd],
  [
    /(\d{1,2})(?:[:.](\d{2}))?\s?([ap])\.?\s?m\b\.?/y,
    (m) => validTime(Number(m[1]), Number(m[2] ?? 0), halfOf(m[3])),
  ],
  // "2:30p", and "9a" where no Spanish ordinal can be meant.
  [/(\d{1,2})[:.]?([0-5]\d)\s?([ap])\b/y, (m) => validTime(Number(m[1]), Number(m[2]), halfOf(m[3]))],
  [/(\d{1,2})(p)\b|(7|8|9|1[0-2])(a)\b/y, (m) => validTime(Number(m[1] ?? m[3]), 0, halfOf(m[2] ?? m[4]))],
  [/(\d{1,2})([0-5]\d)\s?([ap])\.?\s?m\b\.?/y, (m) => validTime(Number(m[1]), Number(m[2]), halfOf(m[3]))],
  // "230", "1015": only full quarters, which are no street numbers by themselves.
  [/(1[0-2]|[1-9])(15|30|45)(?!\d|[:.]\d|[a-z])/y, (m) => validTime(Number(m[1]), Number(m[2]))],
  // "0900", "1430": hours of a day that is not halved.
  [/(0\d|1[3-9]|2[0-3])(00|15|30|45)(?!\d|[:.]\d|[a-z])/y, (m) => validTime(Number(m[1]), Number(m[2]))],
  [/(\d{1,2})[:.](\d{2})(?!\d|[.:]\d)/y, (m) => validTime(Number(m[1]), Number(m[2]))],
  [/\d+[.:]\d[\d.:]*/y, odd],
  [/\d+\s?-\s?\d+/y, odd],
  [/(\d{1,2})(?:st|nd|rd|th)\b/y, (m) => ({ kind: 'ordinal', value: Number(m[1]) })],
  [
    /(?<=\bla )(\d{1,2})a\b|(\d{1,2})(?:ra|da|ta)\b/y,
    (m) => ({ kind: 'ordinal', value: Number(m[1] ?? m[2]), isFeminine: true }),
  ],
  [/(\d{1,2})(?:ro|do|to|er)\b/y, (m) => ({ kind: 'ordinal', value: Number(m[1]) })],
  [/\d+[a-z][a-z0-9]*/y, odd],
  [/(\d{1,3})(?!\d)/y, (m) => ({ kind: 'number', value: Number(m[1]) })],
  [/\d+/y, odd],
  [/@/y, () => ({ kind: 'word', text: 'at' })],
  [/#/y, () => ({ kind: 'hash' })],
  [/\u00bf+/y, () => ({ kind: 'stop' })],
  [/\?+/y, () => ({ kind: 'question' })],
  [/[.!;\n\u00a1]+/y, () => ({ kind: 'stop' })],
  [/,/y, () => ({ kind: 'comma' })],
  [/[&/]/y, () => ({ kind: 'joiner' })],
  [new RegExp(`[${FRIENDLY}]`, 'uy'), () => null],
]

const WORD = /[a-z]+(?:'[a-z]+)*'?/y

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** What may follow the dot of "Fri." in one sentence; before any other word it ends one. */
const GOES_ON =
  /^\.\s*(?:[^a-z\s]|(?:a|am|pm|p|at|and|or|y|o|the|w|with|en|el|la|las|morning|afternoon|please|pls|is|works|for|dr|jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|weds?|thurs?|thu|fri|sat|sun)\b|$)/
const CALENDAR_ABBREVIATIONS = new Set(
  'mon tue tues wed weds thu thur thurs fri sat sun jan feb mar apr jun jul aug sept oct nov dec'.split(' '),
)
const LOOK_AHEAD = 16
const DAY_IS = /^(?:mon|tues|wednes|thurs|fri|satur|sun)day's$/

/** One word and where the text goes on. A word glued to digits is odd, unless it marks a number. */
function readWord(text: string, at: number): { token: Token; next: number } | null {
  const match = matchAt(WORD, text, at)
  if (match === null) return null
  const word = match[0].replaceAll("'", '')
  const end = at + match[0].length
  // "With" for short.
  if (word === 'w' && text.charAt(end) === '/')
    return { token: { kind: 'word', text: 'with' }, next: end + 1 }
  // "Fri. a.m."
  const half = /^[ap]$/.test(word) ? matchAt(/\. ?m\b\.?/y, text, end) : null
  if (half !== null) return { token: { kind: 'word', text: `${word}m` }, next: end + half[0].length }
  if (DAY_IS.test(match[0])) return { token: { kind: 'word', text: word.slice(0, -1) }, next: end }
  const glued = /\d/.test(text.charAt(end)) && !GLUED_MARKERS.has(word)
  if (glued) {
    const digits = matchAt(/[a-z0-9]+/y, text, end)![0]
    return { token: { kind: 'odd', text: word + digits }, next: end + digits.length }
  }
  const isInSentence = !CALENDAR_ABBREVIATIONS.has(word) || GOES_ON.test(text.slice(end, end + LOOK_AHEAD))
  const hasDot = text.charAt(end) === '.' && ABBREVIATIONS.has(word) && isInSentence
  return { token: { kind: 'word', text: word }, next: hasDot ? end + 1 : end }
}

/** "Tuesday'll do", "2:30'll be fine". */
const TIME_WILL = /\b([a-z]*day|mon|tues?|weds?|thurs?|fri|sat|sun|\d+[a-z]*)'ll\b/g

/** Splits a text (from `foldText`) into tokens. Every character is accounted for. */
export function tokenize(written: string): Token[] {
  const folded = written.replace(TIME_WILL, '$1 will')
  const tokens: Token[] = []
  let at = 0
  while (at < folded.length) {
    const word = readWord(folded, at)
    if (word !== null) {
      tokens.push(word.token)
      at = word.next
      continue
    }
    const found = firstRule(folded, at)
    if (found.token !== null) tokens.push(found.token)
    at += found.length
  }
  return tokens
}

function firstRule(text: string, at: number): { token: Token | null; length: number } {
  for (const [index, [pattern, make]] of RULES.entries()) {
    const match = matchAt(pattern, text, at)
    if (match === null) continue
    const token = make(match)
    const isIgnorable = index === 0 || index === RULES.length - 1
    return { token: token ?? (isIgnorable ? null : odd(match)), length: match[0].length }
  }
  const character = String.fromCodePoint(text.codePointAt(at)!)
  return { token: { kind: 'odd', text: character }, length: character.length }
}

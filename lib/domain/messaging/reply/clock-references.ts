import { MINUTE_WORDS, SPANISH_ONE } from './calendar-words.ts'
import { numberAt, one, type ReferenceMatch, wordAt, wordsAt } from './reference-tokens.ts'
import type { Token } from './tokens.ts'

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
export function readClock(tokens: readonly Token[], at: number): ReferenceMatch | null {
  const token = tokens[at]
  if (token?.kind === 'time') return readWrittenClock(token, tokens, at)
  const isSpanish = ['a las', 'a la', 'de las'].some((lead) => wordsAt(tokens, at, lead))
  // "La de las nueve", behind a phrase that took the "de".
  const isBehindOf = wordsAt(tokens, at - 2, 'la de las') || wordsAt(tokens, at - 2, 'el de las')
  const lead = wordAt(tokens, at) === 'at' || isBehindOf ? 1 : isSpanish ? 2 : 0
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

import type { Daypart } from './calendar-words.ts'
import { NUMBER_WORDS, ORDINAL_WORDS } from './calendar-words.ts'
import type { Token } from './tokens.ts'

/** A part of a text that points at an option. */
export type Reference =
  /** `isSpelled`: "nine", which no finger mistypes. */
  | { kind: 'number'; value: number; isMarked: boolean; isWordOne: boolean; isSpelled?: true }
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
  /** "The one that's not with Lee". */
  | { kind: 'except'; of: Reference }

export interface ReferenceMatch {
  references: Reference[]
  /** In tokens. */
  length: number
}

export const wordAt = (tokens: readonly Token[], at: number): string | undefined => {
  const token = tokens[at]
  return token?.kind === 'word' ? token.text : undefined
}
export function wordsAt(tokens: readonly Token[], at: number, phrase: string): boolean {
  const first = wordAt(tokens, at)
  if (first === undefined || !phrase.startsWith(first)) return false
  return phrase.split(' ').every((word, index) => wordAt(tokens, at + index) === word)
}

export function numberAt(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at]
  if (token?.kind === 'number') return token.value
  return token?.kind === 'word' ? NUMBER_WORDS.get(token.text) : undefined
}

export function ordinalAt(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at]
  if (token?.kind === 'ordinal') return token.value
  return token?.kind === 'word' ? ORDINAL_WORDS.get(token.text) : undefined
}

export const one = (reference: Reference, length: number): ReferenceMatch => ({
  references: [reference],
  length,
})

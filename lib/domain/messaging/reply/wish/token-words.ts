import { NUMBER_WORDS, SPANISH_ONE } from '../calendar-words.ts'
import type { Token } from '../tokens.ts'

export const wordAt = (tokens: readonly Token[], at: number): string | undefined => {
  const token = tokens[at]
  return token?.kind === 'word' ? token.text : undefined
}

/** The length in tokens of the longest of `phrases` (each with words between spaces) that stands here, or 0. */
export function phraseLength(tokens: readonly Token[], at: number, phrases: readonly string[]): number {
  const first = wordAt(tokens, at)
  if (first === undefined) return 0
  let longest = 0
  for (const phrase of phrases) {
    if (!phrase.startsWith(first)) continue
    const words = phrase.split(' ')
    if (words.length > longest && words.every((word, index) => wordAt(tokens, at + index) === word)) {
      longest = words.length
    }
  }
  return longest
}

/** A small number, in digits or words of either language. */
export function countAt(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at]
  if (token?.kind === 'number') return token.value
  if (token?.kind !== 'word') return undefined
  if (token.text === SPANISH_ONE || token.text === 'a') return 1
  if (token.text === 'couple') return 2
  return NUMBER_WORDS.get(token.text)
}

import { foldText } from '../fold-text.ts'

/** Words and numbers alone: no apostrophes, no punctuation, one space between; for looking phrases up. */
export function plainWords(text: string): string {
  return foldText(text)
    .replace(/'/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

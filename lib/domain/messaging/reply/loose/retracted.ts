import type { Token } from '../tokens.ts'

/** What holds of a text that takes back its beginning, and that beginning. */
export interface Retracted {
  before: string
  text: string
  tokens: readonly Token[]
}

/** The words that take back, each with what must not follow it: "wait for Friday". */
const TAKES_BACK =
  /\b(?:wait|nvm|never ?mind|scratch that|hang on|hold on|esper[ae]n?|mejor no)\b(?! (?:for|til|till|until|a|to|time|list|so|in|long|room|hasta)\b)/gi
/** What may stand before such a word: "no wait", "1 wait"; not "I can wait". */
const OPENS =
  /(?:^|[\d.,!?;\n]|\b(?:no|oh|ok|okay|actually|ugh|um|sorry|hmm|ay|nvm|wait|but|pls|please|\w+day))\s*$/i

const isWord = (token: Token | undefined, text: string) => token?.kind === 'word' && token.text === text

/**
 * "1 no wait I have jury duty Tuesday. Make it 2": only what stands behind the last word that takes back is to be read. Null
 * where nothing is taken back.
 */
export function behindRetraction(tokens: readonly Token[], text: string): Retracted | null {
  const found = [...text.matchAll(TAKES_BACK)].at(-1)
  if (found === undefined || !OPENS.test(text.slice(0, found.index))) return null
  const words = found[0].toLowerCase().split(/\s+/)
  const at = tokens.findLastIndex((_, index) =>
    words.every((word, offset) => isWord(tokens[index + offset], word)),
  )
  if (at === -1) return null
  return {
    before: text.slice(0, found.index).replace(TAKES_BACK, ' '),
    text: text.slice(found.index + found[0].length),
    tokens: tokens.slice(at + words.length),
  }
}

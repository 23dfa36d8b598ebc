import type { Token } from '../tokens.ts'
import { plainWords } from '../words.ts'

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

const SLIP =
  /\b(?:(?:sorry|perdon|ay|oops|my bad) )*(?:fat (?:thumbs?|fingers?)|(?:hit|pressed|typed|tapped)? ?(?:the )?wrong (?:key|button|number|one)|my (?:thumbs?|fingers?) slipped|typo|(?:me )?equivoque(?: de (?:tecla|numero|boton|opcion))?|me confundi|se me fue el dedo|dedazo|misread (?:it|that)|i read it wrong)\b/
const OPTION =
  '(?:(?:la|el|the|number|option|opt|opcion|numero|lets do|ill take|quiero) )*((?:[1-9]|one|two|three|uno|dos|tres|first|second|third|last|primera|segunda|tercera|ultima|[a-z]{3,6}day|tues?|wed|thurs?|fri|lunes|martes|miercoles|jueves|viernes)(?: one)?)'
const TAKEN_BACK = '(?:(?:no|not|wait|ay|oh|oops|ugh|perdon|perdone|sorry|digo|i mean|quise decir) )+'
const CORRECTED = new RegExp(
  `^${OPTION} ${TAKEN_BACK}(?:(?:es|era|its|make it|meant|quiero|mejor) )*${OPTION}(?: (?:please|pls|thanks|gracias|por favor|sorry|perdon))*$`,
)

/** "1 wait no 2. sorry fat thumbs", "la 3 no, me confundí, es la 2": what was meant by somebody who says that the first was a slip, or null. */
export function meantBehindSlip(text: string): string | null {
  const words = plainWords(text)
  if (!SLIP.test(words)) return null
  const left = words.replace(SLIP, ' ').replace(/ {2,}/g, ' ').trim()
  const [, first, meant] = CORRECTED.exec(left) ?? []
  return meant === undefined || first === meant ? null : meant
}

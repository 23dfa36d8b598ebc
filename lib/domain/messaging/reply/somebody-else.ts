import { foldText } from '../fold-text.ts'
import { MONTHS, WEEKDAYS } from './calendar-words.ts'
import { isPhraseWord } from './phrases.ts'
import { namesIn, nameWords } from './provider-names.ts'
import { wordAt } from './reference-tokens.ts'
import { mendSpelling } from './spelling.ts'
import { tokenize } from './tokens.ts'
import type { ReplyContext } from './types.ts'
import { plainWords } from './words.ts'

const TITLED = new Set(['dr', 'dra'])
const LEAST_LETTERS_OF_A_NAME = 3

/** Kinds of people rather than names: whether the provider of a time is one is nothing that the offer says. */
const OF_A_KIND =
  /\b(?:(?:lady|female|woman|male|man|other|another|different|usual|regular|normal|old|previous|primary|main) (?:doctors?|dr|docs?|nurse|provider|physician|therapist|dentist|hygienist|practitioner)|nurse practitioner|otr[ao] (?:doctora?|dra?|medic[oa])|(?:doctora?|dra?|medic[oa]) (?:mujer|hombre|de siempre|de cabecera)|mi (?:doctora?|medic[oa]) de)\b|\b(?:with|see|want|prefer|need|get|con|quiero|prefiero) (?:(?:to|see|a|an|the|my|el|la|un|una|mi|ver) )*(?:nurse|enfermer[ao]|midwife|np)\b|^(?:a|an|the|una|la) (?:nurse|enfermer[ao]|midwife|np) (?!(?:said|says|told|called|dijo|dice|me)\b)/

/**
 * Whether a text that chooses a time names somebody whom that time is not with: a provider of the clinic who was not offered
 * ("Dr. Patel at 10:15 is fine"), one whom nobody knows, or a kind of person ("the lady doctor on Friday") without a name of those who
 * were offered. Of these the readers know by themselves.
 */
export function wantsSomebodyElse(typed: string, context: ReplyContext): boolean {
  const { providers: offered, patient } = namesIn(context)
  const others = new Set((context.providers ?? []).flatMap(({ name }) => nameWords(name)))
  const isOffered = (word: string) => offered.has(word) || offered.has(word.replace(/s$/, ''))
  const isElse = (word: string, isTitled: boolean) => {
    if (isOffered(word) || patient.has(word) || WEEKDAYS.has(word) || MONTHS.has(word)) return false
    // "Tuesday is best", where there is a Dr. Best.
    if (isPhraseWord(word)) return isTitled && others.has(word)
    return others.has(word) || (isTitled && word.length >= LEAST_LETTERS_OF_A_NAME)
  }
  const tokens = mendSpelling(tokenize(foldText(typed)), new Set([...offered, ...patient]))
  const isNamed = tokens.some((token) => token.kind === 'word' && isOffered(token.text))
  if (!isNamed && OF_A_KIND.test(plainWords(typed))) return true
  return tokens.some(
    (token, at) => token.kind === 'word' && isElse(token.text, TITLED.has(wordAt(tokens, at - 1) ?? '')),
  )
}

import { foldText } from '../fold-text.ts'
import { NUMBER_WORDS, ORDINAL_WORDS, WEEKDAYS } from './calendar-words.ts'
import { plainWords } from './words.ts'

/**
 * A question beside an answer that asks leave or what is needed ("is it ok if my sister comes in with me?"): whatever we reply, the
 * chosen time stays chosen. Nothing in it may point at a time, a provider or another visit.
 */

const PERSON = '(?:i|we|she|he|my \\w+|her \\w+|his \\w+)'
const DO =
  '(?:bring|get|have|come in with|come along|come with|sit in|park|eat|drink|take my|wear|use|pay|leave|request|need|fast)'
const ASKS_LEAVE = new RegExp(
  `^(?:(?:and|also|but|oh|ok|hey|y|oye) )*(?:${[
    `(?:can|could|may|should) ${PERSON} (?:also |still |please )?${DO}`,
    `do (?:${PERSON}|you|u|yall)(?: guys)? (?:need|have to|gotta|take|accept|validate|require)`,
    `is it (?:ok|okay|alright|all right|fine|possible) if ${PERSON}`,
    `what (?:should|do) ${PERSON} (?:need to )?(?:bring|wear|need)`,
    '(?:hay|tengo|tenemos) que (?:llevar|traer|ir|estar|pagar|llenar)',
    '(?:puedo|podemos|debo|necesito|puede (?:ir|entrar|venir)) (?:llevar|traer|comer|tomar|ir con|entrar con|pagar|mi)',
  ].join('|')})\\b`,
)
/** Asks for something that would change what was chosen. */
const CHANGES =
  /\b(?:\d+\w*|time|times|day|days|dates?|weeks?|months?|later|early|earlier|sooner|late|others?|another|different|else|instead|chang\w*|cancel\w*|mov\w*|resched\w*|switch\w*|both|one|ones|it|that|too|also have|appointments?|appts?|visits?|slots?|spots?|doctors?|dr|nurse|calls?|phone|zoom|video|online|virtual\w*|tele\w*|wait\w*|seen|see|come (?:at|on|in (?!with))|morning|afternoon|evening|tonight|today|tomorrow|before|after (?!\W*$)|horas?|dias?|tarde|temprano|manana|otr[oa]s?|cambi\w*|cancel\w*|mover\w*|citas?|doctora?|llam\w*|virtual)\b/

const namesTime = (word: string) => WEEKDAYS.has(word) || NUMBER_WORDS.has(word) || ORDINAL_WORDS.has(word)

function isSideQuestion(sentence: string, providers: ReadonlySet<string>): boolean {
  if (!sentence.trimEnd().endsWith('?')) return false
  const words = plainWords(sentence)
  const isLeave = ASKS_LEAVE.test(words)
  const rest = words.replace(ASKS_LEAVE, ' ')
  return (
    isLeave && !CHANGES.test(rest) && !words.split(' ').some((word) => namesTime(word) || providers.has(word))
  )
}

const SENTENCES = /(?<=[.!?\n])\s+/

/** The text without such questions, or null when it has none or nothing else. */
export function withoutSideQuestions(typed: string, providers: ReadonlySet<string>): string | null {
  const sentences = typed.split(SENTENCES)
  const left = sentences.filter((sentence) => !isSideQuestion(sentence, providers))
  const text = left.join(' ')
  return left.length === sentences.length || foldText(text) === '' ? null : text
}

import { foldText } from './fold-text.ts'

/**
 * Words that a carrier acts on by itself when they are the whole message. Twilio: "Twilio support for opt-out keywords"
 * and Advanced Opt-Out; AWS End User Messaging: "Required opt-out keywords". Each blocks only its own numbers, so the
 * union counts for all, whichever carrier delivered the text.
 */
export const TWILIO_OPT_OUT_WORDS = [
  'STOP',
  'STOPALL',
  'UNSUBSCRIBE',
  'CANCEL',
  'END',
  'QUIT',
  'REVOKE',
  'OPTOUT',
] as const
export const AWS_OPT_OUT_WORDS = [
  'ARRET',
  'CANCEL',
  'END',
  'OPT-OUT',
  'OPTOUT',
  'QUIT',
  'REMOVE',
  'STOP',
  'TD',
  'UNSUBSCRIBE',
] as const
/** Ours: the same words written in two, and Spanish ones that no patient sends for another reason. */
const OTHER_OPT_OUT_WORDS = [
  'OPT OUT',
  'STOP ALL',
  'ALTO',
  'PARAR',
  'PARE',
  'PAREN',
  'BASTA',
  'DETENER',
  'NO MAS',
] as const
const HELP_WORDS = ['HELP', 'INFO', 'AYUDA'] as const
const OPT_IN_WORDS = ['START', 'UNSTOP'] as const
/** An opt-in to both carriers, but a plain answer from somebody who never opted out. */
const OPT_IN_WORDS_WHEN_OPTED_OUT = ['YES'] as const

export type CarrierWord =
  | { kind: 'opt_out'; word: string }
  | { kind: 'help'; word: string }
  | { kind: 'opt_in'; word: string }

const OPT_OUT: ReadonlySet<string> = new Set([
  ...TWILIO_OPT_OUT_WORDS,
  ...AWS_OPT_OUT_WORDS,
  ...OTHER_OPT_OUT_WORDS,
])
const HELP: ReadonlySet<string> = new Set(HELP_WORDS)
const OPT_IN: ReadonlySet<string> = new Set(OPT_IN_WORDS)
const OPT_IN_WHEN_OUT: ReadonlySet<string> = new Set(OPT_IN_WORDS_WHEN_OPTED_OUT)

const TWILIO_ANSWERS: ReadonlySet<string> = new Set([
  ...TWILIO_OPT_OUT_WORDS,
  ...OPT_IN_WORDS,
  ...OPT_IN_WORDS_WHEN_OPTED_OUT,
  'HELP',
  'INFO',
])
const AWS_ANSWERS: ReadonlySet<string> = new Set([...AWS_OPT_OUT_WORDS, ...OPT_IN_WORDS])
const AWS_ANSWERS_BEGINNING = /^(?:STOP|HELP)\b/

/**
 * Whether the carrier answers this text by itself. Twilio takes words that are the whole text, in any case ("Twilio support for
 * opt-out keywords"); AWS also what begins with STOP or HELP ("Required opt-out keywords"). All other ways to say the same, "ALTO" and
 * "no more texts please", neither of them knows.
 */
export function isAnsweredByCarrier(provider: 'twilio' | 'aws', text: string): boolean {
  const word = text.trim().toUpperCase()
  if (provider === 'twilio') return TWILIO_ANSWERS.has(word)
  return AWS_ANSWERS.has(word) || AWS_ANSWERS_BEGINNING.test(word)
}

const LONGEST_MESSAGE_OF_A_WORD = 64

/** Punctuation, emoji and space around and between go; a hyphen inside a word stays. */
function bareWords(text: string): string {
  return foldText(text)
    .replace(/[^\p{L}\p{N}-]+/gu, ' ')
    .replace(/(^|\s)-+|-+(?=\s|$)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toUpperCase()
}

/** The word is repeated, as in "STOP STOP STOP". */
function onlyWord(words: string): string {
  const all = words.split(' ')
  return all.every((word) => word === all[0]) ? all[0]! : words
}

/**
 * Reads a message that is nothing but one of the words, in any case, with any punctuation or emoji around it. YES is an
 * opt-in only from somebody who has opted out.
 */
export function readCarrierWord(text: string, options: { is_opted_out: boolean }): CarrierWord | null {
  if (text.length > LONGEST_MESSAGE_OF_A_WORD) return null
  const word = onlyWord(bareWords(text))
  if (OPT_OUT.has(word)) return { kind: 'opt_out', word }
  if (HELP.has(word)) return { kind: 'help', word }
  if (OPT_IN.has(word) || (options.is_opted_out && OPT_IN_WHEN_OUT.has(word))) return { kind: 'opt_in', word }
  return null
}

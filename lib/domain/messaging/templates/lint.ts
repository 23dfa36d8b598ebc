import { invalidInput } from '../../errors.ts'
import { type AnswerKey, topicOf } from '../answers.ts'
import { foldText } from '../fold-text.ts'
import type { Language } from '../language.ts'
import { countSegments, toAutomatedText } from '../segments.ts'
import { TEMPLATE_VARIABLES, type TemplateVariable } from '../template-variables.ts'
import { COMMON_VARIABLES, FACT_VARIABLES } from './entry.ts'
import { renderText } from './render.ts'
import { revealingWord } from './revealing-words.ts'
import { sampleBase, sampleFacts } from './samples.ts'
import type { SaveWordingInput } from './schema.ts'
import { TEXTS, type TextKey } from './table.ts'

/** Longer texts arrive in pieces, cost as much more, and are not read. */
export const MAX_SEGMENTS = 3

export interface WordingFacts {
  key: TextKey | AnswerKey
  language: Language
  text: string
}

export interface WordingReport {
  /** Why these words cannot be saved; empty when they can. */
  problems: string[]
  /** What happens to them on the way. */
  hints: string[]
  /** It names what it cannot know, so there is nothing to show of it. */
  is_unreadable: boolean
}

/** What a text of this key may name. */
export const variablesOf = (key: TextKey): readonly TemplateVariable[] => [
  ...COMMON_VARIABLES,
  ...FACT_VARIABLES[TEXTS[key].facts],
]

const PLACEHOLDER = /\{([^{}]*)\}/g
const braced = (names: readonly string[]) => names.map((name) => `{${name}}`).join(' ')
const MAX_SHOWN_NAME = 40

function unknownNames(key: TextKey, text: string): string[] {
  const known: readonly string[] = variablesOf(key)
  const named = [...new Set(Array.from(text.matchAll(PLACEHOLDER), ([, name]) => name ?? ''))]
  const isListed = (name: string) => TEMPLATE_VARIABLES.some((each) => each === name)
  const problems = named
    .filter((name) => !known.includes(name))
    .map((name) =>
      isListed(name)
        ? `This text knows no {${name}}. Use ${braced(known)}.`
        : `There is no {${name.slice(0, MAX_SHOWN_NAME)}}. Use ${braced(known)}.`,
    )
  if (/[{}]/.test(text.replace(PLACEHOLDER, ''))) {
    problems.push('A curly bracket is open. Write names like {clinic}.')
  }
  return problems
}

function missingNames(key: TextKey, text: string): string[] {
  const missing = TEXTS[key].required.filter((name) => !text.includes(`{${name}}`))
  if (missing.length > 0) return [`Every version of this text needs ${braced(missing)}.`]
  return text.trimStart().startsWith('{clinic}')
    ? []
    : ['The clinic comes first: begin with {clinic}, because another number may carry the text.']
}

const ASK =
  '(?:reply|text|send|write|answer|type|respond|responda|responde|conteste|escriba|envie|mande)(?: with| con| back)?'
const ENDS_TEXTS =
  'stop(?: ?all)?|cancel(?:ar)?|end|quit|unsubscribe|revoke|opt ?out|remove|alto|parar|basta|baja|arret'
const OPTS_IN = 'yes|si|start|unstop'
/** Sent to who must opt in again, and to who has not opted out, where YES is a plain yes to the carriers as well. */
const MAY_ASK_FOR_YES: ReadonlySet<string> = new Set(['opted_out', 'confirm_giving_up'])
const asksFor = (words: string) => [
  new RegExp(`(?<![a-z])${ASK} (?:${words})(?![a-z])`),
  new RegExp(`(?<![a-z])(?:${words}) (?:to|para) `),
]
const ASKS_TO_END = asksFor(ENDS_TEXTS)
const ASKS_TO_OPT_IN = asksFor(OPTS_IN)
const SHORTENER = /\b(?:bit\.ly|tinyurl\.com|goo\.gl|t\.co|ow\.ly|is\.gd|cutt\.ly|rebrand\.ly)\b/i

function instructionProblems({ key, text }: WordingFacts): string[] {
  const words = foldText(text.replace(PLACEHOLDER, ' . ')).replace(/[^a-z0-9.]+/g, ' ')
  const problems: string[] = []
  if (ASKS_TO_END.some((pattern) => pattern.test(words))) {
    problems.push(
      'STOP, CANCEL, END and the like end all texts at the carriers: never ask for them. {opt_out} says how to opt out; for a visit ask for C, R or a call.',
    )
  }
  if (!MAY_ASK_FOR_YES.has(key) && ASKS_TO_OPT_IN.some((pattern) => pattern.test(words))) {
    problems.push('YES and START are words of the carriers. Ask for C to confirm, or for a number.')
  }
  if (SHORTENER.test(text)) {
    problems.push('Carriers drop texts with shortened links. Write the whole address, or leave it out.')
  }
  return problems
}

/** What to write instead of a character that GSM-7 lacks. */
function insteadOf(character: string): string {
  const plain = character.normalize('NFD').replace(/\p{M}/gu, '')
  return plain !== character && /^[\x20-\x7e]+$/.test(plain) ? `write "${plain}"` : 'leave it out'
}

function alphabetReport(text: string): Pick<WordingReport, 'problems' | 'hints'> {
  const { offending } = countSegments(toAutomatedText(text))
  const problems = offending.map((character) => {
    const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
    return `"${character}" (U+${code}) makes the whole text cost two to three times as much: ${insteadOf(character)}.`
  })
  const plain = [...new Set(text.normalize('NFC').match(/[áíóúÁÍÓÚ]/g) ?? [])]
  const hints =
    plain.length === 0 ? [] : [`${plain.join(', ')}: sent without the accent, for the same reason.`]
  return { problems, hints }
}

function lengthProblems({ key, language, text }: WordingFacts): string[] {
  const facts = sampleFacts(language)
  const base = sampleBase(language)
  const sent =
    topicOf(key) === null
      ? renderText(key as TextKey, base, facts[TEXTS[key as TextKey].facts] as never, text)
      : renderText('approved_answer', base, { words: text })
  const { segments } = countSegments(sent)
  return segments > MAX_SEGMENTS
    ? [`It would be ${segments} texts long with usual names; ${MAX_SEGMENTS} are the most. Say less.`]
    : []
}

/**
 * What speaks against a wording, in a clerk's words: names it cannot fill in or leaves out, a clinic that does not come
 * first, words of the carriers as instructions, words that reveal a treatment, characters that make it UCS-2 (each with what to
 * write instead), too many segments, shortened links. Length is judged with names as long as usual.
 */
export function lintWording(wording: WordingFacts): WordingReport {
  const { key, text } = wording
  const isAnswer = topicOf(key) !== null
  const unknown = isAnswer ? answerProblems(text) : unknownNames(key as TextKey, text)
  const revealing = revealingWord(text.replace(PLACEHOLDER, ' '))
  const alphabet = alphabetReport(text)
  return {
    problems: [
      ...unknown,
      ...(isAnswer ? [] : missingNames(key as TextKey, text)),
      ...instructionProblems(wording),
      ...(revealing === null
        ? []
        : [`"${revealing}" tells whoever sees the phone what the patient is treated for. Say it without.`]),
      ...alphabet.problems,
      ...(unknown.length === 0 ? lengthProblems(wording) : []),
    ],
    hints: alphabet.hints,
    is_unreadable: unknown.length > 0,
  }
}

const answerProblems = (text: string): string[] =>
  /[{}]/.test(text) ? ['An answer is sent as it is written: leave out { and }.'] : []

/** Throws `invalid_input` with every reason against saving these words. */
export function assertWording({ key, language, text, service_type_id }: SaveWordingInput): void {
  if (topicOf(key) === 'preparation' && !service_type_id) {
    throw invalidInput(
      'How to prepare differs by service type. Choose the one that this is for.',
      'service_type_id',
    )
  }
  if (text === null) return
  const { problems } = lintWording({ key, language, text })
  if (problems.length > 0) throw invalidInput(problems.join(' '), 'text')
}

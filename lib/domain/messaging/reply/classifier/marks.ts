import { foldText } from '../../fold-text.ts'
import { typedText } from '../clean.ts'
import { mendSounds } from '../heard.ts'
import { type Choice, choicesOf, fits, openOffers, visitChoices } from '../options.ts'
import { nameWords } from '../provider-names.ts'
import { type Reference, wordAt } from '../reference-tokens.ts'
import { readReference } from '../references.ts'
import { mendSpelling } from '../spelling.ts'
import { type Token, tokenize } from '../tokens.ts'
import type { ReplyContext } from '../types.ts'

/**
 * A text with every day, hour, number and provider replaced by what it points at. What is learned from one offer then
 * holds for every other: "@it works" rather than "Tuesday works".
 */
export type Mark =
  | { kind: 'word'; text: string }
  /** `fits`: the indexes of the open options that it fits. */
  | { kind: 'reference'; of: ReferenceName; fits: readonly number[]; fitsVisit: boolean }

/** "One" may be the number or a pronoun. */
type ReferenceName = Reference['kind'] | 'one'

export interface MarkedText {
  /** What the patient typed. */
  typed: string
  marks: readonly Mark[]
  options: readonly Choice[]
  hasVisit: boolean
}

const PICTURE = /\p{Extended_Pictographic}/u

function wordOf(token: Token): string {
  switch (token.kind) {
    case 'word':
      return token.text
    case 'odd':
      return PICTURE.test(token.text) ? token.text : '@odd'
    case 'question':
      return '?'
    case 'stop':
      return '.'
    case 'comma':
      return ','
    case 'joiner':
      return '/'
    default:
      return `@${token.kind}`
  }
}

/** "Good morning", "buenas tardes": no part of the day that anybody wants. */
const GREETS = /^(?:good|buen[oa]s?)$/
const DAY_PARTS = /^(?:mornings?|afternoons?|evenings?|dias?|tardes?|noches?)$/
const isGreeting = (tokens: readonly Token[], at: number): boolean =>
  DAY_PARTS.test(wordAt(tokens, at) ?? '') && GREETS.test(wordAt(tokens, at - 1) ?? '')

const nameOf = (reference: Reference): ReferenceName =>
  reference.kind === 'number' && reference.isWordOne ? 'one' : reference.kind

/** "The 4th", where there is no fourth line. */
function asDay(reference: Reference, among: Choice[]): Reference {
  const isDay =
    reference.kind === 'ordinal' &&
    reference.mayBeDay &&
    among.every(({ position }) => position !== reference.value)
  return isDay ? { kind: 'day_of_month', day: reference.value } : reference
}

/** Marks what the patient typed of a text, against the open offers and the visits of its phone. */
export function markText(text: string, context: ReplyContext): MarkedText {
  const typed = typedText(text)
  const options = choicesOf(openOffers(context), context.received_at)
  const visits = visitChoices(context.visits ?? [], context.received_at)
  const names = new Set([
    ...[...options, ...visits].flatMap(({ names: own }) => [...own]),
    ...(context.providers ?? []).flatMap(({ name }) => nameWords(name)),
  ])
  const patient = new Set((context.known_names ?? []).flatMap(nameWords))
  const all = new Set([...names, ...patient])
  const tokens = mendSounds(mendSpelling(tokenize(foldText(typed)), all), all)
  const marks: Mark[] = []
  for (let at = 0; at < tokens.length; ) {
    const found = isGreeting(tokens, at) ? null : readReference(tokens, at, names)
    if (found === null) {
      const token = tokens[at]!
      const isPatient = token.kind === 'word' && patient.has(token.text)
      marks.push({ kind: 'word', text: isPatient ? '@me' : wordOf(token) })
      at += 1
      continue
    }
    const isFit = (among: Choice[]) => (choice: Choice) =>
      found.references.every((reference) => fits(choice, asDay(reference, among), among))
    const fitting = options.flatMap((choice, index) => (isFit(options)(choice) ? [index] : []))
    const before = marks.at(-1)
    const of = nameOf(found.references[0]!)
    const fitsVisit = visits.some(isFit(visits))
    // "Tuesday 10:15": the options that both fit. "The 10:15 one": only the first points at any.
    if (before?.kind === 'reference' && of !== 'one' && before.of !== 'one')
      marks[marks.length - 1] = {
        kind: 'reference',
        of: before.of,
        fits: before.fits.filter((index) => fitting.includes(index)),
        fitsVisit: before.fitsVisit && fitsVisit,
      }
    else marks.push({ kind: 'reference', of, fits: fitting, fitsVisit })
    at += found.length
  }
  return { typed, marks, options, hasVisit: visits.length > 0 }
}

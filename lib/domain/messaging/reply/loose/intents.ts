import { ANY_TIME, isAnyTime, type TimeWish } from '../../../scheduling/time-wish.ts'
import type { Names } from '../clauses.ts'
import { choicesOf, fits, openOffers } from '../options.ts'
import { refusedBy } from '../resolve.ts'
import type { Token } from '../tokens.ts'
import type { ReplyContext } from '../types.ts'
import { isNoVisitWish, isUndecided, withoutNotAgain } from '../visit-wishes.ts'
import { fitsOpenOption, readWish, spotTimes } from '../wish.ts'
import { ASKS_A_HAND, plainSentences, withoutPoliteConditions } from './dangers.ts'
import {
  ABOUT_SOMETHING_ELSE,
  ASKS_FOR_TIMES,
  CALLS,
  GIVES_UP,
  MOVES,
  NONE,
  OTHER_TIMES,
  OTHERNESS,
  UNSURE,
} from './intent-words.ts'
import { refusalsOf } from './remaining.ts'
import { readSegments } from './segments.ts'
import { readStatements } from './statements.ts'

/** A wish that a text shows without that every word of it was understood. None of these books anything. */
export type LooseIntent =
  | { kind: 'none' }
  | { kind: 'other_times'; wish: TimeWish; declines: boolean }
  | { kind: 'change'; wish: TimeWish }
  | { kind: 'cancel'; wish: TimeWish }

interface Text {
  tokens: readonly Token[]
  typed: string
  context: ReplyContext
  names: Names
}

const isPause = ({ kind }: Token) => kind === 'stop' || kind === 'question' || kind === 'comma'

/** The tokens between pauses; the whole is the first. */
function partsOf(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]]
  for (const token of tokens) {
    if (isPause(token)) parts.push([])
    else parts.at(-1)!.push(token)
  }
  return [[...tokens], ...parts].filter((part) => part.length > 0)
}

const wordsOf = (tokens: readonly Token[]) =>
  tokens
    .map((token) =>
      token.kind === 'word' ? token.text : token.kind === 'number' ? String(token.value) : '.',
    )
    .join(' ')

/** The times that are asked for: of the last part that says so and nothing else, else what is named in one that asks. */
function wishOf(tokens: readonly Token[], context: ReplyContext): TimeWish {
  const parts = partsOf(tokens)
  for (const part of parts.toReversed()) {
    const read = readWish(part, context)
    if (read !== null && !isAnyTime(read.wish) && !fitsOpenOption(read.wish, context)) return read.wish
  }
  for (const part of parts.slice(1).toReversed()) {
    const named = ASKS_FOR_TIMES.test(wordsOf(part)) ? spotTimes(part, context) : null
    if (named !== null && !isAnyTime(named) && !fitsOpenOption(named, context)) return named
  }
  return ANY_TIME
}

const openChoices = ({ offers, received_at }: ReplyContext) =>
  choicesOf(
    offers.filter(({ state }) => state === 'open'),
    received_at,
  )

/** "So Tuesday is out, Wed is out, Fri is out": each of the offered times by itself, and nothing is accepted. */
function refusesEvery({ tokens, context, names }: Text): boolean {
  const all = openChoices(context)
  const statements = readStatements(readSegments(tokens, names))
  const refused = new Set(refusalsOf(statements, all).flatMap((clause) => refusedBy(clause, all)))
  const isOther = statements.some(({ says }) => ['affirms', 'bare', 'blocks'].includes(says))
  const isAccepted = all.length === 1 && statements.some(({ says }) => says === 'yes')
  // Of a single time a provider may be all that is turned down: "yes, but not with Lee".
  const isOfTimes = statements.every(
    ({ says, references }) => says !== 'refuses' || references.every(({ kind }) => kind !== 'provider'),
  )
  return (
    (all.length > 1 || isOfTimes) && refused.size === all.length && all.length > 0 && !isOther && !isAccepted
  )
}

/** Something is accepted in the text: what is wanted first is not for us to guess. */
function accepts({ tokens, context, names }: Text): boolean {
  const all = openChoices(context)
  const statements = readStatements(
    readSegments(
      tokens.filter(({ kind }) => kind !== 'question'),
      names,
    ),
  )
  const isNumbered = tokens.some(
    (token) => token.kind === 'number' && all.some(({ option }) => option.reply_number === token.value),
  )
  return statements.some(({ says, references }) => {
    if (says === 'yes') return true
    if (says === 'blocks' && isNumbered) return true
    if (says !== 'affirms' && says !== 'bare') return false
    return all.some((choice) => references.every((reference) => fits(choice, reference, all)))
  })
}

/** "Esa no", of the only one. */
const NOT_THAT =
  /^(?:(?:ay|no|gracias|perdon|lo siento)(?: [.])? )*(?:es[ae](?: (?:dia|hora|fecha|cita))? no|no (?:puedo|podre|alcanzo|voy a poder)(?: (?:ese dia|esa hora|a esa hora|ir))?|(?:sorry |oh )?(?:i )?(?:cant|cannot|can not))(?: [.]|$)|^no(?: (?:thanks|thank you|gracias))?(?: [.])? (?:(?:its|thats|that is|es) )?(?:an? |un )?(?:bad|not a good|mal) (?:day|time|dia|hora)\b|\b(?:so|asi que|entonces) (?:i |yo )?(?:cant|cannot|no|no puedo)$/
const THAT_DAY = /\b(?:later|earlier|sooner) (?:that|the same) day\b/

/** A wish about what is offered: none of it, or other times. */
function readAboutOffer(text: Text, words: string): LooseIntent | null {
  const options = text.context.offers.flatMap(({ state, options }) => (state === 'open' ? options : []))
  // "Later that day", of several: nobody knows which day.
  const refuses = refusesEvery(text)
  if ((!refuses && accepts(text)) || (options.length > 1 && THAT_DAY.test(words))) return null
  const saysNone = refuses || NONE.test(words) || (options.length === 1 && NOT_THAT.test(words))
  const wish = wishOf(text.tokens, text.context)
  const rest = words.replace(NONE, ' ')
  const isNamed = !isAnyTime(wish)
  if (CALLS.test(words) || (ABOUT_SOMETHING_ELSE.test(words) && !isNamed && !OTHER_TIMES.test(words)))
    return null
  if (ASKS_FOR_TIMES.test(rest) && (isNamed || OTHERNESS.test(rest)))
    return { kind: 'other_times', wish, declines: saysNone }
  return saysNone ? { kind: 'none' } : null
}

/** A wish about the visit that stands. */
const CAN_WE =
  /\b(?:can|could) (?:we|i|u|you|it) (?:do|be|come|get|have)\b|\b(?:se puede|puede ser|podria ser|puedo ir)\b/

function readAboutVisit(text: Text, words: string): LooseIntent | null {
  if (isUndecided(words)) return null
  const gives = GIVES_UP.test(words)
  const moves = MOVES.test(withoutNotAgain(words))
  if (/\bcan\w*cel\w*\b/.test(words) && moves) return null
  const wish = wishOf(text.tokens, text.context)
  // "Can we do Wednesday?"
  const asks = CAN_WE.test(words) && !isAnyTime(wish)
  if (moves || asks) return { kind: 'change', wish }
  return gives && !isNoVisitWish(words) ? { kind: 'cancel', wish: ANY_TIME } : null
}

/** "Can you pick up the kids at 2:30": meant for somebody at home. */
const HAND_OF_FAMILY = /\b(?:pick|drop|watch|feed|bring|grab) (?:\w+ ){0,2}?(?:kids?|baby|dog|up)\b/

/** What a text that is no choice asks for, or null where a person must read it. */
export function readLooseIntent(text: Text): LooseIntent | null {
  const words = withoutPoliteConditions(plainSentences(text.typed))
  if (UNSURE.test(words) || (ASKS_A_HAND.test(words) && HAND_OF_FAMILY.test(words))) return null
  if (openOffers(text.context).length > 0) return readAboutOffer(text, words)
  return (text.context.visits?.length ?? 0) > 0 ? readAboutVisit(text, words) : null
}

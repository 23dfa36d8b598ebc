import { ANY_TIME, isAnyTime, type TimeWish } from '../../scheduling/time-wish.ts'
import { WEEKDAYS } from './calendar-words.ts'
import type { Names } from './clauses.ts'
import { plainSentences, withoutPoliteConditions } from './loose/dangers.ts'
import { UNSURE } from './loose/intent-words.ts'
import { readLooseIntent } from './loose/intents.ts'
import { countOpenOptions, openOffers } from './options.ts'
import { practicalTopics } from './practical-questions.ts'
import { TITLES } from './reference-words.ts'
import { isUnknownProvider } from './references.ts'
import type { Token } from './tokens.ts'
import type { ReplyContext, ReplyReading, UnclearReason } from './types.ts'
import { findVisitWish } from './visit-wishes.ts'
import { TOPIC_WORDS, UNCLEAR_WORDS } from './why-unclear.ts'
import {
  fitsOpenOption,
  fitsVisit,
  isTimeAt,
  readWish,
  readWishBeside,
  saysOnlyLater,
  spotTimes,
  wishInWords,
} from './wish.ts'
import { isCarried } from './wish-carrier.ts'

type Unclear = Extract<ReplyReading, { kind: 'unclear' }>

interface Text {
  tokens: readonly Token[]
  typed: string
  names: Names
  /** From `plainWords`. */
  words: string
  context: ReplyContext
}

/** What the reader is sure not to be a wish, or must not be taken for one. */
const NO_WISH: ReadonlySet<UnclearReason> = new Set<UnclearReason>([
  'empty',
  'too_long',
  'reaction',
  'wrong_person',
  'limits_texts',
  'waiting_list',
  'several_offers',
  'number_out_of_range',
  'ambiguous_time',
  'option_in_past',
  'offer_closed',
  'already_answered',
])

/** A choice beside a wish: what is wanted first is not for us to guess. */
const IS_PARTLY_CHOICE: ReadonlySet<UnclearReason> = new Set<UnclearReason>([
  'contradiction',
  'several_options',
])

const NAMES_VISIT = /\b(?:appointments?|appts?|apts?|visits?|booking|citas?|consulta)\b/

/** Whether a wish for other times is about the visit that stands rather than about the offer. */
function isAboutVisit({ words, context }: Text): boolean {
  const hasVisit = (context.visits?.length ?? 0) > 0
  const wasAnswered = context.offers.some(({ state }) => state === 'answered')
  if (openOffers(context).length === 0) return hasVisit || wasAnswered
  return hasVisit && NAMES_VISIT.test(words)
}

const wants = (wish: TimeWish, context: ReplyContext) => `Wants ${wishInWords(wish, context)}.`

function otherTimes(wish: TimeWish, declines: boolean, context: ReplyContext): ReplyReading {
  const [offer, ...more] = openOffers(context)
  return {
    kind: 'other_times',
    wish,
    ...(declines ? { declines: true } : {}),
    offer_id: offer !== undefined && more.length === 0 ? offer.offer_id : null,
    evidence: wants(wish, context),
  }
}

function readVisitWish(text: Text): ReplyReading | null {
  const { tokens, words, context } = text
  const about = findVisitWish(words)
  if (about === null || !isCarried(about, text)) return null
  const read = readWish(tokens, context)
  const asksForTimes = read?.isRequest === true && !isAnyTime(read.wish)
  if (about === 'cancel' && !asksForTimes) {
    const which = spotTimes(tokens, context) ?? ANY_TIME
    const said = isAnyTime(which) ? '' : ` It names ${wishInWords(which, context)}.`
    return { kind: 'cancel_visit', wish: which, evidence: `Wants to cancel a visit, or cannot come.${said}` }
  }
  // Days that were named but not understood in their place: which of them are wanted is not guessed, but for the visit's own.
  const named = read === null ? spotTimes(tokens, context) : null
  const isOfVisit = named !== null && (isAnyTime(named) || fitsVisit(named, context))
  if (read === null && !isOfVisit) return null
  const wish = read?.wish ?? ANY_TIME
  const isOffer = !isAboutVisit(text) && context.offers.length > 0
  if (isOffer) return otherTimes(wish, read?.saysNone === true, context)
  return { kind: 'change_visit', wish, evidence: `Wants to move a visit: ${wishInWords(wish, context)}.` }
}

const unclearAs = (reason: UnclearReason, evidence: string): Unclear => ({
  kind: 'unclear',
  reason,
  detail: UNCLEAR_WORDS[reason],
  evidence,
})

const PAUSES: ReadonlySet<Token['kind']> = new Set<Token['kind']>(['stop', 'comma', 'question'])
/** "Friday", "10:30", and nothing else: beside a visit nobody knows what is to happen then. */
function isOnlyTimes({ tokens, context }: Text): boolean {
  const isTime = isTimeAt(tokens, context)
  return tokens.every((token, at) => isTime[at] || PAUSES.has(token.kind))
}

const POLITE =
  '(?:please|pls|plz|porfa|por favor|thanks|thank you|gracias|hi|hello|hola|ok|okay|yes|si|no|so|then|pues|mejor)'
const VAGUE = [
  // Which other, of three?
  '(?:(?:not|nah|prefiero|quiero|es[ao] no|that one|ill take|i want) )*(?:the|la|el|lo) (?:other|otr[ao])(?: (?:one|day|time|dia))?(?: mejor)?',
  // The first of ours, or one before it?
  '(?:(?:i need|i want|need|give me|quiero|necesito) )?(?:(?:the |whatever is |whatevers |your )?(?:soonest|first|next|earliest)(?: (?:available|possible|you (?:have|got)|opening|appointment|one))*|as soon as (?:possible|you can)|asap|lo (?:mas|antes) (?:pronto|antes|posible)(?: posible)?|cuanto antes(?: mejor)?|the sooner the better)',
  // All of ours?
  '(?:any ?(?:time|day|thing|one)|whenever|whatever|cualquier(?:a| dia| hora)?)(?: (?:works|is (?:fine|good|ok|okay)|you (?:have|got)|for me|me (?:sirve|queda|va)(?: bien)?))*',
  '(?:(?:the|el) )?(?:end|beginning|middle|start|fin|final|principio) (?:of|de) (?:the|la) (?:week|semana)',
]
const ONLY_VAGUE = new RegExp(`^(?:${POLITE} )*(?:${VAGUE.join('|')})(?: ${POLITE})*$`)
/** "La otra", "asap", "anything works": beside what is offered it may mean one of that, or another time. */
const isVague = ({ words, context }: Text): boolean => countOpenOptions(context) > 1 && ONLY_VAGUE.test(words)

const BEFORE_A_DAY = /^(?:el|la|the|dia|del|on|para|pa|for)$/
/** "El dia 3", "jueves 3": the third of the month, or number 3. */
function namesNumber({ tokens, context }: Text): boolean {
  const numbers = openOffers(context).flatMap(({ options }) =>
    options.map(({ reply_number }) => reply_number),
  )
  const isNumber = (token: Token) =>
    (token.kind === 'number' || token.kind === 'ordinal') && numbers.includes(token.value)
  const isBeside = (token: Token) =>
    PAUSES.has(token.kind) ||
    (token.kind === 'word' && (BEFORE_A_DAY.test(token.text) || WEEKDAYS.has(token.text)))
  return tokens.some(isNumber) && tokens.every((token) => isNumber(token) || isBeside(token))
}

const BESIDE_A_TIME =
  /^(?:please|pls|plz|porfa|por|favor|thanks|at|on|in|a|las?|el|the|one|for|en|de|para|works|is|good|ok|okay|fine|perfect|great)$/
const withoutHours = (wish: TimeWish): TimeWish => ({
  ...wish,
  times_of_day: [],
  day_parts: undefined,
  not_times_of_day: [],
  clock_from: null,
  clock_until: null,
})
/** "Friday afternoon", where Friday at 9:00 is offered: a slip, or another time. */
function isNearOffered(wish: TimeWish, { tokens, context }: Text): boolean {
  const isTime = isTimeAt(tokens, context)
  const isBare = tokens.every(
    (token, at) =>
      isTime[at] || PAUSES.has(token.kind) || (token.kind === 'word' && BESIDE_A_TIME.test(token.text)),
  )
  const isOfDay = wish.weekdays.length + wish.dates.length > 0
  return isBare && isOfDay && fitsOpenOption(withoutHours(wish), context)
}

function readOtherTimes(text: Text, reason: UnclearReason): ReplyReading | null {
  const { tokens, context } = text
  const read = readWish(tokens, context)
  if (read === null) return null
  // "1/2" may be two of the numbers.
  if (reason === 'several_options' && tokens.some((token) => token.kind === 'date' && token.isSlash))
    return null
  if (!read.isRequest && namesNumber(text)) return null
  const isOffered = fitsOpenOption(read.wish, context)
  if (IS_PARTLY_CHOICE.has(reason) && isOffered) return null
  if ((!read.isRequest || read.isPreference) && isOffered)
    return unclearAs('several_options', `${wants(read.wish, context)} Times that were offered are just that.`)
  if (!read.isRequest && countOpenOptions(context) > 0 && isNearOffered(read.wish, text))
    return unclearAs('wants_other_time', `${wants(read.wish, context)} Nearly what was offered.`)
  if (saysOnlyLater(tokens))
    return unclearAs('wants_other_time', 'Says "later": a later time or a later answer.')
  if (read.isAcceptance && !(isAboutVisit(text) && fitsVisit(read.wish, context))) {
    const taken = wishInWords(read.wish, context)
    return unclearAs('wants_other_time', `Takes ${taken}, which was not offered.`)
  }
  // "Tuesday", with a visit on Tuesday, asks for nothing else; a time by itself may be anything.
  if (!read.isRequest && isAboutVisit(text) && (fitsVisit(read.wish, context) || isOnlyTimes(text)))
    return null
  if (!isAboutVisit(text)) return otherTimes(read.wish, read.saysNone, context)
  return { kind: 'change_visit', wish: read.wish, evidence: wants(read.wish, context) }
}

const WANTS_SOMEBODY = /\b(?:want|prefer|need|rather|like|quiero|prefiero|quisiera|gustaria)\b/
const NOT_THESE =
  /\b(?:not (?:with )?(?:these|those|them|either)|no con (?:esos|estos|ellos)|instead|rather|mejor|en vez)\b/

/** "Quiero con la doctora Morales, no con esos": somebody whom we do not know, and none of what is offered. */
function readUnknownProvider({ tokens, typed, words, names, context }: Text): ReplyReading | null {
  const isNamed = tokens.some((_, at) => isUnknownProvider(tokens, at) && !isName(tokens[at + 1]!, names))
  const isSure = !UNSURE.test(withoutPoliteConditions(plainSentences(typed)))
  if (!isNamed || !isSure || openOffers(context).length === 0) return null
  return WANTS_SOMEBODY.test(words) && NOT_THESE.test(words) ? otherTimes(ANY_TIME, true, context) : null
}

/** "Do you have late afternoons? I teach until 3:15": other times than all that are offered. */
function readBesideReasons({ tokens, typed, context }: Text): ReplyReading | null {
  const isSure = !UNSURE.test(withoutPoliteConditions(plainSentences(typed)))
  const read = isSure && openOffers(context).length > 0 ? readWishBeside(tokens, context) : null
  if (read === null || fitsOpenOption(read.wish, context)) return null
  return otherTimes(read.wish, read.saysNone, context)
}

const CANCELS = /\b(?:cancel\w*|canc[ea]l+|cancle|anul\w*)\b/

/** With nothing but an offer, "I can't make it to any of these" is about what was offered. */
function isOnlyAboutOffer({ words, context }: Text): boolean {
  const hasVisit = (context.visits?.length ?? 0) > 0
  return openOffers(context).length > 0 && !hasVisit && !NAMES_VISIT.test(words) && !CANCELS.test(words)
}

/** The reasons for which words that are not all understood may still show what is wanted. */
const MAY_BE_LOOSE: ReadonlySet<UnclearReason> = new Set<UnclearReason>([
  'not_understood',
  'number_not_a_choice',
  'wants_other_time',
  'wants_other_provider',
  'wants_to_cancel_visit',
  'several_options',
  'negated_option',
  'conditional',
  'question',
  'no_open_offer',
])

function readLoosely(text: Text): ReplyReading | null {
  const { context } = text
  const intent = readLooseIntent(text)
  if (intent === null || !isCarried(intent.kind, text)) return null
  if (intent.kind === 'other_times') return otherTimes(intent.wish, intent.declines, context)
  if (intent.kind === 'change')
    return {
      kind: 'change_visit',
      wish: intent.wish,
      evidence: `Wants to move a visit: ${wishInWords(intent.wish, context)}.`,
    }
  if (intent.kind === 'cancel')
    return { kind: 'cancel_visit', wish: intent.wish, evidence: 'Wants to cancel a visit, or cannot come.' }
  const [offer, ...more] = openOffers(context)
  if (offer === undefined || more.length > 0) return null
  return { kind: 'none', offer_id: offer.offer_id, evidence: 'Said that none of the offered times works.' }
}

/** Wishes in a text of which not every word was understood. */
function readAmidWords(text: Text, reason: UnclearReason): ReplyReading | null {
  if (!MAY_BE_LOOSE.has(reason)) return null
  return readBesideReasons(text) ?? readUnknownProvider(text) ?? readLoosely(text)
}

const BUT_WITH = /\b(?:but|pero) (?:w|with|con) (?:(?:el|la|the|dr|dra|doctora?) )*(\w+)/

/** "Friday, but with Patel": an offered day with the provider of another is for a person to sort out. */
const mixesProviders = ({ words, names, context }: Text): boolean =>
  openOffers(context).length > 0 && names.providers.has(BUT_WITH.exec(words)?.[1] ?? '')

/** The reasons behind which a practical question may stand. */
const MAY_ASK: ReadonlySet<UnclearReason> = new Set<UnclearReason>([
  'not_understood',
  'question',
  'conditional',
  'wants_other_time',
  'wants_other_provider',
  'number_not_a_choice',
  'negated_option',
  'several_options',
  'no_open_offer',
])

/** "Is there a garage, my van is tall": a question with a general answer. Beside an offer it may name none of the times. */
function readPractical({ reason }: Unclear, { tokens, typed, names, context }: Text): ReplyReading | null {
  if (!MAY_ASK.has(reason)) return null
  const topics = practicalTopics(plainSentences(typed))
  if (topics.length === 0 || (openOffers(context).length > 0 && namesTime(tokens, names, context)))
    return null
  const evidence = `Asks about: ${topics.map((topic) => TOPIC_WORDS[topic]).join(', ')}.`
  return { kind: 'question', topics, evidence }
}

const isName = (token: Token, { providers }: Names) =>
  token.kind === 'word' &&
  (providers.has(token.text.replace(/s$/, '')) || providers.has(token.text) || TITLES.has(token.text))

function namesTime(tokens: readonly Token[], names: Names, context: ReplyContext): boolean {
  const isTime = isTimeAt(tokens, context)
  return tokens.some((token, at) => token.kind === 'number' || (isTime[at] && !isName(token, names)))
}

/** Looks in a text that is no answer to an offer for a wish: about a visit that stands, or for other times. */
export function readFurther(unclear: Unclear, text: Text): ReplyReading {
  if (NO_WISH.has(unclear.reason) || mixesProviders(text) || isVague(text)) return unclear
  const others = () => readOtherTimes(text, unclear.reason) ?? readAmidWords(text, unclear.reason)
  const read = isOnlyAboutOffer(text) ? (others() ?? readVisitWish(text)) : (readVisitWish(text) ?? others())
  return read ?? readPractical(unclear, text) ?? unclear
}

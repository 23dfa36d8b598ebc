import {
  ABOUT_SOMETHING_ELSE,
  ASKS_FOR_TIMES,
  GIVES_UP,
  NONE,
  OTHERNESS,
  OUTRIGHT_NONE,
} from './loose/intent-words.ts'
import { countOpenOptions } from './options.ts'
import { nameWords } from './provider-names.ts'
import type { Token } from './tokens.ts'
import type { ReplyContext } from './types.ts'
import { findVisitWish } from './visit-wishes.ts'
import { isAnotherStatement, isAskedOfVisit } from './wish/acts.ts'
import { hasTime, isCovered, type Part, partsOf, runsOf, textOf } from './wish/parts.ts'
import { isTimeAt } from './wish.ts'

/**
 * Whether a wish that was found somewhere in a text is said of the offer or the visit: some part of the text shows it, and every word of
 * that part speaks of visits and times. "None of the links work" and "on the other hand" only look like one.
 */

export type CarriedWish = 'none' | 'other_times' | 'change' | 'cancel'

/** Turns of phrase made of words that are otherwise about times. */
const IDIOM =
  /\b(?:on the (?:one|other) hand|(?:the|that) other (?:day|night|week)|sooner or later|another one of|otra vez|el otro dia|next time(?! (?:slot|available|open|you|that|is))|last time|one after (?:another|the other)|(?:get|got) back|what else is new|or else|some days|better than|(?:try|ask|text|call|check) (?:me )?again|all the time|first of all|after all|of course|more or less|(?:do|answer|reply|decide) (?:it|that|this) later|(?:before|if) (?:i|you|u|we) do \w+thing|come with (?:me|us)|(?:later|sooner|earlier) the better|coming up)\b|^adelante\b/
/** "The other", "la otra": one of our list. */
const POINTS_AT_LIST =
  /\b(?:the|los?|las?|el) (?:others?|otr[oa]s?)\b(?! (?:week|month|semana|mes)\b)(?: (?:ones?|two|days?|dates?|times?))?/g
/** "The other days are ok": not all of it is turned down. */
const LEAVES_SOME =
  /\b(?:the|los|las|la|el) (?:others?|otr[oa]s?|rest|remaining)\b|(?<!\b(?:not|no|single|every|each) )\b(?:one|some|un[oa]) (?:of|de) (?:those|these|them|em|the|es[oa]s|est[oa]s|l[oa]s)\b/

/** "Can't open any of them": what can't be done is nothing that one does with a time. */
const NOT_OF_COMING =
  /\b(?:cant|cannot|dont|do not|doesnt|couldnt|wont|never|no) (?:even )?(?:see|open|find|pick|show|have (?:any|those|these|them)|offer|propose)\b|\bno (?:me|nos) lleg\w+/
/** One of several: nobody knows which. */
const THAT_ONE =
  /\b(?:that|this) (?:day|time|date|morning|afternoon|one)\b|\bthat(?= (?:doesnt|wont)\b)|\b(?:a )?es[ae] (?:dia|hora|horario|fecha)\b|\bes[ae]\b(?! semana)/g
const NO_AND_WHY =
  /^(?:sorry |oh |ugh |aw |ay )?(?:no|nope|nah|nop)\b(?: (?:thanks|thank you|sorry|good|can do))? (?:\w+ )?(?:got|have|gotta|theres|i work|im at|im in|my|tengo|hay|es) (?:\w+ ){1,6}?(?:that (?:day|time|morning|afternoon|week|one)|then|ese dia|a esa hora|esa semana)\b/

const OUTRIGHT = new RegExp(OUTRIGHT_NONE)

function turnsDown(parts: readonly Part[], words: string, isOfSeveral: boolean): boolean {
  // Each of them by itself, in statements that were understood.
  if (!NONE.test(words) || OUTRIGHT.test(words) || (!isOfSeveral && NO_AND_WHY.test(words))) return true
  const saidOf = (part: Part) => (isOfSeveral ? textOf(part).replace(THAT_ONE, ' ').trim() : textOf(part))
  return parts.some(
    (part) => NONE.test(saidOf(part)) && isCovered(part, true) && !NOT_OF_COMING.test(textOf(part)),
  )
}

const SUBJECT_FIRST =
  /^(?:(?:ok|so|well|hi|oh|sorry|yes|no|but|ya|pues) )*(?:i|we|ive|he|she|they|im|you|u|hes|shes|theyre|yo|ella|thats|its|it|this)\b/
const ASKS_OR_WANTS =
  /\b(?:can|could|may|would|need|needs|want|wants|wanna|prefer|prefers|rather|like|love|id|wed|looking|hoping|wondering|try|better|best|only|able|available|puedo|podria|necesito|quiero|quisiera|prefiero|preferiria|busco|ocupo|gustaria|mejor|solo|nomas|has to|have to|gotta|must|(?:you|u|yall|they|she|he) (?:have|got|had))\b/
const ASKS_FOR_ANY = /\b(?:any\w*|some\w*|another|other|different|more|alg[ou]\w*|otr[oa]s?)\b/
/** "I have another appointment Wednesday": theirs, not ours. */
const HAS_ONE =
  /(?<!\b(?:if|si) )\b(?:i|we|he|she|they|ive|yo|ya) (?:\w+ )?(?:have|has|got|get|tengo|tiene|tenemos) (?:an? |una? )?(?:another|other|something|different|otr[oa]|algo)\b/

/** Says something of somebody, and asks for nothing: "I work nights", "next week" before "I will know". */
function onlyTells(part: Part): boolean {
  const said = textOf(part)
  if (IDIOM.test(said) || HAS_ONE.test(said)) return true
  if (ASKS_OR_WANTS.test(said)) return false
  return SUBJECT_FIRST.test(said) || (part.isCutShort && !ASKS_FOR_ANY.test(said))
}

/** "Anything after work?", "a Monday would be better". */
function asksForTimes(part: Part): boolean {
  const left = textOf(part).replace(POINTS_AT_LIST, ' ')
  const asks = ASKS_FOR_TIMES.test(left) && (hasTime(part) || OTHERNESS.test(left))
  return asks && !onlyTells(part) && isCovered(part, true)
}

/** "Anything in January? My insurance changes": the insurance is not what "before Friday" is said of. */
const asksOutright = (part: Part) => ASKS_OR_WANTS.test(textOf(part)) || ASKS_FOR_ANY.test(textOf(part))

/** Beside these the visit stands: "confirm, or reschedule, flip a coin". */
const KEEPS_IT =
  /^(?:ok |yes |hi )*confirm\w*\b(?! (?:the |my |this )?cancel)|\b(?:i|or) confirm\w*\b|\bconfirm\w* or\b|\b(?:ill|i will|well|we will) be there\b|\bflip a coin\b|\bwhatever\b/
const CAN_WE =
  /\b(?:can|could|may|would) (?:we|i|u|you|it) (?:do|be|come|get|have|make)\b|\b(?:se puede|puede ser|podria ser|puedo ir)\b/
const ANOTHER_TIME =
  /\b(?:another|dif+(?:e?r[ea]?nt)?|other|later|earlier|sooner|new|next) (?:time|day|date|slot|week|appt|appointment|opening|spot)s?\b|\b(?:later|earlier|sooner|instead|next day|what else|not that day)\b|\bany (?:\w+ )?(?:spots?|openings?|slots?|other|time|chance)\b|\botr[oa] (?:dia|hora|fecha|horario|cita|momento|semana)\b|\bmas (?:tarde|temprano)\b|\bpara (?:otro|despues|mas)\b|\bmejor (?:el|otro|para)\b/

/** Another time for the visit: "any other day", "can we do Wednesday", "just not that day". */
function asksForAnotherTime(part: Part): boolean {
  const said = textOf(part).replace(POINTS_AT_LIST, ' ')
  const isNamed = ANOTHER_TIME.test(said)
  if (!isNamed && !(hasTime(part) && CAN_WE.test(said))) return false
  return (!onlyTells(part) || /\bnot that day\b/.test(said)) && isCovered(part, true)
}

const SOMEBODY_ELSE =
  /\b(?:he|she|they|hes|shes|theyre|it|its|nobody|(?:you|u|yall)(?! (?:can|could|may))|ella)\b/
/** "I don't need it": whatever that is. */
const NEEDS_NOT_IT =
  /\b(?:dont|do not|no longer|wont|not) (?:need|want) (?:it|this|that)\b(?! (?:any ?more|now|appointments?|appts?|apts?|visits?|slot|spot|time|one|no more))/g

const DENIES = /\b(?:cant|cannot|can not|not|wont|will not|unable|couldnt|dont|do not|no|me (?:es|sera))\b/

/** "Not coming", "take me off Tuesday": said by whoever has the visit. */
function givesUp(part: Part): boolean {
  const said = textOf(part).replace(NEEDS_NOT_IT, ' ')
  const at = GIVES_UP.exec(said)?.index ?? (findVisitWish(said) === 'cancel' ? said.search(DENIES) : -1)
  const [first] = part.strange
  const isAboutVisit = first === undefined || isAnotherStatement(part, first)
  return (
    at >= 0 &&
    !IDIOM.test(said) &&
    !SOMEBODY_ELSE.test(said.slice(0, at)) &&
    isAboutVisit &&
    !isCancelVerb(said)
  )
}

const isCancelVerb = (said: string) => /\b(?:canc\w*l\w*|anul\w*)\b/.test(said)

interface Text {
  tokens: readonly Token[]
  /** From `plainWords`. */
  words: string
  context: ReplyContext
}

/** See above; `wish`: what was found. */
export function isCarried(wish: CarriedWish, { tokens, words, context }: Text): boolean {
  const names = new Set((context.known_names ?? []).flatMap(nameWords))
  const single = partsOf(tokens, isTimeAt(tokens, context), names)
  const parts = [...single, ...runsOf(single)]
  const isOfSeveral = countOpenOptions(context) > 1
  if (isOfSeveral && LEAVES_SOME.test(words) && wish !== 'other_times') return false
  if (wish === 'none') return turnsDown(parts, words, isOfSeveral)
  const isAboutElse = ABOUT_SOMETHING_ELSE.test(words)
  if (wish === 'other_times')
    return parts.some((part) => asksForTimes(part) && (!isAboutElse || asksOutright(part)))
  if (KEEPS_IT.test(words)) return false
  const isNamed = wish === 'change' ? asksForAnotherTime : givesUp
  return parts.some((part) => isAskedOfVisit(wish, part) || isNamed(part))
}

import { WRONG_PERSON } from './loose/intent-words.ts'
import type { QuestionTopic, UnclearReason } from './types.ts'
import { namesWaitingList } from './waiting-list.ts'

type Finder = readonly [UnclearReason, RegExp]

/** What a text that is not an answer is about; the first that fits is told to staff. Only for words, never for acting. */
const FINDERS: readonly Finder[] = [
  [
    'wrong_person',
    /(?<!\b(?:pressed|hit|picked|chose|sent|typed|clicked|tapped|put|selected|entered|pushed|punched|marked) (?:the |a |in the )?)\bwrong (?:number|person)\b|\bwho(?:s| is) this\b|\b(?:dont|do not) know who\b|\bnumero equivocado\b|\bequivoc\w* de (?:numero|persona)\b|\b(?:not the right|incorrect) (?:number|person)\b|\bquien es(?: usted| este| esto)?$|\bquien (?:habla|escribe)\b|\bwho dis\b|\bnot my (?:doctor|clinic)\b|\bnever (?:heard of|been to)\b|\b(?:this )?(?:is not|isnt) (?:my|his|her) (?:phone|number)\b/,
  ],
  [
    'wants_to_cancel_visit',
    /\bcancel\w*|\bcall (?:it |this )?off\b|\b(?:cant|cannot|can not|wont|unable to) (?:be able to )?(?:come|attend|be there|keep (?:my|the|this)|make (?:it|my|the appointment))\b|\bnot coming\b|\bdont need (?:the|an|this|my) (?:appointment|visit)\b|\bno puedo (?:ir|asistir)\b/,
  ],
  [
    'retracted',
    /\bno wait\b|\bwait\b|\bhold on\b|\bnever ?mind\b|\bnvm\b|\bscratch that\b|\bforget (?:it|that)\b|\bignore\b|\boops\b|\bwhoops\b|\bjust kidding\b|\bjk\b|\btypo\b/,
  ],
  [
    'conditional',
    /\bif\b|\bunless\b|\bmaybe\b|\bmight\b|\bpossibly\b|\bperhaps\b|\bprobably\b|\bdepend\w*|\bi (?:think|guess|suppose|hope)\b|\bhopefully\b|\bnot sure\b|\bunsure\b|\bshould (?:be|work)\b|\btentative\w*|\blet me (?:check|ask|see)\b|\btal vez\b|\bquizas?\b|\ba lo mejor\b|\w si (?:puedo|podemos|alcanzo)\b|\bsi (?:puedo|podemos) (?:voy|vamos|ire|te|le|les)\b/,
  ],
  [
    'wants_other_time',
    /\breschedul\w*|\b(?:an)?other (?:\w+ )?(?:time|day|date|slot|option|appointment|week)s?\b|\bdifferent (?:time|day|date)\b|\banything\b|\bsomething\b|\bany (?:other|earlier|later|openings?|availability|appointments?|times?|slots?)\b|\bsooner\b|\bearlier\b|\blater\b|\b(?:next|following) (?:week|month|mon\w*|tue\w*|wed\w*|thu\w*|fri\w*|sat\w*|sun\w*)\b|\binstead\b|\bweekends?\b|\b(?:after|before|around) (?:\d{1,2}|noon|work|school|lunch)\b|\b(?:more|new) (?:times|options|dates|slots)\b|\botr[ao] (?:dia|hora|fecha)\b|\bmas (?:tarde|temprano)\b/,
  ],
  [
    'question',
    /^(?:hi |hello |hey |ok |so |and |but )*(?:is|are|can|could|do|does|did|what|whats|when|where|which|who|how|why|would|will|should (?:i|we|he|she|my)|am i|que|cuando|donde|cual|como|puedo|hay|tienen)\b/,
  ],
  [
    'several_options',
    /\b(?:\d|one|two|three|first|second|third) (?:or|and|then|y|o) (?:the )?(?:\d|one|two|three|first|second|third)\b|\b(?:either|both|whichever|any of|doesnt matter|no preference)\b/,
  ],
  [
    'negated_option',
    /\b(?:not|no|dont|doesnt|cant|cannot|wont|isnt|arent|never|except|but|other than|rather than|without|anything but)\b.{0,30}\b(?:\d|one|two|three|first|second|third)\b|\b(?:\d|one|two|three|first|second|third)\b.{0,30}\b(?:not|no|dont|doesnt|cant|cannot|wont|isnt|bad|unable|without)\b/,
  ],
  ['number_not_a_choice', /\d|\b(?:two|three|four|five|six|seven|eight|nine|ten)\b/],
]

const NOT_ME =
  /\b(?:this is not|this isnt|thats not|im not|i am not|not|dont know (?:a |any |an )?|do not know (?:a |any )?|no (?:\w+ )?(?:named|called) |there is no |theres no |no soy|no conozco a (?:ningun[oa]? )?|aqui no (?:vive|es|hay)(?: ningun[oa]?)?) ?(\w+)\b/g

/** "This isn't Maria": whoever writes is none of the people on file. */
const isSomebodyElse = (words: string, names: ReadonlySet<string>): boolean =>
  [...words.matchAll(NOT_ME)].some(([, name]) => names.has(name ?? ''))

const DENIED = String.raw`\b(?:no|not|isnt|aint|nobody|noone|ninguna?|no (?:hay|es|soy|esta|conozco|vive)|never (?:heard|met)|dont know|wrong)\b(?: \w+){0,2}? `
const GONE = String.raw` (?:\w+ ){0,3}?(?:not here|doesnt (?:live|use|own|have this)|hasnt (?:had|lived|used)|no longer (?:has|uses|lives|at)|no vive|ya no (?:vive|tiene|usa)|cambio de numero)\b`

/** "Who is Maria?", "no Maria here", "Maria doesn't have this number", "yo me llamo Carmen". */
function isUnknownHere(words: string, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false
  const name = `(?:${[...names].join('|')})`
  const isAsked = new RegExp(String.raw`\b(?:who(?:s| is| the \w+ is)?|quien es|quien) ${name}\b`).test(words)
  const isDenied =
    new RegExp(`${DENIED}${name}\\b`).test(words) || new RegExp(`\\b${name}${GONE}`).test(words)
  const called = /\b(?:yo me llamo|my name is|yo soy|me llamo) (\w+)\b/.exec(words)?.[1]
  const isStranger =
    called !== undefined && !names.has(called) && /\b(?:equivoc\w*|wrong|not|no)\b/.test(words)
  return isAsked || isDenied || isStranger
}

/** The reason for a text that was not read, from its `plainWords`. */
export function whyUnclear(
  words: string,
  hasQuestionMark: boolean,
  names: ReadonlySet<string> = new Set(),
): UnclearReason {
  if (isSomebodyElse(words, names) || WRONG_PERSON.test(words) || isUnknownHere(words, names))
    return 'wrong_person'
  if (namesWaitingList(words)) return 'waiting_list'
  const found = FINDERS.find(([, pattern]) => pattern.test(words))?.[0]
  const isWeak = found === undefined || found === 'number_not_a_choice' || found === 'several_options'
  if (hasQuestionMark && (isWeak || found === 'negated_option')) return 'question'
  return found ?? 'not_understood'
}

/** What a question is about, as staff read it. */
export const TOPIC_WORDS: Record<QuestionTopic, string> = {
  address: 'the address',
  parking: 'parking',
  preparation: 'what to bring or prepare',
  cost: 'the cost',
  provider: 'who the provider is',
  other: 'something else',
}

/** What staff read beside the text. */
export const UNCLEAR_WORDS: Record<UnclearReason, string> = {
  empty: 'The text is empty, or only quotes ours.',
  too_long: 'The text is too long to be read for sure.',
  reaction: 'A reaction to our text, not an answer.',
  only_courtesy: 'Only thanks or a greeting, no answer.',
  wrong_person: 'Says that this is the wrong person or asks who we are.',
  limits_texts: 'Wants fewer texts, or none at some times.',
  wants_to_cancel_visit: 'Wants to cancel or cannot come.',
  wants_other_time: 'Asks for a time that was not offered.',
  wants_other_provider: 'Asks for a provider who was not offered.',
  waiting_list: 'Says something about the waiting list.',
  question: 'Asks a question.',
  conditional: 'Answers with a condition or is not sure.',
  retracted: 'Takes back what was said before.',
  negated_option: 'Says which time does not work, not for sure which one does.',
  contradiction: 'Parts of the answer fit different options.',
  several_options: 'More than one option fits the answer.',
  several_offers: 'Two offers are open and the answer fits both.',
  several_people: 'More than one person at this number may be meant.',
  number_out_of_range: 'The number is none of the offered ones.',
  number_not_a_choice: 'There is a number, but it may be about something else.',
  ambiguous_time: 'The number may be an option or a time.',
  already_answered: 'This offer was answered before with another option.',
  offer_closed: 'The answer is about an offer that is no longer open.',
  option_in_past: 'The chosen time has already begun.',
  no_open_offer: 'There is no offer that this could answer.',
  not_understood: 'The words could not be read for sure.',
}

import { plainWords } from '../words.ts'
import { COMMAND, CONDITION, HEDGE, OTHER_WISH, REPORTED, TAKEN_BACK } from './danger-words.ts'

/**
 * What may turn a choice into something else, wherever in the text it stands. With one of these a text is a choice only if every
 * word of it was understood. Each pattern is bounded; they are looked for in `plainSentences`.
 */

const SENTENCE_END = /[.,!;?\n]+(?!\d)/

/** As `plainWords`, with a dot between sentences, so that no pattern reaches over one. */
export const plainSentences = (text: string): string =>
  text
    .split(SENTENCE_END)
    .map(plainWords)
    .filter((words) => words !== '')
    .join(' . ')

const union = (...patterns: string[]) => new RegExp(`\\b(?:${patterns.join('|')})\\b`)

/** Politeness in the form of a condition: it asks for nothing that our offer does not already say. */
const POLITE_CONDITION = union(
  '(?:works|ok|okay|good|fine|perfect|free|open) when (?:the|my|i|im|we)',
  'if (?:you|u) (?:please|dont mind|could|would|can)',
  'if i (?:may|might|could)',
  'if (?:its|it is|thats|that is|that|it) ?(?:still )?(?:ok|okay|alright|all right|fine|available|open|free|there)(?: with (?:you|u|yall))?',
  'if (?:its|it is) not too much (?:trouble|bother)',
  'si dios (?:quiere|lo permite)',
  'si no es (?:mucha )?molestia',
  'si (?:es|fuera) posible',
  'si (?:todavia|aun) (?:esta|hay|la tienen|lo tienen)(?: (?:libre|disponible|lugar))?',
  '(?:the )?(?:sooner|earlier|soonest) (?:(?:i|we) (?:\\w+ ){1,6})?the better',
  '(?:well |ok |hmm )?let(?: me|s) see(?: now| here)?(?= [.])',
  'if it isnt too much (?:trouble|bother)',
  'if its no trouble',
  '(?:tell|give) (?:dr |doctor |doc |miss |mrs? )?\\w+ (?:and \\w+ )?(?:(?:i|we) (?:said|say) )?(?:hi|hello|hey|thanks|thank you|my best|our best)(?: (?:from|for) (?:all of us|us|me|my \\w+|\\w+))?',
  // A hope about the writing, not about the time.
  '(?:i )?hope (?:that )?(?:i|my|this|the|it) (?:\\w+ )?(?:write|wrote|writ\\w*|english|spelling|spell\\w*|text\\w*|message|(?:did|doing|pressed|typed|answered|picked|sent) (?:(?:this|it|that) )?right|made sense|makes sense)(?: (?:is|was|it|this|correct\\w*|right|ok|okay|good|well))*',
  'no (?:hay )?problem\\w*',
  '^(?:a|haber|ah) ver(?= [.])',
  // Says why another day is out, not that another time is wanted.
  'me (?:acaban de cambiar|cambiaron|movieron) (?:el|de|mi) (?:turno|horario)(?! de (?:la|mi) cita)',
  '(?:had to |already |just )(?:switch(?:ed)?|swap(?:ped)?|traded?) (?:(?:shifts?|hours) )?with (?:a|my|the|another) \\w+',
  '(?:i|we|already|just) (?:switched|swapped|traded) (?:my )?(?:shifts?|hours)',
  // What somebody there is to be told of how the patient is.
  'tell (?:dr|doctor|doc)(?: [.])? \\w+ (?:that )?(?:the|my|his|her|those|im|i am|i) (?:\\w+ ){0,4}?(?:help(?:ing|s|ed)|working|better|great|healed|healing|gone)',
  '(?:got|have|had|im|i am|were|working|traveling|busy|away) (?:\\w+ ){0,4}?earlier in the week',
  'my (?:\\w+ )?(?:schedule|shifts?|plans?|hours) (?:just |got |has |have )*changed',
  '(?:he|she|they) (?:was|were) (?:so |very |really )*(?:great|good|nice|kind|wonderful|amazing|sweet|helpful|lovely)(?: to me| with me)? (?:the )?last time',
  '(?:dr |doctor )?(?!\\w+day\\b)[a-z]+ (?:was|were) (?:(?:so|very|really|kinda|kind of|a bit|a little|pretty|too) )*[a-z]+ (?:to me |with me )?(?:the )?last time',
  // What is said of the rest of our own list.
  '(?:doesnt|dont|cant|cannot|wont|isnt|not|busy|work|working) (?:\\w+ ){0,4}?(?:on )?the other (?:two|days|ones|dates|times)(?= [.]|$)',
  '^si (?=mi (?:amor|vida|reina|cielo|corazon|linda|nina|rey|hij[oa])\\b)',
  // "Sí, me queda bien", at the beginning no condition.
  '^si (?=(?:me|nos) (?:queda|sirve|va|viene|conviene|parece|funciona|acomoda)(?: (?:bien|muy|perfect[oa]|genial|mejor|a esa|ese|esa)\\b|$| [.])(?!.*\\b(?:voy|ire|vamos|aviso|digo|confirmo)\\b))',
  '(?:tengo|trabajo|estoy|ando|no puedo) (?:\\w+ ){0,3}?y (?:el |la )?\\w+ tambien',
  // A wish that is over: something else follows it.
  'i(?:d| would) have (?:liked|preferred|loved|wanted) (?:\\w+ ){1,5}?but (?=(?:ok|okay|fine|sure|well) \\w)',
  '(?:i |we )?(?:was|were) hoping for (?:something )?(?:sooner|earlier|later) but (?=(?:thats|that is|its|ok|okay|fine|alright|ill take|i will take)\\b)',
  'sin problema',
  'as (?:soon|long|early) as (?:possible|you can)',
  '(?:than|que) (?:the|los|las) (?:others?|otr[oa]s|demas)(?: (?:two|ones?|dos))?',
  '(?:claro|pues|bueno|ay|q|que|a|ah|digo) (?:que |q )?si',
)

/** "I suppose it will have to be Friday, put me down": an older person's way to say so. */
const POLITE_SURRENDER =
  /\b(?:i|we) (?:suppose|guess|reckon) (?:it |that )?(?:will |ll |would |shall |must |itll |has |have )*(?:to )?be (?=(?:\w+ ){1,4}. (?:so )?(?:(?:please |kindly )?(?:put|pencil|sign|mark|book|schedule) (?:me|us)\b))/g

/** "Los otros días trabajo": says why the chosen one is chosen. */
const REST =
  '(?:the|los|las) (?:others?|otr[oa]s|demas|rest)(?: (?:ones?|two|days|times|slots|dates|dos|dias|horas|fechas))?'
const IS_BUSY =
  '(?:\\w{3,}o(?= (?:a|con|en|al|mi|mis|el|la|clases?|todo|hasta|de|temprano|tarde)\\b)|i work|i have|i am|i cant|im|trabajo|estoy|no|tengo|estudio|voy|dont|do not|wont|are|is)'
export const REST_IS_BUSY = new RegExp(
  `\\b${REST} ${IS_BUSY}\\b|\\b(?:i work|im working|im busy|i have (?:class|work|school)|trabajo|no puedo|estoy ocupad[oa]) (?:all )?${REST}`,
)
/** A time for somebody else than the patient, or for more than one. */
const WHO =
  '(?:son|daughter|husband|wife|mom|mother|dad|father|brother|sister|kids?|child|children|baby|boy|girl|friend|partner|grand\\w+|aunt|uncle|cousin|neighbou?r|hij[oa]s?|espos[oa]|marido|mama|papa|madre|padre|herman[oa]s?|niet[oa]s?|niñ[oa]s?|nin[oa]s?|suegr[oa]|ti[oa]|prim[oa]|vecin[oa]|amig[oa]|nen[ea]|novi[oa])'
const SOMEBODY_ELSE = union(
  `(?:book|schedule|put|get|sign|reserve|need|agend\\w*|apunt\\w*|anot\\w*|pon\\w*|reserv\\w*) (?:\\d |\\w+ )?(?:for |in for |a |para )?(?:my|mi|mis|our) ${WHO}(?! (?:off )?(?:to|from) (?:the )?(?:school|daycare|class|bed|bus|practice|camp)\\b)`,
  `(?:for|para|pa) (?:my|mi|our|his|her|the|el|la|su) ${WHO}`,
  `(?:and|y) (?:my|mi) ${WHO} (?:too|also|needs|wants|tambien|necesita|quiere|on|for|el|at)`,
  `(?:my|mi) ${WHO} (?:needs|wants|necesita|quiere) (?:it|that|this|the(?! (?:car|truck|van|ride|phone|keys))|la|lo)`,
  // "3 my son".
  `(?:\\d|first|second|third|last|\\w+day|lunes|martes|miercoles|jueves|viernes|primera|segunda|tercera|ultima) (?:is |es )?(?:my|mi) ${WHO}(?= [.]|$| (?:mi amor|please|pls|porfa|por favor|gracias|thanks|thank you)\\b)`,
  `my ${WHO}s (?:appointment|appt|visit|one|cita)`,
  '(?:she|he|they) (?:needs?|wants?|should (?:get|have|take)) (?:it|that|this|the)',
  `(?:me|myself) and (?:my )?${WHO}`,
  '(?:the )?(?:two|both|all|three|2|3) of us',
  'los dos',
  'las dos (?:citas|personas)',
  '(?:we|there|theyll|well|were|itll) (?:(?:will|would|ll|are|re|is|gonna|going to|be) )*(?:2|3|4|two|three|four)',
  'not for me',
  'nuestras?',
  'on behalf',
)

/** A question without its mark. */
const ASKS =
  /(?:^|\. )(?:(?:hi|hello|hey|ok|okay|so|hola|oye|and|but|pero|y) )*(?:is|are|do|does|did|what|whats|when|which(?! (?:leaves|only leaves|just leaves|means|is (?:fine|good|great|perfect|why)))|who|whos|why|how|hows|should|where|wheres|(?:you|u|yall|ya) (?:guys )?(?:got|have)|cual|cuando|como|quien|donde|hay|tienen?|will (?=(?:it|you|u|he|she|they|there|that|this|dr|doctor|the|my|i|we|1|2|3|one)\b)|would (?!love|like))\b/

/** Asks for a hand, not for a time: meant for somebody at home. */
export const ASKS_A_HAND =
  /\b(?:can|could|will|would) (?:you|u|ya|yall) (?:please |pls |also |just )?(?:get|grab|pick|drive|take (?:me|us|the|him|her)|watch|bring|feed|drop|make|come|help|tell|ask|send|check|find|walk|call|text)\b/

const DANGERS: readonly RegExp[] = [
  ...[CONDITION, HEDGE, OTHER_WISH, TAKEN_BACK, COMMAND, REPORTED].map((words) => union(...words)),
  SOMEBODY_ELSE,
  ASKS,
  ASKS_A_HAND,
]

/** "I think the 2:30 would be the one": an older person's way to say so. */
const POLITE_THOUGHT =
  /\bi (?:do )?(?:think|believe) (?=(?:\w+ ){1,6}(?:would be|will be|is|be|are|would suit|suits) (?:\w+ )?(?:\w+ )?(?:best|the one|perfect|ideal|lovely)\b)/g
const THOUGHT = /\bthink\w*|\bbelieve\b/
/** "I was thinking Tuesday but ..., so Friday": the thought is over. */
const PAST_THOUGHT =
  /\b(?:i )?was (?:thinking|leaning|gonna (?:say|pick|take|do)|going to (?:say|pick|take|do)|hoping)\b(?= .{1,160}\b(?:but|pero)\b.{1,160}\b(?:so|make (?:it|that)|ill (?:take|do|go with)|put me|book|gimme|lets do)\b)/

/** Words of a text that have no bearing on whether it is a choice are taken out before dangers are looked for. */
export function withoutPoliteConditions(words: string): string {
  return words
    .replace(new RegExp(POLITE_CONDITION, 'g'), ' ')
    .replace(POLITE_THOUGHT, ' ')
    .replace(POLITE_SURRENDER, ' ')
    .replace(PAST_THOUGHT, ' ')
    .replace(REST_IS_BUSY, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
}

/** The words of `words` (from `plainSentences`) that may turn a choice into something else, or null. */
export function dangerIn(words: string): string | null {
  const left = withoutPoliteConditions(words)
  for (const danger of [THOUGHT, ...DANGERS]) {
    const found = danger.exec(left)
    if (found !== null) return found[0].trim()
  }
  return null
}

import { plainWords } from '../words.ts'

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
  '(?:the )?(?:sooner|earlier|soonest) the better',
  '(?:well |ok |hmm )?let(?: me|s) see(?: now| here)?(?= [.])',
  'if it isnt too much (?:trouble|bother)',
  'if its no trouble',
  'no (?:hay )?problem\\w*',
  'sin problema',
  'as soon as (?:possible|you can)',
  '(?:than|que) (?:the|los|las) (?:others?|otr[oa]s|demas)(?: (?:two|ones?|dos))?',
  '(?:claro|pues|bueno|ay|q|que|a|ah|digo) (?:que |q )?si',
)

const CONDITION = union(
  'if',
  'unless',
  'depend\\w*',
  'provided',
  'assuming',
  'as long as',
  'so long as',
  'whether',
  'in case',
  'pending',
  'until i',
  'cuando (?:me|sepa|pueda)',
  'siempre (?:y cuando|que)',
  'con tal',
  'depende\\w*',
  'a menos',
  'a no ser',
  'en caso',
  'supposedly',
)
const HEDGE = union(
  'may ?be',
  'mayb\\w*',
  'might\\w*',
  'mite',
  'perhaps',
  'possib\\w*',
  'prob\\w*',
  'prolly',
  'guess',
  'suppose',
  'reckon',
  'idk',
  'idek',
  'dunno',
  'dont know',
  'do not know',
  'unsure',
  '(?:not|isnt|arent|aint) (?:\\w+ )?(?:sure|certain|positive|decided|100)',
  'hope\\w*(?! (?:you|u|ur|your|youre|yall|all is|everyone))',
  'hoping',
  'wish\\w*',
  'lean\\w*',
  'torn',
  'tentativ\\w*',
  'let (?:me|u|you|yall) (?:\\w+ )?(?:check|see|ask|think|know|look)',
  'lemme',
  '(?:will|ill|gotta|have to|need to|must) (?:\\w+ )?(?:check|ask|see|confirm|think|get back)',
  'get back to',
  'for now',
  'so far',
  'while i',
  'mientras',
  'right now',
  'as of now',
  '(?:at|for) the moment',
  'por ahora',
  '(?:de|por el) momento',
  'e+h',
  'hm+',
  'm+eh',
  'u+gh',
  'u+ff',
  'possibility',
  '(?:not|isnt|aint) (?:so |that |too )?bad',
  'could be',
  '(?<!thats )(?<!its )when',
  'once (?:i|my|the|we|he|she|they|its)',
  'after i',
  'si (?:puedo|podemos|alcanzo|llego|me|mi|no|consigo|salgo|logro)',
  'ni (?:modo|loc[oa])',
  'kinda',
  'kind of',
  'sort of',
  'sorta',
  'consider\\w*',
  'either',
  'both',
  'whichever',
  'whatever',
  'whenever',
  'doesnt matter',
  'no preference',
  'flexible',
  'up to (?:you|u)',
  '(?:ill|i will|will|gonna) (?:call|text|let (?:you|u)|phone|confirm)',
  'to confirm',
  '(?:in|on) (?:my|the|your) calendar',
  'should (?:be|work|i|we)',
  'could (?:prob\\w*|work|maybe)',
  'still (?:deciding|figuring|waiting|thinking)',
  'tbd',
  'tba',
  'undecided',
  'creo',
  'cre[io]a',
  'quiz\\w*',
  'kiza\\w*',
  'tal ?ve[sz]',
  'a lo mejor',
  'alomejor',
  'puede (?:q|que)',
  'a ver',
  'haber si',
  'ojala',
  'supongo',
  'pienso',
  'dej[ae]me\\w* ?(?:ver|checar|revisar|preguntar|pensar)\\w*',
  'checo',
  'reviso',
  'capaz',
  'no se',
  'nose',
  'no estoy segur\\w*',
  'posible\\w*',
  'probable\\w*',
  'lo que sea',
  'cualquier\\w*',
  'ambas',
  'ambos',
  'da igual',
  'luego te',
  'te aviso',
  'le aviso',
  'les aviso',
)
const OTHER_WISH = union(
  'another',
  'others?',
  'else',
  'different',
  'anything',
  'something',
  'some ?time',
  'earlier',
  'later',
  'sooner',
  'closer',
  'cancel\\w*',
  'cancl\\w*',
  'resched\\w*',
  're schedule',
  'postpone',
  'change\\w*',
  'changing',
  'switch\\w*',
  'swap\\w*',
  'move',
  'moved',
  'moving',
  'push',
  'also',
  'as well',
  'tambien',
  'too (?:early|late|soon|far|bad|much|many|long)',
  'video',
  'virtual\\w*',
  'tele\\w*',
  'zoom',
  'by phone',
  'over the phone',
  'phone (?:call|visit)',
  'in person',
  'online',
  'call me',
  'call back',
  'other than',
  'otr[oa]s?',
  'algo',
  'alg[uú]n\\w*',
  'cambi\\w*',
  'mover\\w*',
  'reprogram\\w*',
  'reagend\\w*',
  'mas (?:tarde|temprano|pronto)',
  'llam[ae]\\w*',
  'except',
  'excepto',
  'menos(?! cuarto)',
  'instead of',
  'rather than',
  'en vez',
  '(?:next|an?|any|every|each|most|some|another) (?:mon|tue|wed|thu|fri|sat|sun)\\w*',
  'proxim[oa](?! semana)',
  '(?:all|any\\w*|every\\w*|todo\\w*|cualquier\\w*) (?:(?:day|time|one|other|dia) )?(?:but|menos|excepto)',
  '(?:second|third|last|other|2nd|3rd) (?:choice|preference|pick)',
  'back ?up',
  'plan b',
  'for (?:your|ur|his|their)',
  'number is',
  'is (?:number |no )?(?:one|1)(?! of)',
  '(?:first|last) of all',
  'first (?:things|come|time)',
  'at (?:first|last)',
  '(?:with|w|for|by) (?:you|u|yall|ya|usted|ustedes|ud|uds)',
  '(?:te|le|les) (?:queda|sirve|parece|viene|funciona)',
  '(?:is|still|its|are) (?:still |really )?(?:open|available|free|there|taken|full)',
  'deal with',
  'this is (?:she|he|her|him)(?= [.]|$)',
  'speaking',
  'this (?:mon|tue|wed|thu|fri|sat|sun)\\w*',
  'este (?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)',
  'waitlist',
  'waiting list',
  'wait list',
)
/** "Los otros días trabajo": says why the chosen one is chosen. */
const REST =
  '(?:the|los|las) (?:others?|otr[oa]s|demas|rest)(?: (?:ones?|two|days|times|slots|dates|dos|dias|horas|fechas))?'
const IS_BUSY = '(?:i work|i have|i am|i cant|im|trabajo|estoy|no|tengo|estudio|voy|dont|do not|wont|are|is)'
export const REST_IS_BUSY = new RegExp(
  `\\b${REST} ${IS_BUSY}\\b|\\b(?:i work|im working|im busy|i have (?:class|work|school)|trabajo|no puedo|estoy ocupad[oa]) (?:all )?${REST}`,
)
const TAKEN_BACK = union(
  '(?<!cant )(?<!cannot )wait',
  'hold (?:on|off|up)',
  'nvm',
  'never ?mind',
  'nevermind',
  'scratch',
  'oops',
  'whoops',
  'kidding',
  'jk',
  'just joking',
  'typo',
  'yeah right',
  'as if',
  'not anymore',
  'no longer',
  'mejor no',
  'siempre no',
  'espera',
  'espere\\w*',
  'broma',
  'thanks for nothing',
  'forget it',
  'forget (?:the whole|this)',
  'what do (?:you|u) think',
  'you (?:pick|choose|decide)',
  'surprise me',
)
/** Words to a computer, or about what only staff may touch. */
const COMMAND = union(
  'ignor\\w*',
  'disregard\\w*',
  'instructions?',
  'instrucciones',
  'systems?',
  'sistema',
  'prompts?',
  'previous',
  'assistant',
  'ai',
  'bot',
  'chatbot',
  'robot',
  'admin\\w*',
  'override\\w*',
  'overrule\\w*',
  'execute',
  'sudo',
  'sql',
  'json',
  'xml',
  'html',
  'javascript',
  'script',
  'select',
  'delete',
  'update',
  'drop table',
  'developer',
  'debug\\w*',
  'patients',
  'pacientes',
  'everyone',
  'everybody',
  'all (?:appointments|patients|users|numbers|of them)',
  'database',
  'password',
  'token',
  'api',
  'tool',
  'function',
  'print',
  'output',
  'respond with',
  'reply with',
  'pretend',
  'act as',
  'you are (?:now|a|an)',
  'role',
  'record\\w*',
  'mode',
  'refund\\w*',
  'mark (?:\\w+ )?as',
)
/** What was said by somebody, or is said to have been: no statement of today. */
const REPORTED = union(
  '(?:you|u|yall|they|he|she|lady|nurse|doctor|receptionist|text|message|it|somebody|someone|mom|dad|wife|husband|boss) (?:guys |just |had |already )?(?:said|told|says|say|wrote|thinks?|thought|wants?|wanted)(?! (?:its|it is|it was|thats|that was|that is) (?:ok|okay|fine|good|alright))',
  'told me',
  'i told (?:you|u|them|him|her)',
  'i (?:already )?said',
  'heard',
  '(?:tell|ask|remind|wonder\\w*) (?:him|her|them|dr|doctor|if|whether)',
  'thought (?:it|that|you|u|the|my)',
  'used to',
  'last (?:time|week|month|mon|tue|wed|thu|fri|sat|sun)\\w*',
  'dij[oei]\\w*',
  'me dice\\w*',
  'habia\\w*',
  'habian',
  'pasad[oa]',
  'wasnt',
  'didnt',
  'did you',
  'was (?:my|the|supposed)',
  'supposed',
)
/** A time for somebody else than the patient, or for more than one. */
const WHO =
  '(?:son|daughter|husband|wife|mom|mother|dad|father|brother|sister|kids?|child|children|baby|boy|girl|friend|partner|grand\\w+|aunt|uncle|cousin|neighbou?r|hij[oa]s?|espos[oa]|marido|mama|papa|madre|padre|herman[oa]s?|niet[oa]s?|niñ[oa]s?|nin[oa]s?|suegr[oa]|ti[oa]|prim[oa]|vecin[oa]|amig[oa])'
const SOMEBODY_ELSE = union(
  `(?:book|schedule|put|get|sign|reserve|need|agend\\w*|apunt\\w*|anot\\w*|pon\\w*|reserv\\w*) (?:\\d |\\w+ )?(?:for |in for |a |para )?(?:my|mi|mis|our) ${WHO}`,
  `(?:for|para|pa) (?:my|mi|our|his|her|the|el|la|su) ${WHO}`,
  `(?:and|y) (?:my|mi) ${WHO} (?:too|also|needs|wants|tambien|necesita|quiere|on|for|el|at)`,
  `my ${WHO}s (?:appointment|appt|visit|one|cita)`,
  `(?:me|myself) and (?:my )?${WHO}`,
  '(?:the )?(?:two|both|all|three|2|3) of us',
  'los dos',
  'las dos (?:citas|personas)',
  'not for me',
  'nuestras?',
  'on behalf',
)

/** A question without its mark. */
const ASKS =
  /(?:^|\. )(?:(?:hi|hello|hey|ok|okay|so|hola|oye|and|but|pero|y) )*(?:is|are|do|does|did|what|whats|when|which|who|whos|why|how|hows|should|where|wheres|(?:you|u|yall|ya) (?:guys )?(?:got|have)|cual|cuando|como|quien|donde|hay|tienen?|will (?!do|take)|would (?!love|like))\b/

const DANGERS: readonly RegExp[] = [
  CONDITION,
  HEDGE,
  OTHER_WISH,
  TAKEN_BACK,
  COMMAND,
  REPORTED,
  SOMEBODY_ELSE,
  ASKS,
]

/** "I think the 2:30 would be the one": an older person's way to say so. */
const POLITE_THOUGHT =
  /\bi (?:do )?(?:think|believe) (?=(?:\w+ ){1,6}(?:would be|will be|is|be|are|would suit|suits) (?:\w+ )?(?:\w+ )?(?:best|the one|perfect|ideal|lovely)\b)/g
const THOUGHT = /\bthink\w*|\bbelieve\b/
/** "I was thinking Tuesday but ..., so Friday": the thought is over. */
const PAST_THOUGHT =
  /\b(?:i )?was (?:thinking|leaning|gonna say|going to say|hoping)\b(?= .{1,160}\b(?:but|pero)\b.{1,160}\bso\b)/

/** Words of a text that have no bearing on whether it is a choice are taken out before dangers are looked for. */
export function withoutPoliteConditions(words: string): string {
  return words
    .replace(new RegExp(POLITE_CONDITION, 'g'), ' ')
    .replace(POLITE_THOUGHT, ' ')
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

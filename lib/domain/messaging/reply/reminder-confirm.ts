import { foldText } from '../fold-text.ts'
import { fits, visitChoices } from './options.ts'
import { nameWords } from './provider-names.ts'
import type { Reference } from './reference-tokens.ts'
import { isUnknownProvider, readReference } from './references.ts'
import { mendTypos } from './spelling.ts'
import { tokenize } from './tokens.ts'
import type { VisitView } from './types.ts'
import { plainWords } from './words.ts'

/** Says that the patient comes, wherever in the text. */
const COMES = new RegExp(
  [
    String.raw`^(?:c )*c(?: (?:please|pls|thanks|thank you|ty|yes|gracias|muchas gracias|por favor|porfa|senorita|senora|senor|doctora?|hon|dear|maam|sir))*$|\b(?:con|com|cof|cnf|conf)\w{0,2}r\w{0,2}m\w*\b|\bconf(?:rim|irm|im)\w*`,
    String.raw`\b(?:i|we|ill|well|shell|hell|she|he|im|were|maria|gonna|will|plan(?:ning)?|going|able|can) (?:\w+ ){0,2}?(?:be there|be in|be coming|make it|come|show up|attend|see (?:you|u|ya|yall|him|her|dr|doc)|be here)\b`,
    String.raw`\b(?:im|i am|we are|were|shes|hes|we) (?:\w+ )?(?:coming|all set|on (?:it|my way)|in|ready|set|good (?:for|to go|with)|still (?:good|on|coming))\b|\b(?:all set|good to go|count (?:me|us) in|see (?:you|u|ya|yall|him|her|dr|doc)\w*|c u|cu|cya|got the (?:day|morning) off|still (?:on|good|coming)|wouldnt miss|on my calendar|its a date|works for me|sounds good|that works|will do|be there|there with bells)\b`,
    String.raw`^(?:yes|yep|yeah|yup|yea|yess+|yas|y|sure|ok|okay|k|absolutely|of course|definitely|si+|sip|simon|claro|dale|va|sale|orale|ya|10 4|copy|roger|affirmative|perfect|great|bet)(?: |$)`,
    String.raw`\b(?:ahi|alli|alla) (?:\w+ )?(?:estar\w*|ando|voy|vamos|nos|llego|estamos|te veo|los veo|le caigo|andamos|andare)\b|\bnos vemos\b|\b(?:yo )?(?:si )?(?:voy|vamos|ire|iremos|asistire|asistiremos|llego|llegamos|acudire)\b|\bclaro (?:que|q) si\b|\bcuent[ea]n? conmigo\b|\bsin falta\b|\bde acuerdo\b|\besta bien\b|\bahi le caigo\b|\bperfecto\b|\bconfirm\w*`,
  ].join('|'),
)

/** What may turn a "yes" into something else; the parts of it that do not are taken out before. */
const NOT_AGAINST =
  /\b(?:dont|do not) (?:stop|forget)\b|\bno (?:problem\w*|prob|worries|hay problema|te preocupes|se preocupe)\b|\bcant wait\b|\bwouldnt miss it\b|\b(?:wont|not) be late\b|\bsi dios quiere\b|\bsin falta\b|\bno falt(?:o|are|amos|aremos)\b|\bif (?:god|the lord)\b|\b(?:my|mis?) (?:texts?|phone|mensajes) (?:\w+ ){0,3}(?:working|stopped|broke|died)\b/g
const AGAINST =
  /\b(?:not|no|cant|cannot|wont|dont|didnt|doesnt|isnt|couldnt|never|but|if|unless|maybe|might|think|thinking|hope|hoping|depends?|try|trying|late|later|earlier|cancel\w*|canc\w+l\w*|resch\w*|re ?sched\w*|move|change|changed|switch|another|other|instead|different|probably|prob|should|unsure|supposed|closer|tonight|soon|actually|hang|wait|hold|scratch|nvm|esper\w*|let you know|thanksgiving|xmas|christmas|aunt|uncle|grandma|when|what|where|which|why|how|who|pero|creo|quiza\w*|tal|ojala|nunca|veremos|ahi vemos|tarde|cambi\w*|otr[oa]s?|mover\w*|puede|puedo|pudiera|depende|question|pregunta|number|tomorrow|someone|somebody|hijo|hija|son|daughters?|sons?|husbands?|wifes?)\b(?! (?:is bringing|is driving|drives|will bring|will drive|bringing|driving|me (?:lleva|trae)))/

/** "R we still on": a question without its mark. */
const ASKS = /^(?:r|are|is|do|does|will|can|could|am) (?:we|you|u|i|it|this|that|he|she|they|yall)\b/

const isTime = ({ kind }: Reference) => !['number', 'position'].includes(kind)

/** "C. Thanks for reminding me": the letter that our text asks for, by itself. */
const IS_LETTER = /^\s*c\s*[-\u2013,.;:!](?![\s\S]*\br\b)/i

/** Every day, time and name in the text is one of the visit's. */
function fitsVisits(text: string, visits: readonly VisitView[]): boolean {
  const names = new Set(visits.flatMap(({ provider_name }) => nameWords(provider_name)))
  const tokens = mendTypos(tokenize(foldText(text)), names)
  const all = visitChoices(visits, visits[0]?.starts_at ?? 0)
  for (let at = 0; at < tokens.length; ) {
    const found = readReference(tokens, at, names)
    if (found === null && isUnknownProvider(tokens, at)) return false
    const times = (found?.references ?? []).filter(isTime)
    if (times.some((time) => !all.some((choice) => fits(choice, time, all)))) return false
    at += found?.length ?? 1
  }
  return true
}

/** "10:15 Tues ✅": nothing but the visit's own time. */
const isOnlyTime = (text: string) =>
  /[✅👍☑✔👌🙏💯]/u.test(text) && /\d|\b(?:mon|tue|wed|thu|fri)/i.test(text)

/**
 * A text that says in other words that the patient comes to the visit which it was reminded of. `visits`: those that the phone has;
 * without any a text that names a time confirms nothing.
 */
export function comesToVisit(text: string, visits: readonly VisitView[]): boolean {
  if (/[?¿]|[👎🙃🤔❌🚫🤷🙄😒✋⛔🛑]/u.test(text)) return false
  const words = plainWords(text)
  if (
    ASKS.test(words) ||
    AGAINST.test(words.replace(NOT_AGAINST, ' ')) ||
    !(COMES.test(words) || IS_LETTER.test(text) || isOnlyTime(text))
  )
    return false
  return fitsVisits(text, visits)
}

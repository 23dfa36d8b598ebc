import { foldText } from '../fold-text.ts'
import { NUMBER_WORDS, ORDINAL_WORDS, WEEKDAYS } from './calendar-words.ts'
import { plainWords } from './words.ts'

/**
 * A question beside an answer that asks leave or what is needed ("is it ok if my sister comes in with me?"): whatever we reply, the
 * chosen time stays chosen. Nothing in it may point at a time, a provider or another visit.
 */

const PERSON = '(?:i|we|she|he|my \\w+|her \\w+|his \\w+)'
const DO =
  '(?:bring|get|have|come in with|come along|come with|sit in|park|eat|drink|take my|wear|use|pay|leave|request|need|fast)'
const LEADS =
  '(?:(?:and|also|but|oh|ok|hey|y|oye|btw|by the way|quick question|one question|x cierto|por cierto|una pregunta) )*'
const PLACE = '(?:building|office|place|clinic|entrance|desk|address|location|floor|door|room)'
const ASKS_LEAVE = new RegExp(
  `^${LEADS}(?:${[
    `(?:can|could|may|should) ${PERSON} (?:also |still |please )?${DO}`,
    `should ${PERSON} (?:stop|hold|skip|keep) (?:(?:taking|using) )?(?:my|his|her|the)`,
    `(?:do|should) ${PERSON} (?:still )?(?:come|go|check in|report) (?:to|at|in at) the (?:same|new|old|main|front|back) ${PLACE}(?: as (?:last time|before))?`,
    '(?:about |like )?how long (?:does|will|would|is) (?:it|this|that|the (?:appointment|appt|visit|exam))(?: (?:be|take|last|usually|about|go))*',
    `do ${PERSON} (?:bring|wear|eat|fast|park)`,
    'is there (?:wheelchair|handicap\\w*|an? (?:elevator|ramp|bathroom|restroom)|(?:any )?(?:street )?parking|elevator)',
    'is there (?:a place|a spot|someplace|somewhere|anywhere) (?:safe )?to (?:park|lock|leave|put|sit|eat|charge|plug)',
    'cuanto (?:tiempo )?(?:dura|tarda|toma|demora)(?: (?:la cita|la consulta|mas o menos|todo))*',
    '(?:uds |ustedes )?(?:aceptan|toman|reciben|agarran)',
    `do (?:${PERSON}|you|u|yall)(?: guys)? (?:need|have to|gotta|take|accept|validate|require)`,
    `is it (?:ok|okay|alright|all right|fine|possible) if ${PERSON}`,
    `what (?:should|do) ${PERSON} (?:need to )?(?:bring|wear|need)`,
    '(?:hay|tengo|tenemos) que (?:llevar|traer|ir|estar|pagar|llenar)',
    '(?:puedo|podemos|debo|necesito|puede (?:ir|entrar|venir)) (?:llevar|traer|comer|tomar|ir con|entrar con|pagar|mi)',
  ].join('|')})\\b`,
)
/** Asks for something that would change what was chosen. */
const CHANGES =
  /\b(?:\d+\w*|time|times|day|days|dates?|weeks?|months?|later|early|earlier|sooner|late|others?|another|different|else|instead|chang\w*|cancel\w*|mov\w*|resched\w*|switch\w*|both|one|ones|it|that|too|also have|appointments?|appts?|visits?|slots?|spots?|doctors?|dr|nurse|calls?|phone|zoom|video|online|virtual\w*|tele\w*|wait\w*|seen|see|come (?:at|on|in (?!with))|morning|afternoon|evening|tonight|tambien|today|tomorrow|before|after (?!\W*$)|horas?|dias?|tarde|temprano|manana|otr[oa]s?|cambi\w*|cancel\w*|mover\w*|citas?|doctora?|llam\w*|virtual)\b/

/** "Should I stop my blood thinner before?": before what was chosen. */
const BEFORE_IT =
  /\b(?:before|beforehand|antes)(?: (?:it|then|that|the|my|la|mi|de|ir|i come|coming)){0,3}(?: (?:appointment|appt|visit|cita|consulta))?$/
/** A question also without its mark: in English the order of the words shows it. */
const IS_ASKED = new RegExp(`^${LEADS}(?:do|should) (?:i|we) (?:need|have|bring)\\b`)

const namesTime = (word: string) => WEEKDAYS.has(word) || NUMBER_WORDS.has(word) || ORDINAL_WORDS.has(word)

function isSideQuestion(sentence: string, providers: ReadonlySet<string>): boolean {
  const words = plainWords(sentence)
  if (!sentence.trimEnd().endsWith('?') && !IS_ASKED.test(words)) return false
  const isLeave = ASKS_LEAVE.test(words)
  const rest = words.replace(ASKS_LEAVE, ' ').replace(BEFORE_IT, ' ')
  return (
    isLeave && !CHANGES.test(rest) && !words.split(' ').some((word) => namesTime(word) || providers.has(word))
  )
}

/** "I'll go with the 1st, is there someplace to park?": the question behind the last comma is a sentence of its own. */
function partsOf(sentence: string, providers: ReadonlySet<string>): string[] {
  const at = sentence.lastIndexOf(',')
  const [head, tail] = [sentence.slice(0, at), sentence.slice(at + 1)]
  return at > 0 && isSideQuestion(tail, providers) ? [`${head}.`, tail] : [sentence]
}

const SENTENCES = /(?<=[.!?\n])\s+/

/** "Do you take Medicaid? If so 3." */
const HANGS_ON_IT = /^(?:if|then|unless|otherwise|entonces|si no|si es asi|si si)\b/

/** The text without such questions, or null when it has none or nothing else. */
export function withoutSideQuestions(typed: string, providers: ReadonlySet<string>): string | null {
  const sentences = typed.split(SENTENCES).flatMap((sentence) => partsOf(sentence, providers))
  const isAside = sentences.map((sentence) => isSideQuestion(sentence, providers))
  const isDecisive = isAside.some(
    (aside, at) => aside && HANGS_ON_IT.test(plainWords(sentences[at + 1] ?? '')),
  )
  const left = sentences.filter((_, at) => !isAside[at])
  const text = left.join(' ')
  return isDecisive || left.length === sentences.length || foldText(text) === '' ? null : text
}

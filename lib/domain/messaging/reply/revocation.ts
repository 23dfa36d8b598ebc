import { beginsWithStop, endsWhatItComplainsOf } from './revocation/complaints.ts'
import { CONCEPTS } from './revocation/concepts.ts'
import { isOnlyStop, mendSlips } from './revocation/slips.ts'
import { plainWords } from './words.ts'

/**
 * A wish for no more texts in the patient's own words: what ends, and what is to end, in one sentence. Words about the visit
 * are never that: those are a wish about the visit.
 */
export type Revocation = { kind: 'revoked'; words: string } | { kind: 'limited'; words: string }

/** "Stop texting me before 9": a wish about when, not whether. A place or number ("on this number") is a whole wish. */
const LIMIT =
  /^ ?(?:(?:me|us|anymore|texts?|messages?|reminders?|these|the) ){0,3}(?:before(?! (?:you|u|yall|i)\b)|after|during|while|until|till|when|so (?:much|often|early|late|many)|too (?:much|often|early|late|many)|twice|between|unless|if (?!you|u|yall)|at (?!all\b|this (?:number|phone))|on (?!this (?:number|phone)|my (?:phone|cell|plan))|about (?:a|the|my) (?:time|visit|appointment)|in (?:english|spanish|the (?:morning|evening|middle))|every|so early|this (?:early|late)|antes|despues|cuando|tan|a las|de noche|en ingles|durante|los (?:domingos|sabados|fines))/

/** "Not so many texts": fewer, not none. */
const FEWER =
  /\b(?:so many|too many|as many|tantos|fewer|less|only (?:one|1|a few)|just (?:one|1)|more than (?:one|1|once|twice)|at night|before \d|after \d)\b/

const SENTENCE_END = /[.,!?;\n]+/
/** Said of what must not end. */
const KEEPS =
  /\b(?:dont|do not|never|please dont) (?:ever )?(?:stop|quit) (?:the |these |those |my |your |texting|sending|with)|\b(?:texts?|messages?|reminders?) (?:are|is|works?|r) (?:fine|ok|okay|good|great|helpful|best)|(?<!\b(?:you|u|yall|ya|they|to|why|dont|not) )\b(?:keep|continue) (?:texting|sending|the (?:texts|reminders))|\bno text(?:s)? (?:back|yet)\b|\b(?:i|we|he|she) (?:didnt|did not|dont|never) (?:get|see|receive|got|have)\b|\bno (?:me )?(?:quiten?|dejen? de)\b/

const TURNS_IT_OFF = /\b(?:turn|shut|switch) (?:it|that|this) off\b/g
/** What else people turn off: "sorry for caps, can't find how to turn it off". */
const OTHER_THING =
  /\b(?:caps|capitals|silent|ringer|volume|speaker|vibrate|airplane|keyboard|autocorrect|alarm|oven|stove|heater|tv|tele|radio|lights?|engine|truck|tractor)\b/

/** "Ya no voy a ir, quítenme de la lista": of that day's list. */
const REMOVES_ME = /\b(?:quit|borr|saqu|sac|elimin)\w*(?:me|nos)\b/
const CANNOT_COME = /\bno (?:voy|vamos|puedo|podre|podremos) (?:a )?(?:ir|asistir|poder ir|llegar)\b/
const NAMES_TEXTS = /\b(?:mensaj\w*|textos?|sms|msjs?|avisos?|notificacion\w*|recordatorios?)\b/

function findIn(words: string): Revocation | null {
  if (isOnlyStop(words)) return { kind: 'revoked', words }
  for (const pattern of CONCEPTS) {
    const match = pattern.exec(words)
    if (match === null) continue
    const rest = words.slice(match.index + match[0].length)
    const isLimited = LIMIT.test(rest) || FEWER.test(match[0])
    return { kind: isLimited ? 'limited' : 'revoked', words: match[0].trim() }
  }
  return null
}

/** Finds such a wish in a text. `limited`: only at some times, or fewer; a person should ask. */
export function findRevocation(text: string): Revocation | null {
  const said = mendSlips(plainWords(text))
  const ofTexts = (words: string) => (OTHER_THING.test(said) ? words.replace(TURNS_IT_OFF, ' ') : words)
  const sentences = text
    .split(SENTENCE_END)
    .map((sentence) => ofTexts(mendSlips(plainWords(sentence))))
    .filter((words) => words !== '')
  const whole = ofTexts(said)
  if (KEEPS.test(whole)) return null
  if (beginsWithStop(text)) return { kind: 'revoked', words: whole }
  if (REMOVES_ME.test(whole) && CANNOT_COME.test(whole) && !NAMES_TEXTS.test(whole)) return null
  const found = sentences.map(findIn).filter((each) => each !== null)
  // A wish may go over what only looks like the end of a sentence.
  const over = found.length === 0 && sentences.length > 1 ? findIn(whole) : null
  if (over !== null) return over
  if (found.length === 0 && endsWhatItComplainsOf(sentences)) return { kind: 'revoked', words: whole }
  return found.find(({ kind }) => kind === 'revoked') ?? found[0] ?? null
}

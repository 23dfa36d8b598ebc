import { choicesOf } from './options.ts'
import type { OfferView, UnclearReason } from './types.ts'
import { plainWords } from './words.ts'

/** Answers of a word or two, that say less than they seem to. */

const BARE_ASSENT =
  /^(?:(?:ok|okay|okey|okie dokie|k|alright|all right|a?ight|vale|sale|esta bien|ta bien)(?: (?:please|pls|plz|por favor|porfa))?)+$/

/** "Ok" to several times: which of them? Beside thanks it is only polite. */
export function assentsToSeveral(
  typed: string,
  open: readonly OfferView[],
  receivedAt: number,
): UnclearReason | null {
  if (!BARE_ASSENT.test(plainWords(typed)) || choicesOf(open, receivedAt).length < 2) return null
  return open.length > 1 ? 'several_offers' : 'several_options'
}

const YES = '(?:(?:yes|yeah|yep|yup|ya|si|sip|ok|okay|hi|hello|hey|hola) )+'
const RECEIVED = new RegExp(
  `^${YES}(?:i (?:just )?)?(?:got|received|recibi|seen|see) (?:it|this|that|your \\w+|el mensaje)$`,
)

const GREETS =
  '(?:hi|hello|hey|hola|dear|thanks|thank you|thank u|ty|gracias|muchas gracias|god bless|bless|bendiciones|saludos|regards|best|cheers|love|sincerely|so much|very much|to|a|for|from|my|mis)'
const TITLED = '(?:dr|dra|doctor|doctora|doc|mr|mrs|ms)'

/** "Thank you, Dr. Patel", "regards to Dr. Lee": said to a provider, and chooses none. */
export function onlyGreetsProvider(typed: string, providers: ReadonlySet<string>): boolean {
  if (providers.size === 0) return false
  const name = `(?:${[...providers].join('|')})`
  const greets = `(?:${GREETS} )+(?:${TITLED} )?${name}(?: ${name}| ${GREETS})*`
  return new RegExp(`^${greets}$`).test(plainWords(typed))
}

const SEE_YOU_THEN =
  /^(?:(?:ok|okay|great|perfect|perfecto|awesome|cool|good|thanks|thank you|gracias|bueno|pues|vale|excelente|genial) )*(?:(?:ill |i will )?(?:see|c) (?:you|u|ya|yall) (?:then|there)|(?:ahi |alla )?nos vemos (?:entonces|ahi|alla|ese dia)|alla nos vemos|ahi nos vemos)(?: (?:thanks|thank you|gracias|entonces))*$/

/** "Perfecto, see u then": of the only time that was offered an assent, of several nothing. */
export const seesUsThen = (typed: string): boolean => SEE_YOU_THEN.test(plainWords(typed))

const PICKS_UP = /^(?:yes|yeah|si) (?:hello|hi|hey|bueno|diga\w*|mande)$/

/** "3rd time", "save that for Friday", "confirm the time for Friday", "si me queda bien voy": a count, a delay, a request, a condition. */
const LOOKS_LIKE_A_CHOICE =
  /^(?:\d(?:st|nd|rd|th)|first|second|third) time$|^(?:please )?save (?:that|it) for\b|^(?:please )?confirm the time\b|^si (?:me|nos) (?:queda|sirve|va|viene|conviene|acomoda)(?: bien| mejor)? (?:voy|vamos|ire|iremos)\b/

/** "Yes, I got it", "yes, this is Maria": that the text came, and who holds the phone. Neither accepts a time. */
export function onlyAcknowledges(typed: string, names: ReadonlySet<string>): boolean {
  const words = plainWords(typed)
  const who = [
    'my name',
    'my number',
    'my phone',
    'mi nombre',
    'mi numero',
    'me',
    'her',
    'him',
    'she',
    'he',
    'yo',
    ...names,
  ].join('|')
  const identifies = new RegExp(
    `^${YES}(?:this is|that is|that was|its|it is|thats|im|i am|soy|es|habla) (?:(?:${who}) ?)+(?:speaking|here|aqui|misma|mismo)?$`,
  )
  return [RECEIVED, PICKS_UP, LOOKS_LIKE_A_CHOICE, identifies].some((pattern) => pattern.test(words))
}

const IS_FINE =
  '(?:is|are|es|esta|works?|sounds|seems|suena|looks) (?:\\w+ )?(?:good|fine|ok|okay|great|perfect|nice|bien|bueno|buena|perfect[oa])'
/**
 * "The doctor is good", "no problem with the date", "the day is fine. The hour, well": one side of a time is accepted, and nobody
 * knows about the others.
 */
const ONLY_ASPECT = new RegExp(
  [
    `^(?:(?:yes|ok|okay|yeah|si|well|oh) )*(?:the |el |la )(?:doctora?|doc|dr|provider|place|office|location|lugar)s? ${IS_FINE}\\b`,
    '\\b(?:no problem|fine|ok|okay|good) with (?:the|that|el|la) (?:date|day|doctora?|doc|dr|place|office|dia|fecha)\\b',
    '\\b(?:the (?:day|date)|el dia|la fecha)\\b(?! (?:and|y|&)\\b)[^?]{1,40}\\b(?:the (?:hour|time)|la hora)\\b',
  ].join('|'),
)

/** Whether a text accepts one side of a time, as above. `words`: from `plainWords`. */
export const acceptsOnlyAspect = (words: string): boolean => ONLY_ASPECT.test(words)

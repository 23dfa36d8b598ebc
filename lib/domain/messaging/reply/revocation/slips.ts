import { isOneSlip } from '../spelling.ts'

/** Words of a wish for no more texts that are mended when they are a slip away, and are no words themselves. */
const TARGETS = [
  'texting',
  'texts',
  'messages',
  'message',
  'messaging',
  'unsubscribe',
  'notifications',
  'reminders',
  'sending',
  'mensajes',
  'mensaje',
  'textos',
  'remove',
  'delete',
]
const LEAST_LETTERS = 5
const WORDS_OF_THEIR_OWN = new Set(
  'ending tests testing test next tents taxes text texts sending spending mending messages massages massage message messaging massaging removed removes deleted deletes texto textos mensaje mensajes mensajitos'.split(
    ' ',
  ),
)

/** Real words that are one slip away from STOP. */
const NOT_STOP = new Set('top shop step spot stops stoop atop slop strop'.split(' '))
const STOP_SLIP =
  /^(?:[a-z]stop|sto[a-z]?|s[a-z]?op|st[a-z]?p|[a-z]top|sto+p+[a-z]?|tsop|sotp|stpo|stop[a-z])$/
/** Behind "top" in "top texting me" only STOP can be meant. */
const WHAT_STOPS = /^(?:texting|txting|messaging|sending|spamming|bothering|these|messages|txt|harassing)$/

const isStopSlip = (word: string) => STOP_SLIP.test(word) && !NOT_STOP.has(word)

/** "Blowin", "textin". */
const DROPPED_G =
  /^((?:blow|text|txt|messag|send|both(?:e)?r|bugg|spamm|hitt|gett|call|buzz|writ|contact|harass|annoy|ping|receiv))in$/

function mendWord(written: string, next: string | undefined): string {
  const word = written.replace(DROPPED_G, '$1ing')
  const isBeforeTexting = next !== undefined && WHAT_STOPS.test(next)
  if (isBeforeTexting && (isStopSlip(word) || word === 'top' || word === 'stahp')) return 'stop'
  if (word.length < LEAST_LETTERS || WORDS_OF_THEIR_OWN.has(word)) return word
  return TARGETS.find((target) => target[0] === word[0] && isOneSlip(word, target)) ?? word
}

/** "S T O P" is STOP. */
const SPELLED = /\bs t o p\b/g

/** `words` (from `plainWords`) with slips of the thumb mended. */
export function mendSlips(words: string): string {
  const all = words.replace(SPELLED, 'stop').split(' ')
  return all.map((word, at) => mendWord(word, all[at + 1])).join(' ')
}

/** What may stand around the word without saying what else is to stop. */
const AROUND_STOP = new Set(
  `k kk please pls plz plss pleas pleaseee now it this that these those them em all already thanks thank you thx ty just ok okay no nah nope yes hi hello hey
  bruh bro dude omg lol smh ugh man guys yall u ya por favor porfa xfa x gracias everything immediately asap period ffs fr seriously srsly again
  means stop stopall unsubscribe optout unsub quit stahp with means texts messages msgs i want to wanna need would like said say you can could will must have gotta well so then oh and n me as instructed
  hombre senor senora favor texting text oigan ya basta sir maam jesus christ god damn dammit fucking freaking effing`.split(
    /\s+/,
  ),
)
const STOPS = new Set(['stop', 'stopall', 'unsubscribe', 'quit', 'optout', 'unsub', 'stahp'])
const MOST_WORDS = 7
/** "I can stop", "I have to stop": the patient stops. */
const PATIENT_STOPS =
  /\b(?:i|we) (?:can|could|will|must|have to|gotta|need to|would) (?:stop|quit)\b|\b(?:you|u) can stop (?:me|i)\b|\bno (?:i )?(?:can|will)\b/

/** STOP with one slip of the thumb, or with nothing around it that says what else should stop. */
export function isOnlyStop(words: string): boolean {
  const all = words.split(' ')
  if (all.length === 1) return isStopSlip(words)
  const hasStop = all.some((word) => STOPS.has(word) || (isStopSlip(word) && all.length <= 2))
  const isShort = all.length <= MOST_WORDS
  return (
    hasStop &&
    isShort &&
    !PATIENT_STOPS.test(words) &&
    all.every((word) => AROUND_STOP.has(word) || isStopSlip(word))
  )
}

import { mayEndAt, type Part, textOf } from './parts.ts'

/**
 * What is to be done to a visit: a verb in a form that asks for it ("cancel", "to move", "cambiar") with the visit as its object, said
 * or left out. "They cancelled school" tells what was, "cancel my Netflix" is of something else.
 */

const CANCELS = /^(?:canc\w*l\w*|cancle|[ck]ansel\w*|kancel\w*|cncl|cxl|anul\w*)$/
const MOVES =
  /^(?:resc?h?e?d\w*|resch\w*|reshed\w*|rebook|mov(?:e|ing)|chang(?:e|ing)|switch(?:ing)?|bump|push(?:ing)?|swap|shift|slide|scoot|postpon(?:e|ing)|post|delay|mover\w*|muev[ae]\w*|cambiar\w*|cambi[ae]n?(?:me|la|lo|mela)?|pas(?:ar|arla|arlo|arme|armela|en|enme|emela|enmela)|reprogram\w*|reagend\w*|aplaz\w*|pospon\w*|recorr(?:er|erla|an?)|atras(?:ar|arla|en?)|adelant(?:ar|arla|en))$/
/** Tells what was done, or names it: "cancelled", "cancelaron", "cancellation". */
const TELLS = /(?:(?<!resch)(?<!res)ed|ad[ao]s?|aron|amos|aban?|[as]ion|ations?)$/
/** "I need it moved", "can I get my appointment changed". */
const WANTED_DONE =
  /\b(?:need|needs|want|like|get|have|be) (?:(?:it|this|that|mine|(?:my|the|la|mi) \w+) )?(?:to be )?(?:moved|changed|switched|pushed|bumped|rescheduled|cancell?ed|postponed)\b/

const list = (text: string) => new Set(text.trim().split(/\s+/))

/** What may stand right before the verb, besides nothing. */
const LEADS = list(`
  to of can could may will would gotta wanna must lets need have i we and or que q quiero necesito puedo puede pueden podria podrian
  quisiera gustaria favor porfa a gonna ok okay hi hello hey no nah nope yes sorry tengo better nvm or hola gracias unfortunately
  kindly ya r c im am are were ill id yo rather 2 de para deseo debo queria prefiero mejor`)
const ASKED = list('can could would will')
const FILLERS = list('guys please pls plz just kindly really also me la lo se actually')
/** "She asked me to", "hey Google reply": leads to what the patient has to say. */
const FRAME =
  /^(?:(?:hey|ok) (?:google|siri|alexa) (?:reply|text|send|message) |(?:she|he|mom|dad) (?:asked|wants|told) me to )/

const PARTICLES = list('off out up back down on over')
/** Nothing but the visit can be meant, whatever follows. */
const PRONOUNS = list('it me mine')
const ENDS_WITH_PRONOUN =
  /^(?:cancel|cansel|mov|muev|cambi|reprogram|reagend|aplaz|anul|pas|adelant|atras)(?:ar|er|e|en|a|ad)(?:me|me?la|me?lo|la|lo)$/
/** "Cancel my appointment reminders". */
const OF_A_VISIT =
  /^(?:reminders?|texts?|messages?|alerts?|notifications?|emails?|calls?|bills?|notes?|fees?|letters?|cards?|recordatorios?|mensajes?|avisos?)$/

/** Asks for it whatever stands before: "I regret that I must cancel", "lol just cancel". */
const OUTRIGHT =
  /(?:^| )(?:(?:have|has|need|want|going|like|wish|rather|prefer|got|forced) (?:to|2)|must|gotta|wanna|gonna|imma|ima|please|pls|plz|just|lets|kindly|tengo que|tengo q|quiero|necesito|por favor|favor de)(?: (?:please|just|kindly|really))* $/
const IMPERATIVE = /^cancel(?:a|e|en)(?:me)?(?:la|lo)?$/
/** What somebody said or thought of it, or did not do. */
const REPORTS =
  /\b(?:told|said|says|asked|tell|ask|thought|think|supposed|tried|trying|forgot|did|didnt|they|he|she|who|why|how|if|when|never|without|you|u|wants|wanted|would|had|que|dijo|dije|dijeron|ella|ellos|su|se)\b/

const ASKS_ABOUT_IT = /\b(?:how|why|who|when)\b/

/** The verb asks for it: it stands first, or behind words that do. */
function isAsked(part: Part, at: number, from: number): boolean {
  const said = `${part.words.slice(from, at).join(' ')} `
  const lead = OUTRIGHT.exec(said)
  if (ASKS_ABOUT_IT.test(said)) return false
  const isOutright = lead !== null || IMPERATIVE.test(part.words[at]!)
  if (isOutright && !REPORTS.test(said.slice(0, lead?.index ?? said.length))) return true
  const { words, strange } = part
  if (strange.some((place) => place >= from && place < at)) return false
  let before = at - 1
  while (before >= from && FILLERS.has(words[before]!)) before -= 1
  if (before < from || LEADS.has(words[before]!) || mayEndAt(part, before)) return true
  return /^(?:u|you|ya|yall)$/.test(words[before]!) && ASKED.has(words[before - 1] ?? '')
}

/** "Cambiar de doctor", "change doctors": the visit stays. */
const OF_SOMETHING =
  /^(?:de (?!dia|hora|fecha|horario|turno|cita)|(?:my |the |mi )?(?:doctors?|dr|provider|medico) *$)/

/** Behind the verb stands the visit or nothing; what is strange begins another statement. */
function isOfVisit(part: Part, at: number): boolean {
  const { words, strange } = part
  if (ENDS_WITH_PRONOUN.test(words[at]!)) return true
  if (OF_SOMETHING.test(`${words.slice(at + 1).join(' ')} `)) return false
  let next = at + 1
  while (PARTICLES.has(words[next] ?? '')) next += 1
  if (PRONOUNS.has(words[next] ?? '')) return true
  const first = strange.find((place) => place > at)
  return first === undefined || isAnotherStatement(part, first)
}

/** The strange word at this place goes on with something new: "can't make it family emergency". */
export const isAnotherStatement = (part: Part, at: number): boolean =>
  mayEndAt(part, at - 1) && !OF_A_VISIT.test(part.words[at]!)

/** "Please cancel my appointment", "¿me la pueden cambiar?", "I need it moved". */
export function isAskedOfVisit(wish: 'change' | 'cancel', part: Part): boolean {
  const verbs = wish === 'cancel' ? CANCELS : MOVES
  const said = textOf(part)
  const from = (FRAME.exec(said)?.[0] ?? '').split(' ').length - 1
  const done = WANTED_DONE.exec(said)?.[0] ?? ''
  const isDone = done !== '' && /cancel/.test(done) === (wish === 'cancel')
  if (isDone && part.strange.every((at) => part.words[at]!.endsWith('ed'))) return true
  return part.words.some(
    (word, at) =>
      at >= from && verbs.test(word) && !TELLS.test(word) && isAsked(part, at, from) && isOfVisit(part, at),
  )
}

import type { TimeOfDay } from '../../scheduling/ranking.ts'
import { plainWords } from './words.ts'

/** Days and parts of the day that a text names; empty: any. */
export interface StatedWishes {
  /** ISO 8601, Monday is 1. */
  weekdays: number[]
  times_of_day: TimeOfDay[]
}

export type WaitingListReading =
  /** `wishes` is null when the text says nothing about days and times. */
  { action: 'join'; wishes: StatedWishes | null; words: string } | { action: 'leave'; words: string }

const LIST = '(?:(?:the|your|a|that|this) )?(?:wait ?list|waiting ?list|cancell?ation list)'
const ASK = '(?:(?:can|could|would|will) (?:you|u) )?(?:please |pls |plz )?'
const ME = '(?:me|us)'

/** What leads to the list; what follows it may name days and times. */
const JOIN: readonly RegExp[] = [
  `${ASK}(?:(?:put|add|place|get|sign) ${ME} (?:up )?(?:down )?(?:on|to|onto|in|for) )?${LIST}`,
  `(?:can|could|may) i (?:please )?(?:be|get|go|join)(?: (?:put|added|placed))?(?: (?:on|to|onto))? ${LIST}`,
  `(?:i (?:want|wish|would like|need)|id like) to (?:be|get|go|join|sign up)(?: (?:put|added|placed))?(?: (?:on|to|onto|for))? ${LIST}`,
  `${ASK}join ${LIST}`,
  `${ASK}(?:waitlist|wait list) ${ME}`,
  `is there ${LIST} (?:that )?(?:i can|i could|we can|for me to) (?:be|get|go|join|sign up)(?: (?:put|added|placed))?(?: (?:on|for))?`,
  `(?:por favor )?(?:(?:pongame|ponme|agregame|agregueme|anoteme|anotame|apunteme|apuntame|quiero estar|quiero entrar) en )?(?:la |su )?lista de espera`,
].map((pattern) => new RegExp(`^${pattern}(?= |$)`))

const EARLIER = '(?:earlier|sooner|else|available|free|open)'
const TIME = '(?:times?|slots?|spots?|appointments?|appts?|openings?|cancell?ations?|dates?)'
const SOMETHING = `(?:anything|something|(?:an?|any|another)(?: ${EARLIER})? ${TIME}|${EARLIER} ${TIME})`
const OPENS =
  '(?:opens|opens up|open up|comes up|come up|becomes available|becomes free|frees up|is available|is free|gets cancell?ed|cancels|opened up)'

/** "Let me know if something earlier opens": a wish to be told, and nothing else in the text. */
const TELL_ME: readonly RegExp[] = [
  `${ASK}(?:(?:let|text|tell|notify|message|alert) ${ME}(?: know)?) (?:if|when|as soon as|in case) (?:${SOMETHING}(?: ${EARLIER})? ${OPENS}|(?:you|u) (?:get|have) ${SOMETHING}(?: ${EARLIER})?|(?:there is|theres|there are) ${SOMETHING}(?: ${EARLIER})?)(?: ${EARLIER})?`,
  `(?:por favor )?(?:aviseme|avisame|avisenme) si (?:se abre|se libera|hay) (?:algo|una cita|un lugar|un espacio)(?: (?:antes|mas temprano))?`,
].map((pattern) => new RegExp(`^${pattern}$`))

/** Words that name the list: no wish for fewer texts, whatever stands around them. */
const LEAVE: readonly RegExp[] = [
  `${ASK}(?:take|remove|delete|drop|get) (?:me|us|my name) (?:off|from|out of) (?:of )?${LIST}`,
  `(?:leave|exit|off) ${LIST}`,
  `(?:i (?:want|wish|would like)|id like) to (?:leave|get off|come off|be (?:taken )?off|be removed from) (?:of )?${LIST}`,
  `(?:i )?(?:dont|do not|no longer) (?:want|need) to (?:be|stay) on ${LIST} ?(?:any ?more)?`,
  '(?:quiero )?salir de (?:la |su )?lista de espera',
  `(?:por favor )?(?:quiteme|quitenme|quitame|borreme|borrame|saqueme|sacame) de (?:la |su )?lista de espera`,
].map((pattern) => new RegExp(`^${pattern}$`))

/** Only "the list", and only from somebody who is on one: everybody else who says so wants no more texts. */
const LEAVE_WHILE_WAITING: readonly RegExp[] = [
  `${ASK}(?:take|remove|delete|drop|get) (?:me|us|my name) (?:off|from|out of) (?:of )?the list`,
  '(?:leave|exit|off) (?:the )?list',
  '(?:quiero )?salir de la lista',
].map((pattern) => new RegExp(`^${pattern}$`))

const COURTESY =
  '(?:hi|hello|hey|please|pls|plz|thanks|thank you|thank u|thx|ty|good (?:morning|afternoon|evening)|hola|gracias|por favor)'
const AROUND = new RegExp(`^(?:${COURTESY} )*|(?: ${COURTESY})*$`, 'g')

const DAYS: Readonly<Record<string, readonly number[]>> = {
  mon: [1],
  monday: [1],
  tue: [2],
  tues: [2],
  tuesday: [2],
  wed: [3],
  weds: [3],
  wednesday: [3],
  thu: [4],
  thur: [4],
  thurs: [4],
  thursday: [4],
  fri: [5],
  friday: [5],
  sat: [6],
  saturday: [6],
  sun: [7],
  sunday: [7],
  weekday: [1, 2, 3, 4, 5],
  weekend: [6, 7],
}
const PARTS: readonly string[] = ['morning', 'afternoon', 'evening'] satisfies TimeOfDay[]
const FILLERS = new Set('for on in the only just and or at'.split(' '))
const ANY = /^(?:for )?(?:any ?time|any day|any|any day or time|any day and time|any time or day)$/

const isPart = (word: string): word is TimeOfDay => PARTS.includes(word)
const singular = (word: string) => word.replace(/s$/, '')

/**
 * The days and times named after the list. Null: a word among them is not known, or several days come with several parts of
 * the day, of which nobody can say which belong together.
 */
function readWishes(rest: string): { wishes: StatedWishes | null } | null {
  if (rest === '') return { wishes: null }
  if (ANY.test(rest)) return { wishes: { weekdays: [], times_of_day: [] } }
  const weekdays = new Set<number>()
  const parts = new Set<TimeOfDay>()
  for (const word of rest.split(' ')) {
    const one = singular(word)
    const days = DAYS[word] ?? DAYS[one]
    if (days !== undefined) for (const day of days) weekdays.add(day)
    else if (isPart(one)) parts.add(one)
    else if (!FILLERS.has(word)) return null
  }
  const isSaid = weekdays.size > 0 || parts.size > 0
  if (!isSaid || (weekdays.size > 1 && parts.size > 1)) return null
  return { wishes: { weekdays: [...weekdays].sort(), times_of_day: [...parts] } }
}

const NONE_BEFORE =
  /^(?:sorry |unfortunately )?(?:no|nope|none|neither|none (?:of (?:those|these|them) )?(?:work|works|fit|suit)(?: for me)?|none of (?:those|these|them)|(?:those|these|they) (?:dont|do not|wont) work(?: for me)?|i cant (?:do|make) (?:any of )?(?:those|these|them)|ninguna|ninguno|ningun[oa] me (?:sirve|queda)(?: bien)?|no puedo)(?: (?:so|but|pero|asi que|and))? /

function readJoin(words: string): WaitingListReading | null {
  for (const pattern of JOIN) {
    const match = pattern.exec(words)
    const read = match && readWishes(words.slice(match[0].length).trim())
    if (match && read) return { action: 'join', ...read, words: match[0] }
  }
  return TELL_ME.some((pattern) => pattern.test(words)) ? { action: 'join', wishes: null, words } : null
}

/** Anything said about a waiting list, for staff; never for acting. */
export const namesWaitingList = (words: string): boolean =>
  /\b(?:wait ?list|waiting ?list|cancell?ation list|lista de espera)\b/.test(words)

/**
 * A wish to be put on the waiting list, with days and times, or to be taken off it. Null unless the whole text, but for polite
 * words, says that and nothing else. `is_waiting`: the phone is on a list, so "the list" means that one.
 */
export function readWaitingList(
  text: string,
  { is_waiting }: { is_waiting: boolean },
): WaitingListReading | null {
  const words = plainWords(text).replace(AROUND, '')
  // "A waiting list?" asks whether there is one.
  if (
    /[?¿]/.test(text) &&
    !/^(?:can|could|would|will|may|is there (?:a |your )?(?:wait|cancel)\w*(?: ?list)? (?:that )?(?:i|we|for)) /.test(
      words,
    )
  )
    return null
  const leaves = [...LEAVE, ...(is_waiting ? LEAVE_WHILE_WAITING : [])]
  if (leaves.some((pattern) => pattern.test(words))) return { action: 'leave', words }
  return readJoin(words) ?? readJoin(words.replace(NONE_BEFORE, '').replace(AROUND, ''))
}

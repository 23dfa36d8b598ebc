import type { Language } from '../messaging/language.ts'
import { textDate } from '../messaging/text-format.ts'
import { formatDay } from '../scheduling/local-time.ts'
import type { TimeOfDay } from '../scheduling/ranking.ts'
import type { Candidate, Wishes } from './fit.ts'
import type { OPENING_CAUSES } from './schema.ts'

interface WishWords {
  weekdays: readonly string[]
  parts: Readonly<Record<TimeOfDay, string>>
  and: string
  from: (day: string) => string
  until: (day: string) => string
  between: (first: string, last: string) => string
  any: string
}

const WORDS: Readonly<Record<Language, WishWords>> = {
  en: {
    weekdays: ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'],
    parts: { morning: 'mornings', afternoon: 'afternoons', evening: 'evenings' },
    and: 'and',
    from: (day) => `from ${day}`,
    until: (day) => `until ${day}`,
    between: (first, last) => `${first} to ${last}`,
    any: 'any day and time',
  },
  es: {
    weekdays: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábados', 'domingos'],
    parts: { morning: 'por la mañana', afternoon: 'por la tarde', evening: 'por la noche' },
    and: 'y',
    from: (day) => `desde el ${day}`,
    until: (day) => `hasta el ${day}`,
    between: (first, last) => `del ${first} al ${last}`,
    any: 'cualquier fecha y hora',
  },
}
const PART_ORDER: readonly TimeOfDay[] = ['morning', 'afternoon', 'evening']

const andList = (words: readonly string[], and: string) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${and} ${words.at(-1)}`

function dateWords({ from_date, until_date }: Pick<Wishes, 'from_date' | 'until_date'>, language: Language) {
  const words = WORDS[language]
  const day = (date: string) => textDate(Date.parse(`${date}T12:00Z`), 'UTC', language)
  if (from_date !== null && until_date !== null) return words.between(day(from_date), day(until_date))
  if (from_date !== null) return words.from(day(from_date))
  return until_date === null ? '' : words.until(day(until_date))
}

/** "Tuesdays and Thursdays, mornings, until Fri Dec 11"; "any day and time" for no wish. Without the provider. */
export function wishWords(wishes: Omit<Wishes, 'provider_id'>, language: Language = 'en'): string {
  const words = WORDS[language]
  const days = [...wishes.weekdays].sort().map((day) => words.weekdays[day - 1] ?? '')
  const parts = PART_ORDER.filter((part) => wishes.times_of_day.includes(part)).map(
    (part) => words.parts[part],
  )
  const said = [andList(days, words.and), andList(parts, words.and), dateWords(wishes, language)]
  return said.filter((each) => each !== '').join(', ') || words.any
}

/** Why somebody has this turn: "Never offered a time, waiting since Mon Nov 2". */
export function turnWords(candidate: Candidate, timeZone: string): string {
  const offered =
    candidate.last_offered_at === null
      ? 'Never offered a time'
      : `Last offered a time ${formatDay(candidate.last_offered_at, timeZone)}`
  if (candidate.entry_id === null) return `${offered}, prefers this provider`
  return `${offered}, waiting since ${formatDay(candidate.waiting_since, timeZone)}`
}

/** What freed a time; `who` is the patient whose visit stood there. */
export function causeWords(cause: (typeof OPENING_CAUSES)[number], who: string | null): string {
  const words: Record<(typeof OPENING_CAUSES)[number], string> = {
    cancellation: who === null ? 'A visit was cancelled' : `The visit of ${who} was cancelled`,
    moved: who === null ? 'A visit was moved' : `${who} moved to another time`,
    time_off_cancelled: 'Time off was withdrawn',
    availability: 'The provider opened new hours',
  }
  return words[cause]
}

interface InvitationFacts {
  state: 'invited' | 'accepted' | 'declined' | 'too_late'
  /** Null before the text is sent. */
  offer_state: string | null
  opening_state: 'open' | 'taken' | 'exhausted' | 'gone'
}

/** What became of an invitation. */
export function invitationWords({ state, offer_state, opening_state }: InvitationFacts): string {
  if (state === 'accepted') return 'Took it'
  if (state === 'declined') return 'Said no'
  if (state === 'invited') return offer_state === null ? 'About to be asked' : 'Asked, no answer yet'
  if (offer_state === null) return 'Was not asked in the end'
  if (offer_state === 'answered') return 'Said yes too late'
  if (offer_state === 'expired') return 'Did not answer in time'
  return opening_state === 'taken' ? 'Somebody else was first' : 'Ended without an answer'
}

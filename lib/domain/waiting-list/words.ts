import { formatDay } from '../scheduling/local-time.ts'
import type { TimeOfDay } from '../scheduling/ranking.ts'
import type { Candidate, Wishes } from './fit.ts'
import type { OPENING_CAUSES } from './schema.ts'

const WEEKDAYS = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays']
const PARTS: Record<TimeOfDay, string> = {
  morning: 'mornings',
  afternoon: 'afternoons',
  evening: 'evenings',
}
const PART_ORDER: readonly TimeOfDay[] = ['morning', 'afternoon', 'evening']

const andList = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

const dayWords = (date: string) => formatDay(Date.parse(`${date}T12:00Z`), 'UTC')

function dateWords({ from_date, until_date }: Pick<Wishes, 'from_date' | 'until_date'>): string {
  if (from_date !== null && until_date !== null) return `${dayWords(from_date)} to ${dayWords(until_date)}`
  if (from_date !== null) return `from ${dayWords(from_date)}`
  return until_date === null ? '' : `until ${dayWords(until_date)}`
}

/** "Tuesdays and Thursdays, mornings, until Fri Dec 11"; "any day and time" for no wish. Without the provider. */
export function wishWords(wishes: Omit<Wishes, 'provider_id'>): string {
  const days = [...wishes.weekdays].sort().map((day) => WEEKDAYS[day - 1] ?? '')
  const parts = PART_ORDER.filter((part) => wishes.times_of_day.includes(part)).map((part) => PARTS[part])
  const words = [andList(days), andList(parts), dateWords(wishes)].filter((each) => each !== '')
  return words.length === 0 ? 'any day and time' : words.join(', ')
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

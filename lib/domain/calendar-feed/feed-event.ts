import type { FeedShows } from './schema.ts'

/** A visit as calendars are told of it. Times in epoch ms. */
export interface FeedEvent {
  id: string
  /** RFC 5545, 3.8.7.4: grows with each change, so that programs take the newer one. */
  sequence: number
  is_cancelled: boolean
  starts_at: number
  ends_at: number
  created_at: number
  changed_at: number
  summary: string
}

/** Visits that are over or were taken away are told for so long; programs that ask less often have forgotten them. */
export const FEED_DAYS_BACK = 30
export const FEED_DAYS_AHEAD = 400
export const MAX_FEED_EVENTS = 5_000

const initialOf = (name: string) => name.trim().at(0)?.toUpperCase()

/** What stands in the calendar: no name, no service, no reason. */
export function feedSummary(
  shows: FeedShows,
  patient: { first_name: string; last_name: string } | null,
): string {
  if (shows === 'nothing' || patient === null) return 'Visit'
  const initials = [initialOf(patient.first_name), initialOf(patient.last_name)].filter(Boolean)
  return initials.length === 0 ? 'Visit' : `Visit, ${initials.join('.')}.`
}

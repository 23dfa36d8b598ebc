import { toZonedLocal } from '#lib/api/zoned-time.ts'
import { HOUR_MINUTES, pixels } from './grid-size.ts'

/** A time of a provider that somebody pointed at, for a new visit or for one that was dragged there. */
export interface Place {
  providerId: string
  /** Wall clock of the clinic's zone, `2026-12-01T10:15`. */
  local: string
  /** The visit that was dropped. */
  visitId?: string
}

/** Visits begin on the quarter of an hour when they are placed by hand. */
const SNAP_MINUTES = 15
const LAST_START = 24 * HOUR_MINUTES - SNAP_MINUTES

/** The wall-clock time at a height of a column whose axis begins at `fromMinutes`, on the quarter of an hour before it. */
export function timeAt(day: string, fromMinutes: number, offsetPx: number): string {
  const minutes = fromMinutes + offsetPx / pixels(1)
  const start = Math.min(LAST_START, Math.max(0, Math.floor(minutes / SNAP_MINUTES) * SNAP_MINUTES))
  const two = (value: number) => String(value).padStart(2, '0')
  return `${day}T${two(Math.floor(start / HOUR_MINUTES))}:${two(start % HOUR_MINUTES)}`
}

/** Whether a visit that was dropped stays where it was. */
export const isSamePlace = (
  place: Place,
  visit: { provider: { id: string }; starts_at: string },
  zone: string,
) => place.providerId === visit.provider.id && place.local === toZonedLocal(visit.starts_at, zone)

import { readZonedTime } from './zoned-time.ts'

const DAY_MS = 86_400_000
const LOCAL_DATE = /^\d{4}-\d{2}-\d{2}$/
/** Where clocks go forward at midnight the day begins later; nowhere later than this. */
const FIRST_MINUTES = ['00:00', '00:30', '01:00', '02:00']

/** Whether a text is a day of the calendar, like `2026-12-01`. */
export function isLocalDay(text: string | undefined): text is string {
  if (text === undefined || !LOCAL_DATE.test(text)) return false
  const ms = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}

/** The day `days` later, by the calendar; no zone is involved. */
export const addDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/** ISO weekday of a calendar day: Monday is 1. */
export const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

/** The first instant of a calendar day in an IANA zone, ISO 8601. */
export function startOfDay(day: string, zone: string): string {
  for (const minute of FIRST_MINUTES) {
    const read = readZonedTime(`${day}T${minute}`, zone)
    if (read.kind === 'one') return read.instant
    if (read.kind === 'two') return read.first
  }
  return `${day}T00:00:00.000Z`
}

/** The instants between which a calendar day lies, 23 to 25 hours apart, or several up to `last`; the second is excluded. */
export const dayBounds = (day: string, zone: string, last = day) => ({
  from: startOfDay(day, zone),
  until: startOfDay(addDays(last, 1), zone),
})

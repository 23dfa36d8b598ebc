/**
 * Time in words, in a stated IANA zone. Browser-safe: no Temporal, which browsers only begin to have. Every function
 * takes ISO 8601 instants and milliseconds.
 */
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

const formats = new Map<string, Intl.DateTimeFormat>()

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone}|${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-US', { ...options, timeZone: zone })
  formats.set(key, made)
  return made
}

/** `10:00 AM` */
export const formatTime = (iso: string | number, zone: string) =>
  format(zone, { hour: 'numeric', minute: '2-digit' })
    .format(new Date(iso))
    .replace(/\u202f/g, ' ')

/** `10:00:04 AM`, where seconds matter. */
export const formatClock = (iso: string | number, zone: string) =>
  format(zone, { hour: 'numeric', minute: '2-digit', second: '2-digit' })
    .format(new Date(iso))
    .replace(/\u202f/g, ' ')

/** `Tue Dec 1` */
export const formatDay = (iso: string | number, zone: string) =>
  format(zone, { weekday: 'short', month: 'short', day: 'numeric' }).format(new Date(iso)).replace(',', '')

/** `Tuesday, December 1` */
export const formatLongDay = (iso: string | number, zone: string) =>
  format(zone, { weekday: 'long', month: 'long', day: 'numeric' }).format(new Date(iso))

/** `Tue Dec 1, 10:00 AM` */
export const formatDayTime = (iso: string | number, zone: string) =>
  `${formatDay(iso, zone)}, ${formatTime(iso, zone)}`

/** `Dec 1, 2026`, for days that may be years away. */
export const formatDate = (iso: string | number, zone: string) =>
  format(zone, { year: 'numeric', month: 'short', day: 'numeric' }).format(new Date(iso))

/** `2026-12-01`, the calendar day of an instant in a zone. */
export function dateKey(iso: string | number, zone: string): string {
  const parts = format(zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(
    new Date(iso),
  )
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** `New York` from `America/New_York`; the part a clerk would say. */
export const zoneName = (zone: string) => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

/** `today`, `tomorrow`, `yesterday`, else `Tue Dec 1`; by calendar days of the zone. */
export function formatRelativeDay(iso: string | number, zone: string, nowMs: number): string {
  // Calendar days, not 24 hours: the day on which the clocks change is shorter or longer.
  const days = (Date.parse(dateKey(iso, zone)) - Date.parse(dateKey(nowMs, zone))) / DAY_MS
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  if (days === -1) return 'yesterday'
  return formatDay(iso, zone)
}

/** How long, in the two largest units at most: `23 h 34 min`, `3 d`, `40 s`. Negative counts as zero. */
export function durationWords(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.max(0, Math.floor(ms / 1000))} s`
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`
  if (ms < DAY_MS) {
    const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS)
    return `${Math.floor(ms / HOUR_MS)} h${minutes === 0 ? '' : ` ${minutes} min`}`
  }
  const hours = Math.floor((ms % DAY_MS) / HOUR_MS)
  return `${Math.floor(ms / DAY_MS)} d${hours === 0 ? '' : ` ${hours} h`}`
}

/** The largest unit only, for lists: `now`, `8m`, `3h`, `2d`. */
export function shortAge(ms: number): string {
  if (ms < MINUTE_MS) return 'now'
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)}m`
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)}h`
  return `${Math.floor(ms / DAY_MS)}d`
}

/** The largest unit only, in words: `21 h`, `5 min`. */
export function roughDuration(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.max(0, Math.floor(ms / 1000))} s`
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)} h`
  return `${Math.floor(ms / DAY_MS)} d`
}

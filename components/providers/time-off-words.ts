import { toZonedLocal } from '#lib/api/zoned-time.ts'
import type { TimeOffView } from '#lib/domain/scheduling/schema.ts'
import { formatDay, formatDayTime, formatTime } from '../ui/time.ts'

const MINUTE_MS = 60_000

/** `Mon Nov 23`, `Mon Nov 23 to Wed Nov 25`, or with times where it does not fill whole days of the zone. */
export function timeOffWords(
  { starts_at, ends_at }: Pick<TimeOffView, 'starts_at' | 'ends_at'>,
  zone: string,
): string {
  const isMidnight = (instant: string) => toZonedLocal(instant, zone).endsWith('T00:00')
  const lastMoment = Date.parse(ends_at) - MINUTE_MS
  const first = formatDay(starts_at, zone)
  const last = formatDay(lastMoment, zone)
  if (isMidnight(starts_at) && isMidnight(ends_at)) return first === last ? first : `${first} to ${last}`
  if (first === last) return `${formatDayTime(starts_at, zone)} to ${formatTime(ends_at, zone)}`
  return `${formatDayTime(starts_at, zone)} to ${formatDayTime(ends_at, zone)}`
}

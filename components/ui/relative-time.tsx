'use client'

import { formatDayTime, shortAge } from './time.ts'
import { useNow } from './use-now.tsx'

const TICK_MS = 15_000

/** `8m` since `at` (ISO 8601), on the server's clock; the full time in `zone` as title and for screen readers. */
export function RelativeTime({ at, zone, className }: { at: string; zone: string; className?: string }) {
  const now = useNow(TICK_MS)
  const full = formatDayTime(at, zone)
  return (
    <time dateTime={at} title={full} className={className}>
      {now === undefined ? full : shortAge(now - Date.parse(at))}
    </time>
  )
}

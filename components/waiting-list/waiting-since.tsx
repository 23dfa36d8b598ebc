'use client'

import { formatDayTime, roughDuration } from '../ui/time.ts'
import { useNow } from '../ui/use-now.tsx'

const TICK_MS = 60_000

/** `3 d`: how long somebody waits, with the day since when as title and for screen readers. */
export function WaitingSince({ at, zone }: { at: string; zone: string }) {
  const now = useNow(TICK_MS)
  const full = formatDayTime(at, zone)
  return (
    <time dateTime={at} title={`Since ${full}`} className="whitespace-nowrap tabular-nums">
      {now === undefined ? full : roughDuration(now - Date.parse(at))}
    </time>
  )
}

'use client'

import { formatDate, formatTime, roughDuration } from '../ui/time.ts'
import { useSystemNow } from '../ui/use-system-now.ts'

const TICK_MS = 30_000
const MINUTE_MS = 60_000

interface AgoProps {
  /** ISO 8601, on the system clock; null when it never happened. */
  at: string | null
  /** The zone of the full time in the title. */
  zone: string
  never: string
}

/** `5 min ago`. For logins and keys, which do not follow when the simulator moves the product's clock. */
export function Ago({ at, zone, never }: AgoProps) {
  const now = useSystemNow(TICK_MS)
  if (at === null) return <span className="text-muted">{never}</span>
  const full = `${formatDate(at, zone)}, ${formatTime(at, zone)}`
  const age = now === undefined ? undefined : now - Date.parse(at)
  return (
    <time dateTime={at} title={full} className="whitespace-nowrap">
      {age === undefined ? full : age < MINUTE_MS ? 'just now' : `${roughDuration(age)} ago`}
    </time>
  )
}

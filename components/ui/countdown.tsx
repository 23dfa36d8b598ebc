'use client'

import { durationWords, roughDuration } from './time.ts'
import { useNow } from './use-now.tsx'

const TICK_MS = 1_000

interface CountdownProps {
  /** The moment it counts to, ISO 8601 on the server's product clock. */
  to: string
  /** `full` is "23 h 34 min left", `rough` is "23 h left". */
  precision?: 'full' | 'rough'
  /** What it says when the moment has come. */
  done?: string
  className?: string
}

/** Time left, on the server's clock: it follows when the simulator moves the clock. */
export function Countdown({ to, precision = 'full', done = 'expired', className }: CountdownProps) {
  const now = useNow(TICK_MS)
  const left = now === undefined ? undefined : Date.parse(to) - now
  const words = precision === 'full' ? durationWords : roughDuration
  return (
    <time dateTime={to} className={className}>
      {left === undefined ? '' : left <= 0 ? done : `${words(left)} left`}
    </time>
  )
}

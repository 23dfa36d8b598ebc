import type { ReactNode } from 'react'
import { formatClock, formatDay } from '../ui/time.ts'

interface TimedStepProps {
  at: string
  zone: string
  /** The day stands under the time, for steps that may be days apart. */
  hasDay?: boolean
  children: ReactNode
}

/** One line of what happened: when, and beside it what. */
export function TimedStep({ at, zone, hasDay = false, children }: TimedStepProps) {
  return (
    <li className="grid grid-cols-[5.5rem_1fr] gap-x-3 border-b border-border px-4 py-2 last:border-b-0">
      <time dateTime={at} className="text-xs leading-5 text-muted">
        {formatClock(at, zone)}
        {hasDay && <span className="block">{formatDay(at, zone)}</span>}
      </time>
      <span className="min-w-0">{children}</span>
    </li>
  )
}

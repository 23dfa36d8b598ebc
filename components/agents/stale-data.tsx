'use client'

import { RotateCw } from 'lucide-react'
import { useClinic } from '../shell/use-clinic.tsx'
import { formatClock } from '../ui/time.ts'

interface Asked {
  isError: boolean
  data: unknown
  dataUpdatedAt: number
  refetch: () => unknown
}

interface StaleDataProps {
  queries: readonly Asked[]
  /** What is shown as it was: "The messages". */
  what: string
}

/** Says since when what is shown may be out of date, while asking again fails. */
export function StaleData({ queries, what }: StaleDataProps) {
  const zone = useClinic().clinic?.time_zone ?? 'UTC'
  const stale = queries.filter(({ isError, data }) => isError && data !== undefined)
  if (stale.length === 0) return null
  const since = Math.min(...stale.map(({ dataUpdatedAt }) => dataUpdatedAt))
  return (
    <p
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-border bg-warning-soft px-4 py-2 text-warning-ink sm:px-5"
    >
      {what} are shown as they were at {formatClock(since, zone)}. The server does not answer now; the agents
      go on by themselves.
      <button
        type="button"
        onClick={() => {
          for (const query of stale) query.refetch()
        }}
        className="inline-flex min-h-6 items-center gap-1 rounded-sm font-medium underline underline-offset-2 pointer-coarse:min-h-11"
      >
        <RotateCw aria-hidden="true" className="size-3.5" /> Ask again
      </button>
    </p>
  )
}

'use client'

import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { openAlertsQuery } from '#lib/api/alerts.ts'
import type { AlertKind } from '#lib/domain/operations/alert.ts'
import { KIND_TITLES } from './alert-words.ts'

/** What stops the whole product comes first. Patients who wait for staff stand on every page already, as a number. */
const SHOWN: readonly AlertKind[] = [
  'database_down',
  'no_worker',
  'failure_rate',
  'queue_depth',
  'stale_agents',
]

/** One line over every page while something is wrong with the machinery, with the way to all of it. */
export function AlertBanner() {
  const { data = [] } = useQuery(openAlertsQuery())
  const alerts = data
    .filter(({ kind }) => SHOWN.includes(kind))
    .toSorted((a, b) => SHOWN.indexOf(a.kind) - SHOWN.indexOf(b.kind))
  const [worst, ...others] = alerts
  if (worst === undefined) return null
  return (
    <p
      role="status"
      className="flex shrink-0 items-center justify-center gap-2 border-b border-border bg-[color-mix(in_srgb,var(--danger)_8%,var(--background))] px-4 py-1 text-center text-xs text-danger-ink"
    >
      <TriangleAlert aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="truncate">
        <strong className="font-semibold">{KIND_TITLES[worst.kind]}</strong>
        <span className="max-sm:hidden"> · {worst.message}</span>
      </span>
      <Link href="/agents/alerts" className="shrink-0 font-medium underline underline-offset-2">
        {others.length === 0 ? 'Show it' : `Show it and ${others.length} more`}
      </Link>
    </p>
  )
}

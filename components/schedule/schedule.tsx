'use client'

import { CalendarX } from 'lucide-react'
import Link from 'next/link'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { useUrlState } from '../ui/use-url-state.ts'
import { AwayNotice } from './away-notice.tsx'
import { DayGrid } from './day-grid.tsx'
import { DayHeader } from './day-header.tsx'
import { DaySkeleton } from './day-skeleton.tsx'
import { useDay } from './use-day.ts'
import { VisitPanel } from './visit-panel.tsx'

/** One day of the clinic, provider beside provider, with the chosen visit at the side. */
export function Schedule() {
  const view = useDay()
  const { clinic, day, today, now, days, appointments, providers } = view
  const url = useUrlState()
  const chosenId = url.get('visit')
  const chosen = days
    ?.flatMap(({ visits, holds }) => [...visits, ...holds])
    .find((visit) => visit.id === chosenId)
  const choose = (id: string | undefined) => url.replace({ visit: id })
  const failed = days === undefined && (appointments.isError || providers.isError)
  return (
    <>
      <DayHeader clinic={clinic} day={day} today={today} days={days} />
      {failed ? (
        <ErrorState
          what="The schedule could not be loaded."
          error={appointments.error ?? providers.error}
          onRetry={() => void Promise.all([appointments.refetch(), providers.refetch()])}
        />
      ) : days === undefined || clinic === undefined || day === undefined || now === undefined ? (
        <DaySkeleton />
      ) : days.length === 0 ? (
        <NoProviders />
      ) : (
        <div className="flex min-h-0 flex-1">
          <div className="flex min-h-0 min-w-0 flex-1 flex-col">
            <AwayNotice days={days} zone={clinic.time_zone} onChoose={choose} />
            <DayGrid
              days={days}
              day={day}
              zone={clinic.time_zone}
              nowMs={day === today ? now : undefined}
              chosenId={chosen?.id}
              onChoose={choose}
              isStale={appointments.isPlaceholderData}
            />
          </div>
          {chosen !== undefined && (
            <VisitPanel visit={chosen} clinic={clinic} onClose={() => choose(undefined)} />
          )}
        </div>
      )}
    </>
  )
}

function NoProviders() {
  return (
    <EmptyState
      icon={CalendarX}
      title="No provider takes visits here yet"
      hint="Add a provider with weekly hours, then days fill this page."
      action={
        <Link href="/providers" className="font-medium text-accent-ink hover:underline">
          Open Providers
        </Link>
      }
    />
  )
}

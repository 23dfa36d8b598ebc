'use client'

import { CalendarX } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import type { AppointmentView } from '#lib/domain/scheduling/schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { formatDay } from '../ui/time.ts'
import { useUrlState } from '../ui/use-url-state.ts'
import { AwayNotice } from './away-notice.tsx'
import { isSamePlace, type Place } from './place.ts'
import { PlaceDialog } from './place-dialog.tsx'
import { DayHead, ProviderHead } from './provider-head.tsx'
import { ScheduleHeader } from './schedule-header.tsx'
import { ScheduleSkeleton } from './schedule-skeleton.tsx'
import { type GridColumn, TimeGrid } from './time-grid.tsx'
import { type ProviderDay, type ScheduleDay, useSchedule } from './use-schedule.ts'
import { VisitList } from './visit-list.tsx'
import { VisitPanel } from './visit-panel.tsx'
import { WeekBoard } from './week-board.tsx'

/** The clinic's time: a day with provider beside provider, a week of all or of one, or a list; the chosen visit at the side. */
export function Schedule() {
  const schedule = useSchedule()
  const { clinic, day, today, now, shown, appointments, providers } = schedule
  const failed = shown === undefined && (appointments.isError || providers.isError)
  return (
    <>
      <ScheduleHeader schedule={schedule} />
      {failed ? (
        <ErrorState
          what="The schedule could not be loaded."
          error={appointments.error ?? providers.error}
          onRetry={() => void Promise.all([appointments.refetch(), providers.refetch()])}
        />
      ) : shown === undefined ||
        clinic === undefined ||
        day === undefined ||
        today === undefined ||
        now === undefined ? (
        <ScheduleSkeleton />
      ) : shown.every((each) => each.providers.length === 0) ? (
        <NoProviders />
      ) : (
        <Shown
          {...schedule}
          clinic={clinic}
          shown={shown}
          today={today}
          now={now}
          isStale={appointments.isPlaceholderData}
        />
      )}
    </>
  )
}

interface ShownProps {
  clinic: ClinicView
  view: ReturnType<typeof useSchedule>['view']
  shown: readonly ScheduleDay[]
  today: string
  now: number
  providerId: string | undefined
  isStale: boolean
}

function Shown({ clinic, view, shown, today, now, providerId, isStale }: ShownProps) {
  const url = useUrlState()
  const [place, setPlace] = useState<Place>()
  const mayPlace = usePermissionReason()('appointments:write') === null
  const zone = clinic.time_zone
  const all = shown.flatMap((each) =>
    each.providers.flatMap(({ visits, holds }): AppointmentView[] => [...visits, ...holds]),
  )
  const visitOf = (id: string | undefined) => all.find((visit) => visit.id === id)
  const chosen = visitOf(url.get('visit'))
  const dropped = visitOf(place?.visitId)
  const choose = (id: string | undefined) => url.replace({ visit: id })
  const onPlace = (to: Place) => {
    const visit = visitOf(to.visitId)
    if (visit === undefined || !isSamePlace(to, visit, zone)) setPlace(to)
  }
  const columns = columnsOf(view, shown, providerId, zone)
  const frame = { zone, today, chosenId: chosen?.id, onChoose: choose }
  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        {shown.length === 1 && <AwayNotice days={shown[0]?.providers ?? []} zone={zone} onChoose={choose} />}
        {view === 'list' ? (
          <VisitList shown={shown} providerId={providerId} isStale={isStale} {...frame} />
        ) : columns === undefined ? (
          <WeekBoard shown={shown} isStale={isStale} {...frame} />
        ) : (
          <TimeGrid
            columns={columns}
            nowMs={now}
            onPlace={mayPlace ? onPlace : undefined}
            isStale={isStale}
            {...frame}
          />
        )}
      </div>
      {chosen !== undefined && (
        <VisitPanel visit={chosen} clinic={clinic} onClose={() => choose(undefined)} />
      )}
      {place !== undefined && (
        <PlaceDialog
          key={`${place.providerId}|${place.local}|${place.visitId}`}
          place={place}
          visit={dropped}
          clinic={clinic}
          onClose={() => setPlace(undefined)}
        />
      )}
    </div>
  )
}

/** The columns of a time grid; undefined where a week shows everybody, which is a board. */
function columnsOf(
  view: ShownProps['view'],
  shown: readonly ScheduleDay[],
  providerId: string | undefined,
  zone: string,
): GridColumn[] | undefined {
  const column = (own: ProviderDay, day: string, head: GridColumn['head']) => ({
    key: `${own.provider.id}|${day}`,
    own,
    day,
    head,
  })
  if (view === 'day') {
    return shown.flatMap(({ day, providers }) =>
      providers
        .filter(({ provider }) => providerId === undefined || provider.id === providerId)
        .map((own) => column(own, day, <ProviderHead own={own} zone={zone} />)),
    )
  }
  if (providerId === undefined) return undefined
  return shown.flatMap(({ day, providers }) =>
    providers
      .filter(({ provider }) => provider.id === providerId)
      .map((own) =>
        column(own, day, <DayHead own={own} zone={zone} name={formatDay(`${day}T12:00:00Z`, 'UTC')} />),
      ),
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

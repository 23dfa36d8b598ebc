'use client'

import { useQuery } from '@tanstack/react-query'
import { todayQuery } from '#lib/api/today.ts'
import type { TodayView } from '#lib/domain/staff/schema.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { ClinicZone } from '../ui/clinic-zone.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { formatLongDay } from '../ui/time.ts'
import { useNow } from '../ui/use-now.tsx'
import { NeedsYou } from './needs-you.tsx'
import { Numbers } from './numbers.tsx'
import { OffersWaiting } from './offers-waiting.tsx'
import { TodayActions } from './today-actions.tsx'
import { TodaySkeleton } from './today-skeleton.tsx'
import { TodayVisits } from './today-visits.tsx'

const TICK_MS = 60_000

/** The page a front desk keeps open: what needs a person, who comes today, what waits for patients. */
export function Today() {
  const { clinic } = useClinic()
  const now = useNow(TICK_MS)
  const query = useQuery(todayQuery(clinic?.id))
  const date = clinic === undefined || now === undefined ? '' : formatLongDay(now, clinic.time_zone)
  return (
    <>
      <PageHeader
        title="Today"
        aside={
          <span className="flex flex-wrap gap-x-2">
            <span>{date}</span>
            <ClinicZone />
          </span>
        }
        actions={clinic !== undefined && <TodayActions clinic={clinic} />}
      />
      {query.data !== undefined ? (
        <Parts today={query.data} />
      ) : query.isError ? (
        <ErrorState what="Today could not be loaded." error={query.error} onRetry={() => query.refetch()} />
      ) : (
        <TodaySkeleton />
      )}
    </>
  )
}

function Parts({ today }: { today: TodayView }) {
  return (
    <div className="grid w-full max-w-400 gap-4 p-4 sm:p-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <Numbers today={today} className="max-xl:order-last xl:col-span-2" />
      <div className="flex min-w-0 flex-col gap-4">
        <NeedsYou lines={today.needs_staff} total={today.numbers.needs_staff} />
        <TodayVisits appointments={today.appointments} clinic={today.clinic} />
      </div>
      <OffersWaiting lines={today.offers_waiting} />
    </div>
  )
}

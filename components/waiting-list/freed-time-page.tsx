'use client'

import { useQuery } from '@tanstack/react-query'
import { openingQuery } from '#lib/api/openings.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { ClinicZone } from '../ui/clinic-zone.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { CardSkeleton, Loading } from '../ui/skeletons.tsx'
import { formatDayTime } from '../ui/time.ts'
import { FreedTimeChain } from './freed-time-chain.tsx'

const BACK = { href: '/waiting-list/freed-times', label: 'freed times' }

/** One freed time with its chain: who moved, which time that freed, who was offered that. */
export function FreedTimePage({ id }: { id: string }) {
  const { clinics } = useClinic()
  const query = useQuery(openingQuery(id))
  const opening = query.data
  const clinic = clinics.find((candidate) => candidate.id === opening?.clinic_id)
  if (opening === undefined || clinic === undefined) {
    return (
      <>
        <PageHeader title="Freed time" back={BACK} />
        {query.isError ? (
          <ErrorState
            what="This freed time could not be shown."
            error={query.error}
            onRetry={() => query.refetch()}
          />
        ) : (
          <div className="p-4 sm:p-5">
            <Loading>
              <CardSkeleton className="h-48" />
            </Loading>
          </div>
        )}
      </>
    )
  }
  const zone = clinic.time_zone
  return (
    <>
      <PageHeader
        title={`${formatDayTime(opening.starts_at, zone)}, ${opening.provider.name}`}
        back={BACK}
        aside={<ClinicZone clinic={clinic} />}
      />
      <FreedTimeChain opening={opening} zone={zone} />
    </>
  )
}

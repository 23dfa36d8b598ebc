'use client'

import { useQuery } from '@tanstack/react-query'
import { ListChecks } from 'lucide-react'
import { waitingListRulesQuery } from '#lib/api/waiting-list.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { ClinicZone } from '../ui/clinic-zone.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { CardSkeleton, Loading } from '../ui/skeletons.tsx'
import { RulesForm } from './rules-form.tsx'
import { WaitingTabs } from './waiting-tabs.tsx'

/** Every rule of how freed times are offered, with a preview of whom they would reach. */
export function RulesPage() {
  const { clinic } = useClinic()
  const query = useQuery(waitingListRulesQuery(clinic?.id))
  return (
    <>
      <PageHeader title="Waiting list" tabs={<WaitingTabs />} aside={<ClinicZone />} />
      {query.data === undefined || clinic === undefined ? (
        query.isError ? (
          <ErrorState
            what="The rules could not be loaded."
            error={query.error}
            onRetry={() => query.refetch()}
          />
        ) : (
          <div className="p-4 sm:p-5">
            <Loading>
              <CardSkeleton className="h-64" />
            </Loading>
          </div>
        )
      ) : query.data.service_types.length === 0 ? (
        <EmptyState
          icon={ListChecks}
          title="No services yet"
          hint="Add a service under Providers. Each one has rules of its own."
        />
      ) : (
        <RulesForm key={clinic.id} clinic={clinic} rules={query.data} />
      )}
    </>
  )
}

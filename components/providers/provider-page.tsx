'use client'

import { useQuery } from '@tanstack/react-query'
import { Stethoscope } from 'lucide-react'
import { providersQuery } from '#lib/api/providers.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { CardSkeleton, Loading } from '../ui/skeletons.tsx'
import { ProviderDetail } from './provider-detail.tsx'

const BACK = { href: '/providers', label: 'providers' }

/** One provider: weekly hours, time off, services. */
export function ProviderPage({ id }: { id: string }) {
  const { clinic } = useClinic()
  const query = useQuery(providersQuery(clinic?.id))
  const provider = query.data?.find((candidate) => candidate.id === id)
  if (provider !== undefined && clinic !== undefined)
    return <ProviderDetail provider={provider} clinic={clinic} back={BACK} />
  return (
    <>
      <PageHeader title="Provider" back={BACK} />
      {query.isError ? (
        <ErrorState
          what="This provider could not be loaded."
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : query.data === undefined ? (
        <Loading>
          <div className="grid w-full max-w-340 gap-4 p-4 sm:p-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
            <CardSkeleton className="h-72" />
            <CardSkeleton className="h-36" />
          </div>
        </Loading>
      ) : (
        <EmptyState
          icon={Stethoscope}
          title="No such provider at this clinic"
          hint="The provider may belong to another clinic. Choose it at the top of the rail."
        />
      )}
    </>
  )
}

'use client'

import { useQuery } from '@tanstack/react-query'
import { textPolicyQuery } from '#lib/api/text-policy.ts'
import { useClinic } from '../../shell/use-clinic.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { CardSkeleton, Loading } from '../../ui/skeletons.tsx'
import { SettingsTabs } from '../settings-tabs.tsx'
import { CarrierCards } from './carrier-cards.tsx'
import { CostsCard } from './costs-card.tsx'
import { PolicyForm } from './policy-form.tsx'

/** When a clinic's texts may leave, through whom, and what they cost. */
export function Texting() {
  const { clinic } = useClinic()
  return (
    <>
      <PageHeader title="Settings" tabs={<SettingsTabs />} aside={clinic?.name} />
      <div className="flex max-w-5xl flex-col gap-4 p-4 sm:p-5">
        {clinic === undefined ? <Waiting /> : <Loaded key={clinic.id} clinicId={clinic.id} />}
      </div>
    </>
  )
}

const Waiting = () => (
  <Loading>
    <div className="flex flex-col gap-4">
      <CardSkeleton className="h-80" />
      <CardSkeleton className="h-48" />
    </div>
  </Loading>
)

function Loaded({ clinicId }: { clinicId: string }) {
  const { data, isError, error, refetch } = useQuery(textPolicyQuery(clinicId))
  if (data === undefined && isError) {
    return (
      <ErrorState
        what="The rules for texts could not be loaded."
        error={error}
        safe="Texts leave by the rules that were saved."
        onRetry={() => refetch()}
      />
    )
  }
  if (data === undefined) return <Waiting />
  return (
    <>
      <PolicyForm policy={data} />
      <CarrierCards policy={data} />
      <CostsCard clinicId={clinicId} zone={data.time_zone} />
    </>
  )
}

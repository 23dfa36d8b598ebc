'use client'

import { useQuery } from '@tanstack/react-query'
import { CalendarOff, Pencil, Stethoscope } from 'lucide-react'
import { useState } from 'react'
import { providersQuery } from '#lib/api/providers.ts'
import type { ProviderView } from '#lib/domain/scheduling/schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { ClinicZone } from '../ui/clinic-zone.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { FactList } from '../ui/fact-list.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { SectionCard } from '../ui/section-card.tsx'
import { CardSkeleton, Loading } from '../ui/skeletons.tsx'
import { ExceptionsCard } from './exceptions-card.tsx'
import { FeedCard } from './feed-card.tsx'
import { HoursCard } from './hours-card.tsx'
import { ProviderDialog } from './provider-dialog.tsx'
import { ProviderPills } from './provider-row.tsx'
import { TimeOffCard } from './time-off-card.tsx'
import { TimeOffDialog } from './time-off-dialog.tsx'

const BACK = { href: '/providers', label: 'providers' }

/** One provider: weekly hours, time off, services. */
export function ProviderPage({ id }: { id: string }) {
  const { clinic } = useClinic()
  const query = useQuery(providersQuery(clinic?.id))
  const provider = query.data?.find((candidate) => candidate.id === id)
  if (provider !== undefined && clinic !== undefined) return <Loaded provider={provider} clinic={clinic} />
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

function Loaded({ provider, clinic }: { provider: ProviderView; clinic: ClinicView }) {
  const [open, setOpen] = useState<'edit' | 'away'>()
  const reason = usePermissionReason()
  const change = (isOpen: boolean) => setOpen(isOpen ? open : undefined)
  return (
    <>
      <PageHeader
        title={provider.name}
        back={BACK}
        aside={
          <span className="flex flex-wrap items-center gap-x-2">
            <ProviderPills provider={provider} />
            <ClinicZone />
          </span>
        }
        actions={
          <>
            <ActionButton
              variant="outline"
              shortcut="o"
              disabledReason={reason('appointments:write')}
              onPress={() => setOpen('away')}
            >
              <CalendarOff aria-hidden="true" /> Add time off
            </ActionButton>
            <ActionButton
              variant="primary"
              shortcut="e"
              disabledReason={reason('settings:write')}
              onPress={() => setOpen('edit')}
            >
              <Pencil aria-hidden="true" /> Change
            </ActionButton>
          </>
        }
      />
      <div className="grid w-full max-w-340 gap-4 p-4 sm:p-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <HoursCard rules={provider.availability} zone={clinic.time_zone} />
          <ExceptionsCard provider={provider} zone={clinic.time_zone} />
          <TimeOffCard provider={provider} zone={clinic.time_zone} onAdd={() => setOpen('away')} />
        </div>
        <div className="flex min-w-0 flex-col gap-4 self-start">
          <SectionCard title="Details">
            <FactList
              facts={[
                { label: 'Specialty', value: provider.specialty ?? 'Not said' },
                {
                  label: 'Services',
                  value: provider.service_types.map(({ name }) => name).join(', ') || 'None',
                },
                { label: 'Visits', value: visitsWords(provider) },
              ]}
            />
          </SectionCard>
          <FeedCard provider={provider} zone={clinic.time_zone} />
        </div>
      </div>
      <ProviderDialog isOpen={open === 'edit'} onOpenChange={change} clinic={clinic} provider={provider} />
      <TimeOffDialog isOpen={open === 'away'} onOpenChange={change} clinic={clinic} provider={provider} />
    </>
  )
}

function visitsWords(provider: ProviderView): string {
  if (!provider.is_active) return 'Takes none now'
  if (provider.is_external) return 'Named by an agent. With weekly hours it becomes a provider of the clinic.'
  return 'Takes visits'
}

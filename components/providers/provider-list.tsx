'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus, Stethoscope } from 'lucide-react'
import { useState } from 'react'
import { providersQuery } from '#lib/api/providers.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { ClinicZone } from '../ui/clinic-zone.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { ListSkeleton } from '../ui/skeletons.tsx'
import { ProviderDialog } from './provider-dialog.tsx'
import { ProviderRow } from './provider-row.tsx'
import { ProviderTabs } from './provider-tabs.tsx'

/** Who takes visits at the clinic, when, and for what. */
export function ProviderList() {
  const { clinic } = useClinic()
  const [isAdding, setAdding] = useState(false)
  const denied = usePermissionReason()('settings:write')
  const query = useQuery(providersQuery(clinic?.id))
  return (
    <>
      <PageHeader
        title="Providers"
        tabs={<ProviderTabs />}
        aside={<ClinicZone />}
        actions={
          <ActionButton
            variant="primary"
            shortcut="n"
            disabledReason={denied}
            onPress={() => setAdding(true)}
          >
            <Plus aria-hidden="true" /> New provider
          </ActionButton>
        }
      />
      {query.data === undefined ? (
        query.isError ? (
          <ErrorState
            what="The providers could not be loaded."
            error={query.error}
            onRetry={() => query.refetch()}
          />
        ) : (
          <ListSkeleton count={6} />
        )
      ) : query.data.length === 0 ? (
        <EmptyState
          icon={Stethoscope}
          title="No providers yet"
          hint="Add one with weekly hours. Agents then find free times with them."
        />
      ) : (
        <ul>
          {query.data.map((provider) => (
            <li key={provider.id}>
              <ProviderRow provider={provider} zone={clinic?.time_zone ?? 'UTC'} />
            </li>
          ))}
        </ul>
      )}
      {clinic !== undefined && <ProviderDialog isOpen={isAdding} onOpenChange={setAdding} clinic={clinic} />}
    </>
  )
}

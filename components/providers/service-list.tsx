'use client'

import { useQuery } from '@tanstack/react-query'
import { ListChecks, Plus } from 'lucide-react'
import { useState } from 'react'
import { serviceTypesQuery } from '#lib/api/providers.ts'
import type { ServiceTypeView } from '#lib/domain/scheduling/schema.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { usePermissionReason } from '../shell/use-me.ts'
import { TableRows } from '../table/data-table.tsx'
import { ActionButton } from '../ui/action-button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { TableSkeleton } from '../ui/skeletons.tsx'
import { ProviderTabs } from './provider-tabs.tsx'
import { serviceColumns } from './service-columns.tsx'
import { ServiceDialog } from './service-dialog.tsx'

/** What can be booked at the clinic, and the rules that decide which times fit. */
export function ServiceList() {
  const { clinic } = useClinic()
  const [edited, setEdited] = useState<ServiceTypeView | 'new'>()
  const denied = usePermissionReason()('settings:write')
  const query = useQuery(serviceTypesQuery(clinic?.id))
  return (
    <>
      <PageHeader
        title="Providers"
        tabs={<ProviderTabs />}
        aside={clinic?.name}
        actions={
          <ActionButton
            variant="primary"
            shortcut="n"
            disabledReason={denied}
            onPress={() => setEdited('new')}
          >
            <Plus aria-hidden="true" /> New service
          </ActionButton>
        }
      />
      {query.data === undefined ? (
        query.isError ? (
          <ErrorState
            what="The services could not be loaded."
            error={query.error}
            onRetry={() => query.refetch()}
          />
        ) : (
          <TableSkeleton rows={4} />
        )
      ) : query.data.length === 0 ? (
        <EmptyState
          icon={ListChecks}
          title="No services yet"
          hint="A service says how long a visit takes. Times can be offered once there is one."
        />
      ) : (
        <TableRows
          label="Services"
          columns={serviceColumns(denied, setEdited)}
          rows={query.data}
          onRowAction={denied === null ? setEdited : undefined}
        />
      )}
      {clinic !== undefined && edited !== undefined && (
        <ServiceDialog
          clinic={clinic}
          service={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
    </>
  )
}

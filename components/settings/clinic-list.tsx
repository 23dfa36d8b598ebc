'use client'

import { useQuery } from '@tanstack/react-query'
import { Building2, Plus } from 'lucide-react'
import { useState } from 'react'
import { clinicsQuery } from '#lib/api/clinics.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { TableRows } from '../table/data-table.tsx'
import { ActionButton } from '../ui/action-button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { TableSkeleton } from '../ui/skeletons.tsx'
import { useNow } from '../ui/use-now.tsx'
import { clinicColumns } from './clinic-columns.tsx'
import { ClinicDialog } from './clinic-dialog.tsx'
import { SettingsTabs } from './settings-tabs.tsx'

const TICK_MS = 15_000

/** The clinics that the login works for: what patients call them, and whose time their days are in. */
export function ClinicList() {
  const [edited, setEdited] = useState<ClinicView | 'new'>()
  const denied = usePermissionReason()('settings:write')
  const now = useNow(TICK_MS)
  const query = useQuery(clinicsQuery())
  return (
    <>
      <PageHeader
        title="Settings"
        tabs={<SettingsTabs />}
        actions={
          <ActionButton
            variant="primary"
            shortcut="n"
            disabledReason={denied}
            onPress={() => setEdited('new')}
          >
            <Plus aria-hidden="true" /> New clinic
          </ActionButton>
        }
      />
      {query.data === undefined ? (
        query.isError ? (
          <ErrorState
            what="The clinics could not be loaded."
            error={query.error}
            onRetry={() => query.refetch()}
          />
        ) : (
          <TableSkeleton rows={2} />
        )
      ) : query.data.length === 0 ? (
        <EmptyState
          icon={Building2}
          title="No clinics"
          hint="Your login works for none. An administrator can add you to one under Logins."
        />
      ) : (
        <TableRows
          label="Clinics"
          columns={clinicColumns(now, denied, setEdited)}
          rows={query.data}
          onRowAction={denied === null ? setEdited : undefined}
        />
      )}
      {edited !== undefined && (
        <ClinicDialog clinic={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />
      )}
    </>
  )
}

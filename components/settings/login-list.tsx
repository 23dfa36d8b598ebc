'use client'

import { useQuery } from '@tanstack/react-query'
import { UserPlus, Users } from 'lucide-react'
import { useState } from 'react'
import { staffQuery } from '#lib/api/staff.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { useMe, usePermissionReason } from '../shell/use-me.ts'
import { TableRows } from '../table/data-table.tsx'
import { ActionButton } from '../ui/action-button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { TableSkeleton } from '../ui/skeletons.tsx'
import { AdminOnly } from './admin-only.tsx'
import { loginColumns } from './login-columns.tsx'
import { LoginDialog } from './login-dialog.tsx'
import { SettingsTabs } from './settings-tabs.tsx'

/** Who can sign in, as what, and where. */
export function LoginList() {
  const [isAdding, setAdding] = useState(false)
  const denied = usePermissionReason()('admin')
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
            onPress={() => setAdding(true)}
          >
            <UserPlus aria-hidden="true" /> New login
          </ActionButton>
        }
      />
      {denied === null ? <Logins /> : <AdminOnly what="the logins" />}
      {isAdding && <LoginDialog login={undefined} onClose={() => setAdding(false)} />}
    </>
  )
}

function Logins() {
  const me = useMe()
  const { clinic } = useClinic()
  const query = useQuery(staffQuery())
  if (query.data === undefined) {
    if (!query.isError) return <TableSkeleton rows={4} />
    return (
      <ErrorState
        what="The logins could not be loaded."
        error={query.error}
        safe="Everybody can go on working."
        onRetry={() => query.refetch()}
      />
    )
  }
  if (query.data.length === 0) {
    return <EmptyState icon={Users} title="No logins in your clinics" hint="Create one for each colleague." />
  }
  return (
    <TableRows label="Logins" columns={loginColumns(me?.id, clinic?.time_zone ?? 'UTC')} rows={query.data} />
  )
}

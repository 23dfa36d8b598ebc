'use client'

import { useQuery } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { apiKeysQuery } from '#lib/api/api-keys.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { usePermissionReason } from '../shell/use-me.ts'
import { TableRows } from '../table/data-table.tsx'
import { ActionButton } from '../ui/action-button.tsx'
import { ClinicZone } from '../ui/clinic-zone.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { TableSkeleton } from '../ui/skeletons.tsx'
import { useSystemNow } from '../ui/use-system-now.ts'
import { AdminOnly } from './admin-only.tsx'
import { keyColumns } from './key-columns.tsx'
import { KeyDialog } from './key-dialog.tsx'
import { keyState } from './key-words.ts'
import { SettingsTabs } from './settings-tabs.tsx'

const TICK_MS = 30_000

/** The keys of agents and other programs: what each may do, where, and until when. */
export function KeyList() {
  const [isMaking, setMaking] = useState(false)
  const denied = usePermissionReason()('admin')
  return (
    <>
      <PageHeader
        title="Settings"
        tabs={<SettingsTabs />}
        aside={denied === null ? <ClinicZone isZoneOnly /> : undefined}
        actions={
          <ActionButton
            variant="primary"
            shortcut="n"
            disabledReason={denied}
            onPress={() => setMaking(true)}
          >
            <Plus aria-hidden="true" /> New key
          </ActionButton>
        }
      />
      {denied === null ? <Keys /> : <AdminOnly what="the API keys" />}
      {isMaking && <KeyDialog onClose={() => setMaking(false)} />}
    </>
  )
}

function Keys() {
  const { clinic } = useClinic()
  const now = useSystemNow(TICK_MS)
  const query = useQuery(apiKeysQuery())
  const zone = clinic?.time_zone ?? 'UTC'
  if (query.data === undefined) {
    if (!query.isError) return <TableSkeleton rows={3} />
    return (
      <ErrorState
        what="The API keys could not be loaded."
        error={query.error}
        safe="They go on working."
        onRetry={() => query.refetch()}
      />
    )
  }
  const isOver = (key: (typeof query.data)[number]) => Number(!keyState(key, now, zone).isLive)
  const liveFirst = query.data.toSorted((a, b) => isOver(a) - isOver(b))
  return (
    <>
      {liveFirst.length === 0 ? (
        <EmptyState
          icon={KeyRound}
          title="No API keys yet"
          hint="Make one for each agent or program that works with this installation, so that each can be revoked alone."
        />
      ) : (
        <TableRows label="API keys" columns={keyColumns(now, zone)} rows={liveFirst} />
      )}
      <p className="px-4 py-3 text-xs text-muted sm:px-5">
        When the environment sets <code className="font-mono">AGENT_API_KEY</code>, that is one more key, for
        all clinics, with what an agent needs. It is not listed here and ends when the variable goes. What a
        key opens is written in the{' '}
        <a href="/api/docs" className="text-accent-ink underline underline-offset-2">
          API reference
        </a>
        .
      </p>
    </>
  )
}

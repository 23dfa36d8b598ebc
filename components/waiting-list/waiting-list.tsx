'use client'

import { useQuery } from '@tanstack/react-query'
import { ClockArrowUp, Plus } from 'lucide-react'
import { useState } from 'react'
import { waitingListRulesQuery } from '#lib/api/waiting-list.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import type { WaitingListRules } from '#lib/domain/waiting-list/schema.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { ClinicZone } from '../ui/clinic-zone.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { TableSkeleton } from '../ui/skeletons.tsx'
import { EntryDialog } from './entry-dialog.tsx'
import { WaitingSection } from './waiting-section.tsx'
import { WaitingTabs } from './waiting-tabs.tsx'

/** Who wants an earlier or another time, by service. */
export function WaitingList() {
  const { clinic } = useClinic()
  const [isAdding, setAdding] = useState(false)
  const denied = usePermissionReason()('appointments:write')
  const query = useQuery(waitingListRulesQuery(clinic?.id))
  return (
    <>
      <PageHeader
        title="Waiting list"
        tabs={<WaitingTabs />}
        aside={<ClinicZone />}
        actions={
          <ActionButton
            variant="primary"
            shortcut="n"
            disabledReason={denied}
            onPress={() => setAdding(true)}
          >
            <Plus aria-hidden="true" /> Add patient
          </ActionButton>
        }
      />
      {query.data === undefined || clinic === undefined ? (
        query.isError ? (
          <ErrorState
            what="The waiting list could not be loaded."
            error={query.error}
            onRetry={() => query.refetch()}
          />
        ) : (
          <TableSkeleton rows={6} />
        )
      ) : (
        <Sections clinic={clinic} rules={query.data} />
      )}
      {clinic !== undefined && isAdding && <EntryDialog clinic={clinic} onClose={() => setAdding(false)} />}
    </>
  )
}

function Sections({ clinic, rules }: { clinic: ClinicView; rules: WaitingListRules }) {
  const waited = rules.service_types.filter(({ waiting }) => waiting > 0)
  if (waited.length === 0) {
    return (
      <EmptyState
        icon={ClockArrowUp}
        title="Nobody is waiting"
        hint="Add a patient who wants an earlier time, or let patients text WAITLIST. Time that frees is offered to them where the rules say so."
      />
    )
  }
  return (
    <div className="flex flex-col gap-4 p-4 sm:p-5">
      {waited.map((service) => (
        <WaitingSection key={service.id} clinic={clinic} service={service} />
      ))}
    </div>
  )
}

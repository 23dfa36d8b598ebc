'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { waitingListQuery } from '#lib/api/waiting-list.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import type { WaitingListEntryView, WaitingListRules } from '#lib/domain/waiting-list/schema.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { DataTable } from '../table/data-table.tsx'
import { CardEmpty, SectionCard } from '../ui/section-card.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { EntryDialog } from './entry-dialog.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import { waitingColumns } from './waiting-columns.tsx'

interface WaitingSectionProps {
  clinic: ClinicView
  service: WaitingListRules['service_types'][number]
}

/** Those who wait for one service, longest waiting first. */
export function WaitingSection({ clinic, service }: WaitingSectionProps) {
  const [edited, setEdited] = useState<WaitingListEntryView>()
  const [leaving, setLeaving] = useState<WaitingListEntryView>()
  const denied = usePermissionReason()('appointments:write')
  const query = useInfiniteQuery(waitingListQuery({ clinic_id: clinic.id, service_type_id: service.id }))
  return (
    <SectionCard
      title={service.name}
      count={service.waiting}
      isFlush
      aside={
        service.backfill_enabled ? (
          <StatusPill tone="good">Freed times are offered</StatusPill>
        ) : (
          <Link href="/waiting-list/rules" className="text-xs text-muted underline underline-offset-2">
            Freed times are offered to nobody
          </Link>
        )
      }
    >
      <DataTable
        label={`Waiting for ${service.name}`}
        columns={waitingColumns({
          zone: clinic.time_zone,
          isOffered: service.backfill_enabled,
          denied,
          onEdit: setEdited,
          onLeave: setLeaving,
        })}
        query={query}
        empty={<CardEmpty>Nobody waits for this service any more.</CardEmpty>}
      />
      {edited !== undefined && (
        <EntryDialog clinic={clinic} entry={edited} onClose={() => setEdited(undefined)} />
      )}
      {leaving !== undefined && <LeaveDialog entry={leaving} onClose={() => setLeaving(undefined)} />}
    </SectionCard>
  )
}

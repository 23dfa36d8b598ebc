'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { Pencil, Plus, UserMinus } from 'lucide-react'
import { useState } from 'react'
import { waitingListQuery } from '#lib/api/waiting-list.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import type { WaitingListEntryView } from '#lib/domain/waiting-list/schema.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { CardEmpty, SectionCard } from '../ui/section-card.tsx'
import { LineSkeleton, Loading } from '../ui/skeletons.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { formatDayTime } from '../ui/time.ts'
import { EntryDialog } from './entry-dialog.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import { wantsWords } from './waiting-columns.tsx'
import { WaitingSince } from './waiting-since.tsx'

interface PatientWaitingProps {
  patient: { id: string; name: string }
  clinic: ClinicView
}

/** What one patient waits for. */
export function PatientWaiting({ patient, clinic }: PatientWaitingProps) {
  const [edited, setEdited] = useState<WaitingListEntryView | 'new'>()
  const [leaving, setLeaving] = useState<WaitingListEntryView>()
  const denied = usePermissionReason()('appointments:write')
  const query = useInfiniteQuery(waitingListQuery({ patient_id: patient.id }))
  const entries = query.data?.pages.flatMap((page) => page.items)
  return (
    <SectionCard
      title="Waiting list"
      count={entries?.length}
      isFlush
      aside={
        <ActionButton
          variant="ghost"
          size="sm"
          disabledReason={denied}
          hint="Put this patient on the waiting list"
          onPress={() => setEdited('new')}
        >
          <Plus aria-hidden="true" /> Add
        </ActionButton>
      }
    >
      {entries === undefined ? (
        <div className="p-4">{query.isError ? <InlineError error={query.error} /> : <Lines />}</div>
      ) : entries.length === 0 ? (
        <CardEmpty>Waits for nothing. Add an entry to have freed times offered by text.</CardEmpty>
      ) : (
        <ul>
          {entries.map((entry) => (
            <EntryLine
              key={entry.id}
              entry={entry}
              zone={clinic.time_zone}
              denied={denied}
              onEdit={() => setEdited(entry)}
              onLeave={() => setLeaving(entry)}
            />
          ))}
        </ul>
      )}
      {edited !== undefined && (
        <EntryDialog
          clinic={clinic}
          patient={patient}
          entry={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
      {leaving !== undefined && <LeaveDialog entry={leaving} onClose={() => setLeaving(undefined)} />}
    </SectionCard>
  )
}

const Lines = () => (
  <Loading>
    <LineSkeleton className="w-56" />
  </Loading>
)

interface EntryLineProps {
  entry: WaitingListEntryView
  zone: string
  denied: string | null
  onEdit: () => void
  onLeave: () => void
}

function EntryLine({ entry, zone, denied, onEdit, onLeave }: EntryLineProps) {
  return (
    <li className="flex items-center gap-3 border-b border-border px-4 py-2 last:border-b-0">
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="font-medium">{entry.service_type.name}</span>
        <span className="text-xs text-muted">
          {wantsWords(entry)}
          {entry.visit !== null && `, in place of ${formatDayTime(entry.visit.starts_at, zone)}`}
        </span>
        {entry.blocked !== null && <StatusPill tone="warn">{entry.blocked}</StatusPill>}
      </span>
      <span className="text-xs text-muted">
        waiting <WaitingSince at={entry.created_at} zone={zone} />
      </span>
      <span className="inline-flex gap-1">
        <ActionButton
          variant="ghost"
          size="sm"
          isIconOnly
          aria-label={`Change the entry for ${entry.service_type.name}`}
          disabledReason={denied}
          onPress={onEdit}
        >
          <Pencil aria-hidden="true" />
        </ActionButton>
        <ActionButton
          variant="ghost"
          size="sm"
          isIconOnly
          aria-label={`Take off the list for ${entry.service_type.name}`}
          disabledReason={denied}
          onPress={onLeave}
        >
          <UserMinus aria-hidden="true" />
        </ActionButton>
      </span>
    </li>
  )
}

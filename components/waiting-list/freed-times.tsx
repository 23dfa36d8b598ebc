'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { CalendarClock } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { openingsQuery } from '#lib/api/openings.ts'
import type { OpeningView } from '#lib/domain/waiting-list/schema.ts'
import { ProviderDot } from '../schedule/provider-dot.tsx'
import { useClinic } from '../shell/use-clinic.tsx'
import { type Column, DataTable } from '../table/data-table.tsx'
import { ClinicZone } from '../ui/clinic-zone.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { formatDayTime } from '../ui/time.ts'
import { OPENING_STATE, progressWords } from './opening-words.ts'
import { WaitingTabs } from './waiting-tabs.tsx'

/** Times that freed and were offered to waiting patients, the latest first. */
export function FreedTimes() {
  const { clinic } = useClinic()
  const router = useRouter()
  const query = useInfiniteQuery({
    ...openingsQuery({ clinic_id: clinic?.id }),
    enabled: clinic !== undefined,
  })
  return (
    <>
      <PageHeader title="Waiting list" tabs={<WaitingTabs />} aside={<ClinicZone />} />
      <DataTable
        label="Freed times"
        columns={columns(clinic?.time_zone ?? 'UTC')}
        query={query}
        onRowAction={(opening) => router.push(`/waiting-list/freed-times/${opening.id}`)}
        empty={
          <EmptyState
            icon={CalendarClock}
            title="No time has freed yet"
            hint="When a visit is cancelled or moved, or a provider opens time, it is offered here to those who wait, for the services that are switched on under Rules."
          />
        }
      />
    </>
  )
}

const columns = (zone: string): Column<OpeningView>[] => [
  {
    id: 'time',
    header: 'Freed time',
    cell: (opening) => (
      <span className="flex min-w-0 flex-col">
        <span className="font-medium">{formatDayTime(opening.starts_at, zone)}</span>
        <span className="flex items-center gap-1.5 text-xs text-muted">
          <ProviderDot id={opening.provider.id} /> {opening.provider.name} · {opening.service_type.name}
        </span>
        <span className="text-xs text-muted md:hidden">{opening.cause_label}</span>
      </span>
    ),
  },
  { id: 'cause', header: 'Why it is free', isSecondary: true, cell: (opening) => opening.cause_label },
  { id: 'progress', header: 'Asked', isSecondary: true, cell: (opening) => progressWords(opening, zone) },
  {
    id: 'state',
    header: 'State',
    cell: ({ state }) => (
      <StatusPill tone={OPENING_STATE[state].tone}>{OPENING_STATE[state].words}</StatusPill>
    ),
  },
  {
    id: 'when',
    header: 'Found',
    align: 'end',
    isSecondary: true,
    cell: (opening) => <RelativeTime at={opening.created_at} zone={zone} className="tabular-nums" />,
  },
]

'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { MessageCircleOff } from 'lucide-react'
import Link from 'next/link'
import { optOutsQuery } from '#lib/api/consent.ts'
import type { OptedOutLine } from '#lib/domain/consent/schema.ts'
import { AdminOnly } from '../settings/admin-only.tsx'
import { SettingsTabs } from '../settings/settings-tabs.tsx'
import { useClinic } from '../shell/use-clinic.tsx'
import { usePermissionReason } from '../shell/use-me.ts'
import { type Column, DataTable } from '../table/data-table.tsx'
import { ClinicZone } from '../ui/clinic-zone.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { formatPhone } from '../ui/phone.ts'
import { formatClock, formatDay } from '../ui/time.ts'

/** Everybody whom no text may reach, with how they opted out and whether a visit is ahead. */
export function OptedOutList() {
  const denied = usePermissionReason()('admin')
  return (
    <>
      <PageHeader
        title="Settings"
        tabs={<SettingsTabs />}
        aside={denied === null ? <ClinicZone isZoneOnly /> : undefined}
      />
      {denied === null ? <Numbers /> : <AdminOnly what="the list of opted-out numbers" />}
    </>
  )
}

function Numbers() {
  const { clinic } = useClinic()
  const query = useInfiniteQuery(optOutsQuery(undefined))
  return (
    <DataTable
      label="Opted-out numbers"
      columns={columns(clinic?.time_zone ?? 'UTC')}
      query={query}
      empty={
        <EmptyState
          icon={MessageCircleOff}
          title="Nobody has opted out of texts"
          hint="Whoever texts STOP, writes that they want no more texts, or says so to your staff, is listed here."
        />
      }
    />
  )
}

const columns = (zone: string): Column<OptedOutLine>[] => [
  {
    id: 'patient',
    header: 'Patient',
    cell: (line) => (
      <span className="flex flex-col whitespace-nowrap">
        <Link href={`/patients/${line.id}`} className="font-medium hover:underline">
          {line.name}
        </Link>
        <span className="text-xs text-muted">{formatPhone(line.phone_number)}</span>
      </span>
    ),
  },
  {
    id: 'how',
    header: 'How',
    className: 'w-full',
    cell: (line) => (
      <span className="flex flex-col">
        {line.text}
        <span className="text-xs text-muted md:hidden">
          {formatDay(line.opted_out_at, zone)}, {visitWords(line.upcoming_visits)}
        </span>
      </span>
    ),
  },
  {
    id: 'visits',
    header: 'Visits ahead',
    isSecondary: true,
    cell: (line) => <span className="whitespace-nowrap">{visitWords(line.upcoming_visits)}</span>,
  },
  {
    id: 'when',
    header: 'Since',
    isSecondary: true,
    cell: (line) => (
      <span className="whitespace-nowrap text-ink-secondary">
        {formatDay(line.opted_out_at, zone)}, {formatClock(line.opted_out_at, zone)}
      </span>
    ),
  },
]

function visitWords(count: number): string {
  if (count === 0) return 'no visit ahead'
  return count === 1 ? '1 visit: ring instead' : `${count} visits: ring instead`
}

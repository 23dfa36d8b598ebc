'use client'

import { Button, Checkbox } from '@heroui/react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { auditQuery } from '#lib/api/audit.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { DataTable } from '../table/data-table.tsx'
import { ClinicZone } from '../ui/clinic-zone.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Picker } from '../ui/picker.tsx'
import { useUrlState } from '../ui/use-url-state.ts'
import { auditColumns } from './audit-columns.tsx'

const ALL = 'all'

/** Who did what and when, with the reason they gave; also what was refused, and who opened a patient's data. */
export function AuditTrail() {
  const { clinic } = useClinic()
  const filters = useAuditFilters()
  const query = useInfiniteQuery(
    auditQuery({
      clinic_id: filters.clinicId,
      denied: filters.isDeniedOnly ? 'true' : undefined,
    }),
  )
  return (
    <>
      <PageHeader title="Audit" aside={<ClinicZone isZoneOnly />} />
      <Filters filters={filters} />
      <DataTable
        label="Audit events"
        columns={auditColumns(clinic?.time_zone ?? 'UTC')}
        query={query}
        empty={<NoEvents filters={filters} />}
      />
    </>
  )
}

interface AuditFilters {
  clinicId: string | undefined
  isDeniedOnly: boolean
  change: (patch: { clinic?: string; denied?: string }) => void
}

/** The filters, kept in the address. */
function useAuditFilters(): AuditFilters {
  const url = useUrlState()
  const { clinics } = useClinic()
  const asked = url.get('clinic')
  return {
    clinicId: clinics.find(({ id }) => id === asked)?.id,
    isDeniedOnly: url.get('denied') === 'true',
    change: (patch) => url.replace(patch),
  }
}

function Filters({ filters }: { filters: AuditFilters }) {
  const { clinics } = useClinic()
  const choices = [
    { id: ALL, label: 'All my clinics' },
    ...clinics.map(({ id, name }) => ({ id, label: name })),
  ]
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-2 border-b border-border px-4 py-2.5 sm:px-5">
      <Picker
        label="Clinic"
        isLabelHidden
        choices={choices}
        value={filters.clinicId ?? ALL}
        onChange={(id) => filters.change({ clinic: id === ALL ? undefined : id })}
        className="w-56"
      />
      <Checkbox
        isSelected={filters.isDeniedOnly}
        onChange={(isOn) => filters.change({ denied: isOn ? 'true' : undefined })}
      >
        <Checkbox.Content>
          <Checkbox.Control>
            <Checkbox.Indicator />
          </Checkbox.Control>
          <span>Only what was refused</span>
        </Checkbox.Content>
      </Checkbox>
    </div>
  )
}

function NoEvents({ filters }: { filters: AuditFilters }) {
  const hasFilter = filters.clinicId !== undefined || filters.isDeniedOnly
  if (!hasFilter) {
    return (
      <EmptyState
        icon={ShieldCheck}
        title="Nothing has happened yet"
        hint="Every change, refusal and look at a patient’s data is written here and can never be changed."
      />
    )
  }
  return (
    <EmptyState
      icon={ShieldCheck}
      title={filters.isDeniedOnly ? 'Nothing was refused' : 'Nothing has happened at this clinic'}
      hint={
        filters.isDeniedOnly
          ? 'Refusals that concern the whole installation are shown to administrators, for all clinics.'
          : undefined
      }
      action={
        <Button variant="outline" onPress={() => filters.change({ clinic: undefined, denied: undefined })}>
          Show everything
        </Button>
      }
    />
  )
}

'use client'

import { Button } from '@heroui/react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Plus, Users } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { patientsQuery } from '#lib/api/patients.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { usePermissionReason } from '../shell/use-me.ts'
import { DataTable } from '../table/data-table.tsx'
import { ActionButton } from '../ui/action-button.tsx'
import { ClinicZone } from '../ui/clinic-zone.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { SearchBox } from '../ui/search-box.tsx'
import { useUrlState } from '../ui/use-url-state.ts'
import { patientColumns } from './patient-columns.tsx'
import { PatientDialog } from './patient-dialog.tsx'

/** The patients of the clinic by last name, found by a part of the name or by the phone number. */
export function PatientList() {
  const { clinic } = useClinic()
  const router = useRouter()
  const url = useUrlState()
  const [isAdding, setAdding] = useState(false)
  const denied = usePermissionReason()('appointments:write')
  const q = url.get('q') ?? ''
  const query = useInfiniteQuery({
    ...patientsQuery({ clinic_id: clinic?.id, q: q === '' ? undefined : q }),
    enabled: clinic !== undefined,
  })
  const search = (text: string) => url.replace({ q: text })
  return (
    <>
      <PageHeader
        title="Patients"
        aside={<ClinicZone />}
        actions={
          <ActionButton
            variant="primary"
            shortcut="n"
            disabledReason={denied}
            onPress={() => setAdding(true)}
          >
            <Plus aria-hidden="true" /> New patient
          </ActionButton>
        }
      />
      <div className="border-b border-border px-4 py-2.5 sm:px-5">
        <SearchBox
          label="Search patients"
          placeholder="Name or phone number"
          value={q}
          onChange={search}
          className="max-w-90"
        />
      </div>
      <DataTable
        label="Patients"
        columns={patientColumns(clinic?.time_zone ?? 'UTC')}
        query={query}
        onRowAction={(patient) => router.push(`/patients/${patient.id}`)}
        empty={<NoPatients isSearch={q !== ''} onClear={() => search('')} />}
      />
      {clinic !== undefined && (
        <PatientDialog
          isOpen={isAdding}
          onOpenChange={setAdding}
          clinic={clinic}
          onSaved={(patient) => router.push(`/patients/${patient.id}`)}
        />
      )}
    </>
  )
}

function NoPatients({ isSearch, onClear }: { isSearch: boolean; onClear: () => void }) {
  if (!isSearch) {
    return (
      <EmptyState
        icon={Users}
        title="No patients yet"
        hint="Add the first with New patient. Somebody who texts the clinic, or whom an agent offers times to, is added by number."
      />
    )
  }
  return (
    <EmptyState
      icon={Users}
      title="No patient matches"
      hint="The search looks at parts of names and at whole phone numbers."
      action={
        <Button variant="outline" onPress={onClear}>
          Show all patients
        </Button>
      }
    />
  )
}

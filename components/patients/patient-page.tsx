'use client'

import { useQuery } from '@tanstack/react-query'
import { patientQuery } from '#lib/api/patients.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { ClinicZone } from '../ui/clinic-zone.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { formatPhone } from '../ui/phone.ts'
import { PatientActions } from './patient-actions.tsx'
import { PatientRecord } from './patient-record.tsx'
import { PatientSkeleton } from './patient-skeleton.tsx'

const BACK = { href: '/patients', label: 'patients' }

/** One patient: who they are, whether they may be texted, their visits and conversations. */
export function PatientPage({ id }: { id: string }) {
  const { clinics } = useClinic()
  const query = useQuery(patientQuery(id))
  const patient = query.data
  const clinic = clinics.find((candidate) => candidate.id === patient?.clinic_id)
  if (patient === undefined || clinic === undefined) {
    const isFailed = query.isError && patient === undefined
    return (
      <>
        <PageHeader title="Patient" back={BACK} />
        {isFailed ? (
          <ErrorState
            what="This patient could not be shown."
            error={query.error}
            onRetry={() => query.refetch()}
          />
        ) : (
          <PatientSkeleton />
        )}
      </>
    )
  }
  return (
    <>
      <PageHeader
        title={patient.name}
        back={BACK}
        aside={
          <span className="flex flex-wrap gap-x-2">
            {!patient.is_stub && <span>{formatPhone(patient.phone_number)}</span>}
            <ClinicZone clinic={clinic} />
          </span>
        }
        actions={<PatientActions patient={patient} clinic={clinic} />}
      />
      <PatientRecord patient={patient} clinic={clinic} />
    </>
  )
}

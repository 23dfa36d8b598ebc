import type { Metadata } from 'next'
import { PatientList } from '#components/patients/patient-list.tsx'
import { Prefetched } from '#components/shell/prefetched.tsx'
import { patientsQuery } from '#lib/api/patients.ts'
import { listPatients } from '#lib/services/patient/list.ts'
import { firstPage, frameClinic } from '../_prefetch/frame-clinic.ts'

export const metadata: Metadata = { title: 'Patients' }

/** The first page of the whole list comes with the page; a search is asked for by the browser. */
export default async function PatientsPage() {
  const frame = await frameClinic()
  if (frame === null) return <PatientList />
  const filters = { clinic_id: frame.clinic.id }
  const page = await listPatients(frame.ctx, filters)
  return (
    <Prefetched answers={[[patientsQuery(filters).queryKey, firstPage(page)]]}>
      <PatientList />
    </Prefetched>
  )
}

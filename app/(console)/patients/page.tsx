import type { Metadata } from 'next'
import { PatientList } from '#components/patients/patient-list.tsx'

export const metadata: Metadata = { title: 'Patients' }

export default function PatientsPage() {
  return <PatientList />
}

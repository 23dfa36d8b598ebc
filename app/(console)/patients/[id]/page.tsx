import type { Metadata } from 'next'
import { PatientPage } from '#components/patients/patient-page.tsx'

export const metadata: Metadata = { title: 'Patient' }

export default async function OnePatientPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return <PatientPage id={id} />
}

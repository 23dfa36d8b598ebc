import type { Metadata } from 'next'
import { ClinicList } from '#components/settings/clinic-list.tsx'

export const metadata: Metadata = { title: 'Settings' }

export default function SettingsPage() {
  return <ClinicList />
}

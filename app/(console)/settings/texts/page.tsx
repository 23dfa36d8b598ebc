import type { Metadata } from 'next'
import { TextsPage } from '#components/texts/texts-page.tsx'

export const metadata: Metadata = { title: 'Texts' }

export default function TextsSettingsPage() {
  return <TextsPage />
}

import type { Metadata } from 'next'
import { AnswersPage } from '#components/texts/answers-page.tsx'

export const metadata: Metadata = { title: 'Answers' }

export default function AnswersSettingsPage() {
  return <AnswersPage />
}

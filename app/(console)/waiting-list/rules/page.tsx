import type { Metadata } from 'next'
import { RulesPage } from '#components/waiting-list/rules-page.tsx'

export const metadata: Metadata = { title: 'Rules of the waiting list' }

export default function WaitingListRulesPage() {
  return <RulesPage />
}

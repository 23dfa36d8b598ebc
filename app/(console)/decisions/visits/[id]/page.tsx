import type { Metadata } from 'next'
import { DecisionPage } from '#components/decisions/decision-page.tsx'

export const metadata: Metadata = { title: 'How this came about' }

export default async function VisitDecisionPage({ params }: { params: Promise<{ id: string }> }) {
  return <DecisionPage subject={{ from: 'visit', id: (await params).id }} />
}

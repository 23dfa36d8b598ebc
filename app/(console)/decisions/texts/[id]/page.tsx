import type { Metadata } from 'next'
import { DecisionPage } from '#components/decisions/decision-page.tsx'

export const metadata: Metadata = { title: 'How this came about' }

export default async function TextDecisionPage({ params }: { params: Promise<{ id: string }> }) {
  return <DecisionPage subject={{ from: 'text', id: (await params).id }} />
}

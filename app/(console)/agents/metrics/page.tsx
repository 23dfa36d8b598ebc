import type { Metadata } from 'next'
import { MetricsPage } from '#components/agents/metrics/metrics-page.tsx'

export const metadata: Metadata = { title: 'Agents: metrics' }

export default function AgentMetricsPage() {
  return <MetricsPage />
}

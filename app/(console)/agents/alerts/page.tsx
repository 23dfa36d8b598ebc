import type { Metadata } from 'next'
import { Alerts } from '#components/agents/alerts/alerts.tsx'

export const metadata: Metadata = { title: 'Agents: alerts' }

export default function AlertsPage() {
  return <Alerts />
}

'use client'

import { AgentsHeader } from '../agents-header.tsx'
import { AgentMetrics } from './agent-metrics.tsx'
import { RangeSwitch, useMetricRange } from './range-switch.tsx'

/** How much the agents say to each other, how fast it arrives, and what goes wrong. */
export function MetricsPage() {
  const range = useMetricRange()
  return (
    <>
      <AgentsHeader actions={<RangeSwitch />} />
      <AgentMetrics range={range} />
    </>
  )
}

'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { deadLettersQuery } from '#lib/api/agents.ts'
import { openAlertsQuery } from '#lib/api/alerts.ts'
import { ClinicZone } from '../ui/clinic-zone.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { TabLinks } from '../ui/tab-links.tsx'

/** The head of every part of Agents. Tabs say how many dead letters there are, as far as one page reaches, and alerts. */
export function AgentsHeader({ actions }: { actions?: ReactNode }) {
  const dead = useInfiniteQuery(deadLettersQuery()).data?.pages[0]
  const count = dead === undefined || dead.items.length === 0 ? '' : ` ${dead.items.length}`
  const alerts = useQuery(openAlertsQuery()).data?.length ?? 0
  const tabs = [
    { href: '/agents', label: 'Messages' },
    { href: '/agents/registry', label: 'Registry' },
    {
      href: '/agents/dead-letters',
      label: `Dead letters${count}${dead !== undefined && dead.next_cursor !== null ? '+' : ''}`,
    },
    { href: '/agents/metrics', label: 'Metrics' },
    { href: '/agents/alerts', label: `Alerts${alerts === 0 ? '' : ` ${alerts}`}` },
  ]
  return (
    <PageHeader
      title="Agents"
      tabs={<TabLinks label="Agents" tabs={tabs} />}
      aside={<ClinicZone isZoneOnly />}
      actions={actions}
    />
  )
}

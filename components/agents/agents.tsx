'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { agentsQuery, messagesQuery } from '#lib/api/agents.ts'
import { ClinicZone } from '../ui/clinic-zone.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { useUrlState } from '../ui/use-url-state.ts'
import { MessageList } from './message-list.tsx'
import { MessagePanel } from './message-panel.tsx'
import { Registry } from './registry.tsx'
import { StaleNotice } from './stale-notice.tsx'

/** Who the agents are, whether they are well, and what they say to each other, as it happens. */
export function Agents() {
  const agents = useQuery(agentsQuery())
  const messages = useInfiniteQuery(messagesQuery())
  const url = useUrlState()
  const chosenId = url.get('message')
  const chosen = messages.data?.pages.flatMap((page) => page.items).find(({ id }) => id === chosenId)
  const choose = (id: string | undefined) => url.replace({ message: id })
  return (
    <>
      <PageHeader title="Agents" aside={<ClinicZone isZoneOnly />} />
      <div className="flex min-h-0 flex-1">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto">
          <StaleNotice agents={agents.data ?? []} />
          <Registry query={agents} />
          <MessageList query={messages} chosenId={chosen?.id} onChoose={choose} />
        </div>
        {chosen !== undefined && (
          <MessagePanel message={chosen} onChoose={choose} onClose={() => choose(undefined)} />
        )}
      </div>
    </>
  )
}

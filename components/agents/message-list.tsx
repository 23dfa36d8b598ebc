'use client'

import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { ArrowRight, Bot } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { getLiveState, type LiveState, onLiveState } from '#lib/api/live-state.ts'
import type { MessagePage } from '#lib/domain/agents/schema.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { type Column, DataTable } from '../table/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { StatusDot, StatusPill } from '../ui/status-pill.tsx'
import { dateKey, formatClock, formatDayTime } from '../ui/time.ts'
import { useNow } from '../ui/use-now.tsx'
import { type AgentMessage, agentName, MESSAGE_STATE, messageWords } from './words.ts'

const TICK_MS = 60_000
const SERVER_LIVE: LiveState = { status: 'connecting' }

interface MessageListProps {
  query: UseInfiniteQueryResult<InfiniteData<MessagePage>>
  chosenId: string | undefined
  onChoose: (id: string) => void
}

/** The latest messages, as they come. */
export function MessageList({ query, chosenId, onChoose }: MessageListProps) {
  const zone = useClinic().clinic?.time_zone ?? 'UTC'
  const now = useNow(TICK_MS)
  const live = useSyncExternalStore(onLiveState, getLiveState, () => SERVER_LIVE)
  const isLive = live.status === 'live'
  return (
    <section aria-label="Messages" className="flex min-w-0 flex-1 flex-col pt-2">
      <header className="flex items-center gap-2 px-4 py-2 sm:px-5">
        <h2 className="font-semibold">Messages</h2>
        <span className="flex items-center gap-1.5 text-xs text-muted">
          <StatusDot tone={isLive ? 'good' : 'neutral'} /> {isLive ? 'live' : 'not live now'}
        </span>
      </header>
      <DataTable
        label="Messages"
        columns={columnsFor(zone, now)}
        query={query}
        selectedId={chosenId}
        onRowAction={(message) => onChoose(message.id)}
        empty={
          <EmptyState
            icon={Bot}
            title="The agents have not said anything yet"
            hint="Offer times to a patient, then answer as the patient in the simulator. Every step shows here."
          />
        }
      />
    </section>
  )
}

const columnsFor = (zone: string, now: number | undefined): Column<AgentMessage>[] => [
  {
    id: 'what',
    header: 'Message',
    cell: (message) => (
      <span className="flex min-w-0 flex-col">
        <span className="max-sm:max-w-40">{messageWords(message.message_type)}</span>
        <code className="truncate font-mono text-2xs text-muted max-sm:max-w-40">{message.message_type}</code>
      </span>
    ),
  },
  {
    id: 'between',
    header: 'From and to',
    isSecondary: true,
    cell: (message) => (
      <span className="flex items-center gap-2">
        {agentName(message.from)}
        <ArrowRight aria-label="to" className="size-3 shrink-0 text-muted" />
        {message.to === null ? 'nobody yet' : agentName(message.to)}
      </span>
    ),
  },
  {
    id: 'state',
    header: 'State',
    cell: (message) => {
      const { words, tone } = MESSAGE_STATE[message.state]
      return <StatusPill tone={tone}>{words}</StatusPill>
    },
  },
  {
    id: 'at',
    header: 'Time',
    align: 'end',
    cell: (message) => (
      <span className="whitespace-nowrap text-muted max-sm:text-2xs">{timeWords(message.at, zone, now)}</span>
    ),
  },
]

const timeWords = (at: string, zone: string, now: number | undefined) =>
  now !== undefined && dateKey(at, zone) === dateKey(now, zone)
    ? formatClock(at, zone)
    : formatDayTime(at, zone)

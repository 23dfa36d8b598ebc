'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { MailCheck } from 'lucide-react'
import { useMemo } from 'react'
import { deadLettersQuery } from '#lib/api/agents.ts'
import { MAX_REDRIVES } from '#lib/domain/agents/message.ts'
import type { AgentView, MessageView } from '#lib/domain/agents/schema.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { type Column, DataTable } from '../table/data-table.tsx'
import { agentName } from '../ui/agent-name.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { formatDayTime } from '../ui/time.ts'
import { useUrlState } from '../ui/use-url-state.ts'
import { AgentsHeader } from './agents-header.tsx'
import { readMessageId } from './filters.ts'
import { MessagePanel } from './message-panel.tsx'
import { RedriveAll } from './redrive-all.tsx'
import { RedriveButton } from './redrive-button.tsx'
import { StaleData } from './stale-data.tsx'
import { useRegistry } from './use-registry.ts'

/** Messages that failed their last try: why, and the way back into the queue. */
export function DeadLetters() {
  const url = useUrlState()
  const zone = useClinic().clinic?.time_zone ?? 'UTC'
  const { agents, byId } = useRegistry()
  const query = useInfiniteQuery(deadLettersQuery())
  const chosenId = readMessageId(url.get)
  const columns = useMemo(() => columnsFor(zone), [zone])
  const letters = query.data?.pages.flatMap(({ items }) => items) ?? []
  const choose = (id: string | undefined) => url.replace({ message: id })
  return (
    <>
      <AgentsHeader
        actions={
          <RedriveAll
            agents={receiversFirst(agents ?? [], letters)}
            nothingReason={
              query.data !== undefined && letters.length === 0 ? 'There are no dead letters.' : null
            }
          />
        }
      />
      <div className="flex min-h-0 flex-1">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto">
          <StaleData queries={[query]} what="The dead letters" />
          <DataTable
            label="Dead letters"
            columns={chosenId === undefined ? columns : columns.filter(({ id }) => SLIM.includes(id))}
            query={query}
            selectedId={chosenId}
            onRowAction={({ id }) => choose(id)}
            empty={
              <EmptyState
                icon={MailCheck}
                title="No dead letters"
                hint="A message that fails its last try comes here with the reason, and can be put back from here."
              />
            }
          />
        </div>
        {chosenId !== undefined && (
          <MessagePanel id={chosenId} receivers={byId} onChoose={choose} onClose={() => choose(undefined)} />
        )}
      </div>
    </>
  )
}

/** Beside the panel of one message, which says the rest. */
const SLIM = ['what', 'when', 'redrive']

/** Agents that dead letters were meant for, most of them first, then the others by name. */
function receiversFirst(agents: readonly AgentView[], letters: readonly MessageView[]): AgentView[] {
  const count = (agent: AgentView) => letters.filter(({ to_agent_id }) => to_agent_id === agent.id).length
  return agents.toSorted((a, b) => count(b) - count(a) || a.name.localeCompare(b.name))
}

const columnsFor = (zone: string): Column<MessageView>[] => [
  {
    id: 'what',
    header: 'Message',
    cell: (letter) => (
      <span className="flex min-w-0 flex-col gap-0.5">
        <code className="font-mono text-xs wrap-anywhere">{letter.message_type}</code>
        <span className="text-xs text-muted">
          {agentName(letter.from_agent)} to {letter.to_agent === null ? 'nobody' : agentName(letter.to_agent)}
        </span>
        <span className="text-danger-ink wrap-anywhere md:hidden">{reasonOf(letter)}</span>
        <span className="text-xs text-muted md:hidden">{failedAt(letter, zone)}</span>
      </span>
    ),
  },
  {
    id: 'why',
    header: 'Why',
    isSecondary: true,
    className: 'w-1/2',
    cell: (letter) => <span className="text-danger-ink wrap-anywhere">{reasonOf(letter)}</span>,
  },
  {
    id: 'when',
    header: 'Failed',
    isSecondary: true,
    cell: (letter) => <span className="whitespace-nowrap text-ink-secondary">{failedAt(letter, zone)}</span>,
  },
  {
    id: 'tries',
    header: 'Tries',
    isSecondary: true,
    cell: (letter) => <span className="whitespace-nowrap text-ink-secondary">{triesWords(letter)}</span>,
  },
  { id: 'redrive', header: 'Way back', align: 'end', cell: (letter) => <RedriveButton message={letter} /> },
]

function triesWords({ retry_count, redrive_count }: MessageView): string {
  const tries = retry_count === 0 ? null : `${retry_count + 1} tries`
  const redriven = redrive_count === 0 ? null : `redriven ${redrive_count} of ${MAX_REDRIVES}`
  return [tries, redriven].filter((words) => words !== null).join(', ') || 'once'
}

const reasonOf = ({ failure_reason }: MessageView) => failure_reason ?? 'No reason was given.'
const failedAt = ({ failed_at, updated_at }: MessageView, zone: string) =>
  formatDayTime(failed_at ?? updated_at, zone)

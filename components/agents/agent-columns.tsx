'use client'

import type { AgentView } from '#lib/domain/agents/schema.ts'
import type { Column } from '../table/data-table.tsx'
import { agentName } from '../ui/agent-name.ts'
import { StatusDot, StatusPill } from '../ui/status-pill.tsx'
import { useNow } from '../ui/use-now.tsx'
import { useSystemNow } from '../ui/use-system-now.ts'
import {
  agentState,
  beatWords,
  capabilityWords,
  deliveryWords,
  noSchedules,
  queueWords,
} from './agent-words.ts'
import { LoadMeter } from './load-meter.tsx'

const TICK_MS = 1_000

/** The columns of the registry. Ages run on by themselves. */
export const AGENT_COLUMNS: Column<AgentView>[] = [
  { id: 'agent', header: 'Agent', cell: (agent) => <Who agent={agent} /> },
  { id: 'state', header: 'State', isSecondary: true, cell: (agent) => <State agent={agent} /> },
  { id: 'beat', header: 'Heartbeat', isSecondary: true, cell: (agent) => <Beat agent={agent} /> },
  {
    id: 'load',
    header: 'Load',
    isSecondary: true,
    className: 'max-xl:hidden',
    cell: (agent) => <LoadMeter load={agent.load} name={agentName(agent.name)} />,
  },
  { id: 'queue', header: 'Waiting', cell: (agent) => <Queue agent={agent} /> },
  {
    id: 'delivery',
    header: 'Delivery',
    isSecondary: true,
    cell: (agent) => <span className="whitespace-nowrap">{deliveryWords(agent)}</span>,
  },
  {
    id: 'can',
    header: 'Can do',
    isSecondary: true,
    className: 'max-lg:hidden w-1/4',
    cell: (agent) => <Listed names={capabilityWords(agent.capabilities)} none="not said" />,
  },
  {
    id: 'providers',
    header: 'Keeps the schedule of',
    isSecondary: true,
    className: 'max-xl:hidden',
    cell: (agent) => <Listed names={agent.providers.map(({ name }) => name)} none={noSchedules(agent)} />,
  },
]

/** Beside the panel of one agent, which says the rest. */
export const SLIM_COLUMNS = AGENT_COLUMNS.filter(({ id }) => ['agent', 'state', 'beat', 'queue'].includes(id))

function Who({ agent }: { agent: AgentView }) {
  const { tone, words } = agentState(agent)
  return (
    <span className="flex min-w-0 items-start gap-2">
      <span className="pt-0.5">
        <StatusDot tone={tone} />
      </span>
      <span className="flex min-w-0 flex-col">
        <span className="font-medium wrap-anywhere">{agentName(agent.name)}</span>
        <span className="text-xs text-muted">{agent.is_builtin ? agent.name : agent.type}</span>
        <span className="flex flex-col gap-1 pt-1 text-xs text-muted md:hidden">
          <StatusPill tone={tone}>{words}</StatusPill>
          <span>
            {deliveryWords(agent)} · <Beat agent={agent} />
          </span>
          <span>{capabilityWords(agent.capabilities).join(', ')}</span>
        </span>
      </span>
    </span>
  )
}

function State({ agent }: { agent: AgentView }) {
  const { tone, words, why } = agentState(agent)
  return (
    <span title={why ?? undefined}>
      <StatusPill tone={tone}>{words}</StatusPill>
    </span>
  )
}

function Beat({ agent }: { agent: AgentView }) {
  const now = useSystemNow(TICK_MS)
  const words = beatWords(agent, now)
  return <span className="whitespace-nowrap text-ink-secondary">{words.replace('Heartbeat ', '')}</span>
}

function Queue({ agent }: { agent: AgentView }) {
  const now = useNow(TICK_MS)
  const { words, isSlow } = queueWords(agent, now)
  return (
    <span className={`whitespace-nowrap ${isSlow ? 'text-warning-ink' : 'text-ink-secondary'}`}>{words}</span>
  )
}

function Listed({ names, none }: { names: readonly string[]; none: string }) {
  if (names.length === 0) return <span className="text-muted">{none}</span>
  return (
    <span className="line-clamp-2 text-ink-secondary" title={names.join(', ')}>
      {names.join(', ')}
    </span>
  )
}

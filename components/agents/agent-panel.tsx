'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { newestMessagesQuery } from '#lib/api/agents.ts'
import type { AgentView } from '#lib/domain/agents/schema.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { agentName } from '../ui/agent-name.ts'
import { type Fact, FactList } from '../ui/fact-list.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { SidePanel } from '../ui/side-panel.tsx'
import { LineSkeleton, Loading } from '../ui/skeletons.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { formatDate } from '../ui/time.ts'
import { useNow } from '../ui/use-now.tsx'
import { useSystemNow } from '../ui/use-system-now.ts'
import { AgentActions } from './agent-actions.tsx'
import {
  agentState,
  beatWords,
  capabilityWords,
  deliveryWords,
  noSchedules,
  queueWords,
} from './agent-words.ts'
import { LoadMeter } from './load-meter.tsx'
import { MessageTable } from './message-table.tsx'

const TICK_MS = 1_000
const LATEST = 10
const LINK = 'text-accent-ink hover:underline'

interface AgentPanelProps {
  agent: AgentView
  receivers: ReadonlyMap<string, AgentView>
  onOpenMessage: (id: string) => void
  onClose: () => void
}

/** One agent: how it is, what can be done about it, and what it said last. */
export function AgentPanel({ agent, receivers, onOpenMessage, onClose }: AgentPanelProps) {
  const now = useSystemNow(TICK_MS)
  const { tone, words, why } = agentState(agent)
  return (
    <SidePanel title={agentName(agent.name)} subjectId={agent.id} size="lg" onClose={onClose}>
      <div className="flex flex-col gap-2">
        <p className="flex flex-wrap items-center gap-2">
          <StatusPill tone={tone}>{words}</StatusPill>
          <span className="text-xs text-muted">{beatWords(agent, now)}</span>
        </p>
        {why !== null && <p className="text-ink-secondary">{why}</p>}
      </div>
      <AgentActions agent={agent} onRemoved={onClose} />
      <Facts agent={agent} />
      <Latest agent={agent} receivers={receivers} onOpenMessage={onOpenMessage} />
    </SidePanel>
  )
}

function Facts({ agent }: { agent: AgentView }) {
  const { clinics, clinic } = useClinic()
  const now = useNow(TICK_MS)
  const worksFor = clinics.find(({ id }) => id === agent.clinic_id)?.name ?? 'Every clinic'
  const facts: Fact[] = [
    { label: 'Name', value: <code className="font-mono text-xs select-all">{agent.name}</code> },
    { label: 'Type', value: agent.type },
    {
      label: 'Delivery',
      value: (
        <>
          {deliveryWords(agent)}
          {agent.endpoint !== null && <code className="block font-mono text-xs">{agent.endpoint}</code>}
        </>
      ),
    },
    { label: 'Waiting', value: queueWords(agent, now).words },
    { label: 'Load', value: <LoadMeter load={agent.load} name={agentName(agent.name)} /> },
    { label: 'Can do', value: capabilityWords(agent.capabilities).join(', ') || 'not said' },
    { label: 'Schedules', value: <Schedules agent={agent} /> },
    { label: 'Works for', value: worksFor },
    { label: 'Since', value: formatDate(agent.created_at, clinic?.time_zone ?? 'UTC') },
  ]
  return <FactList facts={facts} />
}

function Schedules({ agent }: { agent: AgentView }) {
  if (agent.providers.length === 0) return noSchedules(agent)
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-1">
      {agent.providers.map(({ id, name }) => (
        <Link key={id} href={`/providers/${id}`} className={LINK}>
          {name}
        </Link>
      ))}
    </span>
  )
}

type LatestProps = Pick<AgentPanelProps, 'agent' | 'receivers' | 'onOpenMessage'>

function Latest({ agent, receivers, onOpenMessage }: LatestProps) {
  const query = useQuery(newestMessagesQuery({ agent_id: agent.id }, LATEST))
  const messages = query.data?.items
  return (
    <section aria-label="Latest messages" className="flex flex-col gap-2">
      <h3 className="flex items-baseline gap-3 font-medium">
        Latest messages
        <Link href={`/agents?agent=${agent.name}`} className={`ms-auto text-xs font-normal ${LINK}`}>
          All of them
        </Link>
      </h3>
      {messages === undefined ? (
        query.isError ? (
          <InlineError error={query.error} />
        ) : (
          <Loading>
            <LineSkeleton className="w-full" />
          </Loading>
        )
      ) : messages.length === 0 ? (
        <p className="text-muted">It has neither sent nor received any.</p>
      ) : (
        <div className="@container overflow-hidden rounded-lg border border-border bg-surface [&_tr:last-child>td]:border-b-0">
          <MessageTable
            rows={messages}
            receivers={receivers}
            chosenId={undefined}
            hrefOf={(id) => `/agents?message=${id}`}
            onChoose={onOpenMessage}
            onStep={onOpenMessage}
          />
        </div>
      )}
    </section>
  )
}

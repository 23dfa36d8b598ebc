'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import type { AgentView } from '#lib/domain/agents/schema.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { CardSkeleton, Loading } from '../ui/skeletons.tsx'
import { StatusDot, type Tone } from '../ui/status-pill.tsx'
import { durationWords, roughDuration } from '../ui/time.ts'
import { useNow } from '../ui/use-now.tsx'
import { useSystemNow } from '../ui/use-system-now.ts'
import { agentName, USUAL_ORDER } from './words.ts'

const TICK_MS = 1_000
/** A message that waits longer than this deserves a look. */
const SLOW_MS = 60_000
const GRID = 'grid grid-cols-[minmax(0,1fr)] gap-3 sm:grid-cols-2 xl:grid-cols-3'

/** A card per agent: alive or not, what it can do, what waits for it. */
export function Registry({ query }: { query: UseQueryResult<AgentView[]> }) {
  if (query.data === undefined && query.isError) {
    return (
      <ErrorState
        what="The agents could not be loaded."
        error={query.error}
        safe="They go on working."
        onRetry={() => query.refetch()}
      />
    )
  }
  return (
    <section aria-label="Registry" className="shrink-0 px-4 pt-4 sm:px-5">
      {query.data === undefined ? (
        <Loading>
          <div className={GRID}>
            <CardSkeleton className="h-16" />
            <CardSkeleton className="h-16" />
            <CardSkeleton className="h-16" />
          </div>
        </Loading>
      ) : (
        <ul className={GRID}>
          {inUsualOrder(query.data).map((agent) => (
            <AgentCard key={agent.id} agent={agent} />
          ))}
        </ul>
      )}
    </section>
  )
}

const placeOf = (name: string) =>
  USUAL_ORDER.includes(name) ? USUAL_ORDER.indexOf(name) : USUAL_ORDER.length

const inUsualOrder = (agents: readonly AgentView[]) =>
  agents.toSorted((a, b) => placeOf(a.name) - placeOf(b.name))

function AgentCard({ agent }: { agent: AgentView }) {
  const systemNow = useSystemNow(TICK_MS)
  const now = useNow(TICK_MS)
  const waited =
    agent.oldest_pending_at === null || now === undefined ? 0 : now - Date.parse(agent.oldest_pending_at)
  const facts = [
    agent.is_builtin ? 'built in' : agent.type,
    beatWords(agent, systemNow),
    agent.capabilities.map((name) => name.replaceAll('_', ' ')).join(', '),
  ].filter((fact) => fact !== '')
  return (
    <li className="flex min-w-0 flex-col gap-1 rounded-xl border border-border bg-surface px-4 py-3">
      <p className="flex items-center gap-2">
        <StatusDot tone={toneOf(agent)} />
        <span className="truncate font-semibold">{agentName(agent.name)}</span>
        <span className={`ms-auto shrink-0 text-xs ${waited > SLOW_MS ? 'text-warning-ink' : 'text-muted'}`}>
          {agent.queue_depth} waiting
          {waited > SLOW_MS && `, oldest ${roughDuration(waited)}`}
        </span>
      </p>
      <p className="truncate text-xs text-muted" title={facts.join(' · ')}>
        {facts.join(' · ')}
      </p>
    </li>
  )
}

function toneOf(agent: AgentView): Tone {
  if (agent.status !== 'active') return 'neutral'
  return agent.is_stale ? 'warn' : 'good'
}

function beatWords(agent: AgentView, now: number | undefined): string {
  if (agent.status === 'inactive') return 'switched off'
  if (agent.status === 'maintenance') return 'in maintenance'
  if (agent.heartbeat_at === null) return 'no heartbeat yet'
  if (now === undefined) return ''
  return `heartbeat ${durationWords(now - Date.parse(agent.heartbeat_at))} ago`
}

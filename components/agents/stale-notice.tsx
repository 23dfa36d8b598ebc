'use client'

import { TriangleAlert } from 'lucide-react'
import type { AgentView } from '#lib/domain/agents/schema.ts'
import { durationWords } from '../ui/time.ts'
import { useSystemNow } from '../ui/use-system-now.ts'
import { agentName } from './words.ts'

const TICK_MS = 1_000

/** Which agent is missing, since when, and what waits for it. */
export function StaleNotice({ agents }: { agents: readonly AgentView[] }) {
  const now = useSystemNow(TICK_MS)
  const stale = agents.filter((agent) => agent.is_stale && agent.status === 'active')
  if (stale.length === 0) return null
  return (
    <ul
      role="alert"
      className="shrink-0 border-b border-border bg-[color-mix(in_srgb,var(--warning)_8%,var(--background))]"
    >
      {stale.map((agent) => (
        <li key={agent.id} className="flex items-start gap-3 px-4 py-2 sm:px-5">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warning-ink" />
          <span>
            <strong className="font-semibold">{agentName(agent.name)} is missing.</strong>{' '}
            {silenceWords(agent, now)} {waitingWords(agent)}
          </span>
        </li>
      ))}
    </ul>
  )
}

function silenceWords(agent: AgentView, now: number | undefined): string {
  if (agent.heartbeat_at === null) return 'It has not been heard of since it was registered.'
  if (now === undefined) return 'It has not been heard of lately.'
  return `Last heard of ${durationWords(now - Date.parse(agent.heartbeat_at))} ago.`
}

function waitingWords({ queue_depth: depth, is_builtin }: AgentView): string {
  const cure = is_builtin ? ' A running worker with this agent goes on where it stopped.' : ''
  if (depth === 0) return `No message waits for it.${cure}`
  return `${depth === 1 ? '1 message waits' : `${depth} messages wait`} for it; nothing is lost.${cure}`
}

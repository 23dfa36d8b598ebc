'use client'

import { TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import type { AgentView } from '#lib/domain/agents/schema.ts'
import { useSystemNow } from '../ui/use-system-now.ts'
import { agentWarnings } from './agent-words.ts'

const TICK_MS = 1_000
/** The rest stands in the registry, which begins with them. */
const SHOWN = 2
const GROUND = {
  bad: 'bg-[color-mix(in_srgb,var(--danger)_8%,var(--background))] text-danger-ink',
  warn: 'bg-[color-mix(in_srgb,var(--warning)_8%,var(--background))] text-warning-ink',
} as const

/** Which agents are missing, since when, what waits for them, and what to do. */
export function AgentWarnings({ agents }: { agents: readonly AgentView[] }) {
  const now = useSystemNow(TICK_MS)
  const warnings = agentWarnings(agents, now)
  if (warnings.length === 0) return null
  const rest = warnings.length - SHOWN
  return (
    <ul aria-label="Warnings" className="shrink-0">
      {warnings.slice(0, SHOWN).map(({ id, tone, title, text }) => (
        <li
          key={id}
          className={`flex items-start gap-3 border-b border-border px-4 py-2 sm:px-5 ${GROUND[tone]}`}
        >
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <span className="min-w-0">
            <strong className="font-semibold">{title}</strong>{' '}
            <span className="text-ink-secondary">{text}</span>
          </span>
        </li>
      ))}
      {rest > 0 && (
        <li className="border-b border-border px-4 py-2 text-ink-secondary sm:px-5">
          <Link href="/agents/registry" className="text-accent-ink hover:underline">
            {rest === 1 ? '1 more agent needs' : `${rest} more agents need`} a look
          </Link>
        </li>
      )}
    </ul>
  )
}

'use client'

import { ArrowRight, ChevronDown, Sparkles } from 'lucide-react'
import { useState } from 'react'
import type { AgentsItem } from '#lib/domain/messaging/schema.ts'
import { agentName } from '../ui/agent-name.ts'
import { StatusPill, type Tone } from '../ui/status-pill.tsx'
import { formatTime } from '../ui/time.ts'

type Step = AgentsItem['messages'][number]

const STATE_WORDS: Record<Step['state'], { words: string; tone: Tone }> = {
  pending: { words: 'waiting', tone: 'neutral' },
  delivered: { words: 'delivered', tone: 'accent' },
  processed: { words: 'done', tone: 'good' },
  failed: { words: 'failed', tone: 'bad' },
  expired: { words: 'ran out', tone: 'warn' },
}

/** What the agents said to each other, as one quiet line that opens into the messages. */
export function AgentsLine({ item, zone }: { item: AgentsItem; zone: string }) {
  const [isOpen, setOpen] = useState(false)
  const count = item.messages.length
  return (
    <section aria-label="Agents" className="rounded-lg border border-border bg-surface">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex min-h-9 w-full items-center gap-2 rounded-lg px-3.5 py-1.5 text-start text-xs pointer-coarse:min-h-11"
      >
        <Sparkles aria-hidden="true" className="size-3.5 shrink-0 text-accent" strokeWidth={1.75} />
        <span className="font-semibold">Agents</span>
        <span className="min-w-0 flex-1 truncate text-ink-secondary">{item.summary}</span>
        <span className="shrink-0 text-muted">
          {count} {count === 1 ? 'message' : 'messages'}
        </span>
        <ChevronDown
          aria-hidden="true"
          className={`size-3 shrink-0 text-muted ${isOpen ? 'rotate-180' : ''}`}
        />
      </button>
      {isOpen && (
        <ol className="flex flex-col border-t border-border">
          {item.messages.map((step) => (
            <AgentStep key={step.id} step={step} zone={zone} />
          ))}
        </ol>
      )}
    </section>
  )
}

function AgentStep({ step, zone }: { step: Step; zone: string }) {
  const { words, tone } = STATE_WORDS[step.state]
  return (
    <li className="border-b border-border px-3.5 py-2 text-xs last:border-b-0">
      <details className="group">
        <summary className="flex cursor-pointer list-none flex-wrap items-center gap-x-2 gap-y-1 rounded-sm">
          <span className="text-muted">{formatTime(step.at, zone)}</span>
          <span>{agentName(step.from)}</span>
          <ArrowRight aria-label="to" className="size-3 text-muted" />
          <span>{step.to === null ? 'nobody yet' : agentName(step.to)}</span>
          <code className="font-mono text-2xs text-ink-secondary">{step.message_type}</code>
          <span className="ms-auto">
            <StatusPill tone={tone}>{words}</StatusPill>
          </span>
        </summary>
        {step.failure_reason !== null && <p className="pt-1.5 text-danger-ink">{step.failure_reason}</p>}
        <pre className="mt-2 max-h-64 overflow-auto rounded-md bg-surface-tertiary p-2.5 font-mono text-2xs">
          {JSON.stringify(step.content, null, 2)}
        </pre>
      </details>
    </li>
  )
}

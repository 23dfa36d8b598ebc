'use client'

import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { healthQuery } from '#lib/api/health.ts'
import { getLiveState, type LiveState, onLiveState } from '#lib/api/live-state.ts'
import { isReplyModelOff } from '#lib/domain/staff/reply-model-off.ts'
import type { HealthView } from '#lib/domain/staff/schema.ts'
import { StatusDot, type Tone } from '../ui/status-pill.tsx'
import { formatTime } from '../ui/time.ts'

interface Line {
  label: string
  words: string
  tone: Tone
}

const SERVER_LIVE: LiveState = { status: 'connecting' }

/** Whether texting, workers, the reply model and this page's own connection are well. Always in sight. */
export function StatusCard() {
  const health = useQuery(healthQuery())
  const live = useSyncExternalStore(onLiveState, getLiveState, () => SERVER_LIVE)
  const lines = [...healthLines(health.data, health.isError), liveLine(live)]
  return (
    <section
      aria-label="State of the system"
      className="rounded-lg border border-border bg-surface px-2.5 py-2 sm:max-lg:px-0"
    >
      <ul className="flex flex-col gap-1.5 sm:max-lg:items-center">
        {lines.map((line) => (
          <li
            key={line.label}
            title={`${line.label}: ${line.words}`}
            className="flex items-center gap-2 text-2xs"
          >
            <StatusDot tone={line.tone} />
            <span className="shrink-0 sm:max-lg:sr-only">{line.label}</span>
            <span className="ms-auto truncate text-muted sm:max-lg:sr-only">{line.words}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function healthLines(health: HealthView | undefined, isError: boolean): Line[] {
  if (health === undefined || isError) {
    return [
      { label: 'Server', words: isError ? 'not reachable' : 'asking', tone: isError ? 'bad' : 'neutral' },
    ]
  }
  const isFailing = (part: string) => (health.failing ?? []).includes(part)
  const part = (label: string, key: 'sms_provider' | 'worker' | 'database', good: string): Line =>
    isFailing(key) ? { label, words: health[key], tone: 'bad' } : { label, words: good, tone: 'good' }
  const isModelOff = isReplyModelOff(health)
  return [
    part(
      providerName(health.sms_provider),
      'sms_provider',
      health.sms_provider === 'mock' ? 'simulated' : 'on',
    ),
    part('Workers', 'worker', health.worker),
    {
      label: 'Reply model',
      words: health.reply_model,
      tone: isFailing('reply_model') ? 'bad' : isModelOff ? 'warn' : 'good',
    },
    ...(isFailing('database') ? [part('Database', 'database', '')] : []),
  ]
}

function liveLine(live: LiveState): Line {
  if (live.status === 'live') return { label: 'This page', words: 'Live', tone: 'good' }
  if (live.status === 'connecting') return { label: 'This page', words: 'Connecting', tone: 'neutral' }
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return { label: 'Reconnecting', words: `since ${formatTime(live.since, zone)}`, tone: 'warn' }
}

function providerName(provider: string): string {
  const known: Record<string, string> = { mock: 'Mock gateway', twilio: 'Twilio', aws: 'AWS SMS' }
  return known[provider] ?? provider
}

'use client'

import type { AgentView, MessageDetail } from '#lib/domain/agents/schema.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { StatusDot, type Tone } from '../ui/status-pill.tsx'
import { formatClock, formatDay } from '../ui/time.ts'
import { Pre } from './json-block.tsx'
import { tookWords } from './message-state.ts'

type Attempt = MessageDetail['attempts'][number]

const OUTCOMES: Record<Attempt['status'], { tone: Tone; words: string }> = {
  success: { tone: 'good', words: 'taken' },
  failed: { tone: 'bad', words: 'not taken' },
  timeout: { tone: 'bad', words: 'no answer in time' },
}

interface AttemptsProps {
  attempts: readonly Attempt[]
  receiver: AgentView | undefined
}

/** Every try to deliver a message: when, how it was answered, how long that took. */
export function Attempts({ attempts, receiver }: AttemptsProps) {
  const zone = useClinic().clinic?.time_zone ?? 'UTC'
  return (
    <section aria-label="Attempts" className="flex flex-col gap-2">
      <h3 className="font-medium">Attempts</h3>
      {attempts.length === 0 ? (
        <p className="text-muted">{noneWords(receiver)}</p>
      ) : (
        <ol className="flex flex-col rounded-lg border border-border bg-surface">
          {attempts.map((attempt) => (
            <AttemptLine key={attempt.attempt} attempt={attempt} zone={zone} />
          ))}
        </ol>
      )}
    </section>
  )
}

function noneWords(receiver: AgentView | undefined): string {
  if (receiver?.delivery === 'built_in')
    return 'Handled inside Switchboard, in one transaction: there is no delivery that could fail.'
  if (receiver?.delivery === 'poll') return 'It comes and fetches its messages: nothing is posted to it.'
  return 'No try yet.'
}

function AttemptLine({ attempt, zone }: { attempt: Attempt; zone: string }) {
  const { tone, words } = OUTCOMES[attempt.status]
  const at = attempt.attempted_at
  return (
    <li className="flex flex-col gap-1 border-b border-border px-3 py-2 last:border-b-0">
      <span className="flex flex-wrap items-center gap-x-2">
        <StatusDot tone={tone} />
        <span>
          {attempt.attempt} · {words}
        </span>
        {attempt.response_code !== null && <code className="font-mono text-xs">{attempt.response_code}</code>}
        <span className="ms-auto text-xs text-muted">
          <time dateTime={at} title={formatDay(at, zone)}>
            {formatClock(at, zone)}
          </time>
          {attempt.duration_ms !== null && ` · ${tookWords(attempt.duration_ms)}`}
        </span>
      </span>
      {attempt.error !== null && (
        <span className="text-xs wrap-anywhere text-danger-ink">{attempt.error}</span>
      )}
      {attempt.response_body !== null && attempt.response_body !== '' && (
        <details>
          <summary className="w-fit cursor-pointer rounded-sm text-xs text-muted">
            What it answered, the first 2 KiB
          </summary>
          <div className="pt-1.5">
            <Pre label={`Answer to attempt ${attempt.attempt}`} text={attempt.response_body} />
          </div>
        </details>
      )}
    </li>
  )
}

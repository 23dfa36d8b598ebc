'use client'

import { ArrowRight } from 'lucide-react'
import { memo } from 'react'
import type { AgentView, MessageView } from '#lib/domain/agents/schema.ts'
import { agentName, shortAgentName } from '../ui/agent-name.ts'
import { StatusPill } from '../ui/status-pill.tsx'
import { formatClock } from '../ui/time.ts'
import { type Clocks, isTicking, messageState } from './message-state.ts'
import { messageWords } from './message-words.ts'
import { stepDetail } from './step-words.ts'
import { useClocks } from './use-clocks.ts'

const TICK_MS = 1_000
const CELL = 'border-b border-border px-3 py-1.5 first:ps-4 last:pe-4 sm:first:ps-5 sm:last:pe-5'
/** Columns that only a wide list has room for; the narrow one says the same in two lines. */
export const WIDE = 'hidden @2xl:table-cell'
export const WIDEST = 'hidden @4xl:table-cell'
/** What is settled says the same at any time; nothing is said of the rest before the clocks are known. */
const SETTLED_AT: Clocks = { now: 0, systemNow: 0 }

interface MessageRowProps {
  message: MessageView
  /** Its receiver in the registry, while the message waits for it. */
  receiver: AgentView | undefined
  href: string
  isChosen: boolean
  zone: string
}

/** One message as a row. Only one that is not settled counts the seconds. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  return isTicking(props.message) ? <TickingRow {...props} /> : <Row {...props} clocks={SETTLED_AT} />
})

function TickingRow(props: MessageRowProps) {
  const clocks = useClocks(TICK_MS)
  return <Row {...props} clocks={clocks ?? SETTLED_AT} />
}

/** The whole row is its link; the table listens for it. */
function Row({ message, receiver, href, isChosen, zone, clocks }: MessageRowProps & { clocks: Clocks }) {
  const { from_agent: from, to_agent: to, message_type: type } = message
  const state = messageState(message, receiver, clocks)
  const time = formatClock(message.created_at, zone)
  const note = noteOf(message, state.why, zone)
  return (
    <tr className={`relative ${isChosen ? 'bg-default' : 'hover:bg-surface-secondary'}`}>
      <td className={`${CELL} ${WIDE} whitespace-nowrap text-muted`}>{time}</td>
      <td className={`${CELL} ${WIDE}`}>
        <AgentCell name={from} />
      </td>
      <td className={`${CELL} ${WIDE}`}>
        <AgentCell name={to} />
      </td>
      <td className={`${CELL} w-full max-w-0 @2xl:min-w-44 @4xl:min-w-64`}>
        <span className="flex items-baseline gap-3">
          <a
            href={href}
            data-message={message.id}
            aria-current={isChosen ? 'true' : undefined}
            aria-label={`${time}, ${type}, ${agentName(from)} to ${to === null ? NOBODY : agentName(to)}`}
            title={messageWords(type)}
            className="truncate font-mono text-xs outline-none @4xl:shrink-0 after:absolute after:inset-0 after:content-[''] focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
          >
            {type}
          </a>
          {note !== null && (
            <span className="hidden min-w-0 truncate text-xs text-muted @4xl:block" title={note}>
              {note}
            </span>
          )}
        </span>
        <span className="flex items-center gap-1 pt-0.5 text-2xs text-muted @2xl:hidden">
          <span className="shrink-0 pe-1">{time}</span>
          <span className="truncate">{shortAgentName(from)}</span>
          <ArrowRight aria-label="to" className="size-3 shrink-0" />
          <span className="truncate">{to === null ? NOBODY : shortAgentName(to)}</span>
        </span>
      </td>
      <td className={`${CELL} ${WIDEST} text-muted`}>{message.priority}</td>
      <td className={`${CELL} max-@2xl:text-end`} title={state.why ?? undefined}>
        <span className="inline-flex flex-col gap-0.5 max-@2xl:items-end">
          <StatusPill tone={state.tone}>{state.words}</StatusPill>
          <span className="text-2xs text-muted @2xl:hidden">{state.aside}</span>
        </span>
      </td>
      <td className={`${CELL} ${WIDE} text-end whitespace-nowrap text-muted`}>{state.aside}</td>
    </tr>
  )
}

/** What is worth a look first: why it failed or found nobody, else what it is about, else why it waits. */
const noteOf = (message: MessageView, why: string | null, zone: string) =>
  message.failure_reason ??
  (message.to_agent_id === null ? message.routing_reason : null) ??
  stepDetail(message.content, zone) ??
  why

const NOBODY = 'nobody yet'

function AgentCell({ name }: { name: string | null }) {
  if (name === null) return <span className="whitespace-nowrap text-muted">{NOBODY}</span>
  return (
    <span className="block max-w-24 truncate @4xl:max-w-40" title={agentName(name)}>
      {shortAgentName(name)}
    </span>
  )
}

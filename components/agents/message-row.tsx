'use client'

import { ArrowRight } from 'lucide-react'
import { memo } from 'react'
import type { AgentView, MessageView } from '#lib/domain/agents/schema.ts'
import { agentName } from '../ui/agent-name.ts'
import { StatusPill } from '../ui/status-pill.tsx'
import { dateKey, formatClock, formatDayTime } from '../ui/time.ts'
import { type Clocks, isTicking, messageState } from './message-state.ts'
import { messageWords } from './message-words.ts'
import { useClocks } from './use-clocks.ts'

const TICK_MS = 1_000
const CELL = 'border-b border-border px-3 py-1.5 first:ps-4 last:pe-4 sm:first:ps-5 sm:last:pe-5'
/** Columns that only a wide list has room for. */
export const WIDE_CELL = 'hidden @2xl:table-cell'
const SETTLED_AT: Clocks = { now: 0, systemNow: 0 }

interface MessageRowProps {
  message: MessageView
  /** Its receiver in the registry, while the message waits for it. */
  receiver: AgentView | undefined
  href: string
  isChosen: boolean
  zone: string
  /** The calendar day in `zone`, as `2026-12-01`. */
  today: string | undefined
}

/** One message as a row. The whole row is its link; the table listens for it. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message, receiver, href, isChosen, zone, today } = props
  const { from_agent: from, to_agent: to, message_type: type } = message
  return (
    <tr className={`relative ${isChosen ? 'bg-default' : 'hover:bg-surface-secondary'}`}>
      <td className={`${CELL} whitespace-nowrap text-muted`}>
        <a
          href={href}
          data-message={message.id}
          aria-current={isChosen ? 'true' : undefined}
          aria-label={`${timeWords(message.created_at, zone, today)}, ${type}, ${agentName(from)} to ${receiverWords(to)}`}
          className="outline-none after:absolute after:inset-0 after:content-[''] focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          {timeWords(message.created_at, zone, today)}
        </a>
      </td>
      <td className={`${CELL} ${WIDE_CELL}`}>
        <span className="block max-w-40 truncate">{agentName(from)}</span>
      </td>
      <td className={`${CELL} ${WIDE_CELL}`}>
        <span className={`block max-w-40 truncate ${to === null ? 'text-muted' : ''}`}>
          {receiverWords(to)}
        </span>
      </td>
      <td className={`${CELL} w-full max-w-0`}>
        <code className="block truncate font-mono text-xs" title={messageWords(type)}>
          {type}
        </code>
        <span className="flex items-center gap-1 text-2xs text-muted @2xl:hidden">
          <span className="truncate">{agentName(from)}</span>
          <ArrowRight aria-label="to" className="size-3 shrink-0" />
          <span className="truncate">{receiverWords(to)}</span>
        </span>
      </td>
      <td className={`${CELL} ${WIDE_CELL} text-muted`}>{message.priority}</td>
      {isTicking(message) ? (
        <TickingState message={message} receiver={receiver} />
      ) : (
        <StateCells message={message} receiver={receiver} clocks={SETTLED_AT} />
      )}
    </tr>
  )
})

function TickingState({ message, receiver }: Pick<MessageRowProps, 'message' | 'receiver'>) {
  const clocks = useClocks(TICK_MS)
  return <StateCells message={message} receiver={receiver} clocks={clocks} />
}

interface StateCellsProps extends Pick<MessageRowProps, 'message' | 'receiver'> {
  clocks: Clocks | undefined
}

function StateCells({ message, receiver, clocks }: StateCellsProps) {
  const state = clocks === undefined ? undefined : messageState(message, receiver, clocks)
  return (
    <>
      <td className={`${CELL} max-@2xl:pe-4 max-@2xl:text-end`} title={state?.why ?? undefined}>
        {state !== undefined && <StatusPill tone={state.tone}>{state.words}</StatusPill>}
        {state?.aside !== '' && (
          <span className="block pt-0.5 text-2xs text-muted @2xl:hidden">{state?.aside}</span>
        )}
      </td>
      <td className={`${CELL} ${WIDE_CELL} text-end whitespace-nowrap text-muted`}>{state?.aside}</td>
    </>
  )
}

const receiverWords = (to: string | null) => (to === null ? 'nobody yet' : agentName(to))

/** Seconds count today, the day counts before. */
function timeWords(at: string, zone: string, today: string | undefined): string {
  return today !== undefined && dateKey(at, zone) === today ? formatClock(at, zone) : formatDayTime(at, zone)
}

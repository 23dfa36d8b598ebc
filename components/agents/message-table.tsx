'use client'

import type { KeyboardEvent, MouseEvent, ReactNode } from 'react'
import type { AgentView, MessageView } from '#lib/domain/agents/schema.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { dateKey, formatLongDay } from '../ui/time.ts'
import { useNow } from '../ui/use-now.tsx'
import { byDay } from './feed.ts'
import { focusStep } from './focus-step.ts'
import { MessageRow, WIDE, WIDEST } from './message-row.tsx'
import { isTicking } from './message-state.ts'

const TICK_MS = 60_000
const ROW_LINK = 'a[data-message]'
const COLUMNS = 7

interface MessageTableProps {
  rows: readonly MessageView[]
  receivers: ReadonlyMap<string, AgentView>
  chosenId: string | undefined
  /** Where the row with this id leads, for other tabs. */
  hrefOf: (id: string) => string
  onChoose: (id: string) => void
  /** Up and down with a message open: it changes while focus stays on the rows. */
  onStep: (id: string) => void
}

/**
 * The messages as rows under the days on which they were sent. A table of its own, because the one of `table/` makes every
 * row again with each event, and this one may hold a thousand of them while they change.
 */
export function MessageTable({ rows, receivers, chosenId, hrefOf, onChoose, onStep }: MessageTableProps) {
  const zone = useClinic().clinic?.time_zone ?? 'UTC'
  const now = useNow(TICK_MS)
  const today = now === undefined ? undefined : dateKey(now, zone)
  const open = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>(ROW_LINK) : null
    if (link?.dataset.message === undefined || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    onChoose(link.dataset.message)
  }
  const step = (event: KeyboardEvent<HTMLElement>) => {
    const id = focusStep(event, ROW_LINK)?.dataset.message
    if (chosenId !== undefined && id !== undefined) onStep(id)
  }
  return (
    <table
      aria-label="Messages"
      className="w-full border-separate border-spacing-0"
      onClick={open}
      onKeyDown={step}
    >
      <thead className="sticky top-0 z-10 bg-background text-xs text-muted max-@2xl:hidden">
        <tr>
          <Head className={WIDE}>Time</Head>
          <Head className={WIDE}>From</Head>
          <Head className={WIDE}>To</Head>
          <Head>Type</Head>
          <Head className={WIDEST} title="Priority: 1 is first, 10 is last">
            Prio
          </Head>
          <Head>State</Head>
          <Head className={WIDE} isAtEnd>
            Took
          </Head>
        </tr>
      </thead>
      {byDay(rows, ({ created_at }) => dateKey(created_at, zone)).map(({ day, first, messages }) => (
        <tbody key={day}>
          {day !== today && <DayRow words={formatLongDay(first.created_at, zone)} />}
          {messages.map((message) => (
            <MessageRow
              key={message.id}
              message={message}
              receiver={isTicking(message) ? receivers.get(message.to_agent_id ?? '') : undefined}
              href={hrefOf(message.id)}
              isChosen={message.id === chosenId}
              zone={zone}
            />
          ))}
        </tbody>
      ))}
    </table>
  )
}

interface HeadProps {
  className?: string
  title?: string
  isAtEnd?: boolean
  children: ReactNode
}

function Head({ className = '', title, isAtEnd = false, children }: HeadProps) {
  return (
    <th
      scope="col"
      title={title}
      className={`border-b border-border px-3 py-2 font-normal first:ps-4 last:pe-4 sm:first:ps-5 sm:last:pe-5 ${isAtEnd ? 'text-end' : 'text-start'} ${className}`}
    >
      {children}
    </th>
  )
}

/** Days before today are named once, so that a row needs its time alone. */
function DayRow({ words }: { words: string }) {
  return (
    <tr>
      <th
        scope="rowgroup"
        colSpan={COLUMNS}
        className="border-b border-border bg-surface-secondary px-4 py-1.5 text-start text-xs font-medium text-muted sm:px-5"
      >
        {words}
      </th>
    </tr>
  )
}

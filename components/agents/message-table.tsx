'use client'

import type { KeyboardEvent, MouseEvent } from 'react'
import type { AgentView, MessageView } from '#lib/domain/agents/schema.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { dateKey } from '../ui/time.ts'
import { useNow } from '../ui/use-now.tsx'
import { focusStep } from './focus-step.ts'
import { MessageRow, WIDE_CELL } from './message-row.tsx'
import { isTicking } from './message-state.ts'

const TICK_MS = 60_000
const ROW_LINK = 'a[data-message]'
const HEAD = 'px-3 py-2 text-start font-normal first:ps-4 last:pe-4 sm:first:ps-5 sm:last:pe-5'

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
 * The messages as rows. A table of its own, because the one of `table/` makes every row again with each event, and this
 * one may hold a thousand of them while they change.
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
    <table aria-label="Messages" className="w-full border-separate border-spacing-0 text-start">
      <thead className="sticky top-0 z-10 bg-background text-xs text-muted">
        <tr className="[&>th]:border-b [&>th]:border-border">
          <th scope="col" className={HEAD}>
            Time
          </th>
          <th scope="col" className={`${HEAD} ${WIDE_CELL}`}>
            From
          </th>
          <th scope="col" className={`${HEAD} ${WIDE_CELL}`}>
            To
          </th>
          <th scope="col" className={HEAD}>
            Type
          </th>
          <th scope="col" className={`${HEAD} ${WIDE_CELL}`} title="Priority: 1 is first, 10 is last">
            Prio
          </th>
          <th scope="col" className={`${HEAD} max-@2xl:text-end`}>
            State
          </th>
          <th scope="col" className={`${HEAD} ${WIDE_CELL} text-end`}>
            Took
          </th>
        </tr>
      </thead>
      <tbody onClick={open} onKeyDown={step}>
        {rows.map((message) => (
          <MessageRow
            key={message.id}
            message={message}
            receiver={isTicking(message) ? receivers.get(message.to_agent_id ?? '') : undefined}
            href={hrefOf(message.id)}
            isChosen={message.id === chosenId}
            zone={zone}
            today={today}
          />
        ))}
      </tbody>
    </table>
  )
}

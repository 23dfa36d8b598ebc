'use client'

import { Button } from '@heroui/react'
import Link from 'next/link'
import { useState } from 'react'
import type { ConsentEventView } from '#lib/domain/consent/schema.ts'
import { formatDate, formatTime } from '../ui/time.ts'

const SHOWN_AT_FIRST = 3

interface ConsentHistoryProps {
  events: readonly ConsentEventView[]
  zone: string
}

/** How consent came about, newest first: what happened, when, by whom, and in which words. Nothing in it can be changed. */
export function ConsentHistory({ events, zone }: ConsentHistoryProps) {
  const [isWhole, setWhole] = useState(false)
  if (events.length === 0) {
    return (
      <p className="text-xs text-muted">Nothing is on record yet. The patient wrote first, or never did.</p>
    )
  }
  const shown = isWhole ? events : events.slice(0, SHOWN_AT_FIRST)
  return (
    <>
      <ol aria-label="Consent history" className="flex flex-col gap-2.5 border-t border-border pt-3">
        {shown.map((event) => (
          <Line key={event.id} event={event} zone={zone} />
        ))}
      </ol>
      {events.length > shown.length && (
        <Button variant="ghost" size="sm" className="self-start" onPress={() => setWhole(true)}>
          Show all {events.length}
        </Button>
      )}
    </>
  )
}

function Line({ event, zone }: { event: ConsentEventView; zone: string }) {
  return (
    <li className="flex flex-col gap-0.5 text-xs">
      <span className="text-sm">
        {event.conversation_id === null ? (
          event.text
        ) : (
          <Link href={`/conversations/${event.conversation_id}`} className="hover:underline">
            {event.text}
          </Link>
        )}
      </span>
      {event.given !== null && <span className="text-ink-secondary">{event.given}</span>}
      {event.note !== null && <span className="wrap-anywhere text-ink-secondary">“{event.note}”</span>}
      {event.wording !== null && (
        <details className="text-muted">
          <summary className="w-fit">Wording {event.text_version}</summary>
          <span className="block text-ink-secondary">{event.wording}</span>
        </details>
      )}
      <time dateTime={event.at} className="text-muted">
        {formatDate(event.at, zone)}, {formatTime(event.at, zone)}
      </time>
    </li>
  )
}

'use client'

import { Button } from '@heroui/react'
import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { auditQuery } from '#lib/api/audit.ts'
import type { AuditEventView } from '#lib/domain/staff/schema.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { CardEmpty, SectionCard } from '../ui/section-card.tsx'
import { ListSkeleton } from '../ui/skeletons.tsx'
import { formatDate, formatTime } from '../ui/time.ts'

/** Everything that happened with this patient, newest first, whoever did it: staff, agents, or the patient by text. */
export function PatientTimeline({ patientId, zone }: { patientId: string; zone: string }) {
  const query = useInfiniteQuery(auditQuery({ patient_id: patientId }))
  const events = query.data?.pages.flatMap((page) => page.items)
  return (
    <SectionCard title="Timeline" isFlush>
      {events === undefined && query.isError && (
        <ErrorState
          what="The timeline could not be loaded."
          error={query.error}
          onRetry={() => query.refetch()}
        />
      )}
      {events === undefined && query.isPending && <ListSkeleton count={4} />}
      {events?.length === 0 && <CardEmpty>Nothing has happened yet.</CardEmpty>}
      {events !== undefined && events.length > 0 && (
        <ol>
          {events.map((event) => (
            <TimelineRow key={event.id} event={event} zone={zone} />
          ))}
        </ol>
      )}
      {query.hasNextPage && (
        <Button
          variant="ghost"
          size="sm"
          className="m-2 self-center"
          isPending={query.isFetchingNextPage}
          onPress={() => query.fetchNextPage()}
        >
          Show older
        </Button>
      )}
    </SectionCard>
  )
}

function TimelineRow({ event, zone }: { event: AuditEventView; zone: string }) {
  return (
    <li className="grid grid-cols-[1fr_auto] gap-x-4 border-b border-border px-4 py-2 last:border-b-0">
      <span className="min-w-0">
        {event.conversation_id === null ? (
          <span className="font-medium">{event.text}</span>
        ) : (
          <Link href={`/conversations/${event.conversation_id}`} className="font-medium hover:underline">
            {event.text}
          </Link>
        )}
        <span className="block text-xs text-muted">{event.actor}</span>
        {event.note !== null && event.note !== '' && (
          <span className="block wrap-anywhere text-ink-secondary">“{event.note}”</span>
        )}
      </span>
      <time dateTime={event.at} className="text-end text-xs whitespace-nowrap text-muted">
        {formatDate(event.at, zone)}
        <span className="block">{formatTime(event.at, zone)}</span>
      </time>
    </li>
  )
}

'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import { CalendarX } from 'lucide-react'
import type { FindSlotsResult, SlotView } from '#lib/domain/scheduling/schema.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { TableSkeleton } from '../ui/skeletons.tsx'
import { formatDay, formatLongDay, zoneName } from '../ui/time.ts'
import { groupByDay, slotKey } from './slot-key.ts'
import { SlotRow } from './slot-row.tsx'

interface SlotListProps {
  query: UseQueryResult<FindSlotsResult>
  chosen: readonly SlotView[]
  onToggle: (slot: SlotView) => void
}

/** Free times by day, with the zone they are in. Says until when it searched when there are none. */
export function SlotList({ query, chosen, onToggle }: SlotListProps) {
  if (query.isPending) return <TableSkeleton rows={6} columns={3} />
  if (query.data === undefined) {
    return (
      <ErrorState
        what="Free times could not be loaded."
        error={query.error}
        onRetry={() => query.refetch()}
      />
    )
  }
  const { slots, suggested, time_zone: zone, searched_until } = query.data
  if (slots.length === 0) {
    return (
      <EmptyState
        icon={CalendarX}
        title="No free times"
        hint={`Searched until ${formatDay(searched_until, zone)}. Try another provider, another time of day, or a later start.`}
      />
    )
  }
  const suggestedKeys = new Set(suggested.map(slotKey))
  const places = new Map(chosen.map((slot, index) => [slotKey(slot), index + 1]))
  return (
    <div
      className={`flex flex-col gap-3 ${query.isPlaceholderData ? 'opacity-60' : ''}`}
      aria-busy={query.isFetching}
    >
      <p className="text-xs text-muted">Times in {zoneName(zone)}</p>
      {groupByDay(slots, zone).map(([day, ofDay]) => (
        <section
          key={day}
          aria-label={formatLongDay(ofDay[0]?.starts_at ?? day, zone)}
          className="flex flex-col gap-1.5"
        >
          <h3 className="text-xs font-medium text-ink-secondary">
            {formatLongDay(ofDay[0]?.starts_at ?? day, zone)}
          </h3>
          {ofDay.map((slot) => (
            <SlotRow
              key={slotKey(slot)}
              slot={slot}
              zone={zone}
              place={places.get(slotKey(slot))}
              isSuggested={suggestedKeys.has(slotKey(slot))}
              onToggle={() => onToggle(slot)}
            />
          ))}
        </section>
      ))}
    </div>
  )
}

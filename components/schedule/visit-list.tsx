import { CalendarSearch } from 'lucide-react'
import type { AppointmentView } from '#lib/domain/scheduling/schema.ts'
import { visitState } from '../scheduling/appointment-words.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { formatLongDay, formatTime } from '../ui/time.ts'
import { ProviderDot } from './provider-dot.tsx'
import type { ScheduleDay } from './use-schedule.ts'
import { Held } from './visit-block.tsx'

interface VisitListProps {
  shown: readonly ScheduleDay[]
  providerId: string | undefined
  zone: string
  today: string
  chosenId: string | undefined
  onChoose: (id: string) => void
  isStale: boolean
}

/** The week as a list, day under day, for reading out, printing and small screens. */
export function VisitList({ shown, providerId, zone, today, chosenId, onChoose, isStale }: VisitListProps) {
  const days = shown.map(({ day, providers }) => ({
    day,
    visits: providers
      .filter(({ provider }) => providerId === undefined || provider.id === providerId)
      .flatMap(({ visits, holds }): AppointmentView[] => [...visits, ...holds])
      .sort((a, b) => (a.starts_at < b.starts_at ? -1 : 1)),
  }))
  if (days.every(({ visits }) => visits.length === 0)) {
    return (
      <EmptyState
        icon={CalendarSearch}
        title="No visit in this week"
        hint="Leaf to another week, or book a visit with New."
      />
    )
  }
  return (
    <div aria-busy={isStale} className={`min-h-0 flex-1 overflow-auto ${isStale ? 'opacity-60' : ''}`}>
      {days
        .filter(({ visits }) => visits.length > 0)
        .map(({ day, visits }) => (
          <section key={day} aria-labelledby={`list-${day}`}>
            <h2
              id={`list-${day}`}
              className="sticky top-0 z-10 border-b border-border bg-background px-4 py-1.5 text-xs font-semibold sm:px-5"
            >
              {formatLongDay(`${day}T12:00:00Z`, 'UTC')}
              {day === today && <span className="ms-2 font-medium text-accent-ink">today</span>}
              <span className="ms-2 font-normal text-muted">
                {visits.length === 1 ? '1 visit' : `${visits.length} visits`}
              </span>
            </h2>
            <ul>
              {visits.map((visit) => (
                <li key={visit.id}>
                  <button
                    type="button"
                    data-visit={visit.id}
                    aria-pressed={visit.id === chosenId}
                    onClick={() => onChoose(visit.id)}
                    className={`grid min-h-10 w-full grid-cols-[4.75rem_1fr_auto] items-center gap-x-3 border-b border-border px-4 py-1.5 text-start outline-offset-[-2px] hover:bg-surface-secondary pointer-coarse:min-h-11 sm:grid-cols-[9rem_1.4fr_1fr_1fr_8rem] sm:px-5 ${
                      visit.id === chosenId ? 'bg-default' : 'bg-surface'
                    }`}
                  >
                    <span className="whitespace-nowrap text-ink-secondary tabular-nums">
                      {formatTime(visit.starts_at, zone)}
                      <span className="max-sm:hidden"> to {formatTime(visit.ends_at, zone)}</span>
                    </span>
                    <span className="truncate font-medium">{visit.patient?.name ?? 'Held time'}</span>
                    <span className="truncate text-ink-secondary max-sm:hidden">
                      {visit.service_type?.name ?? ''}
                    </span>
                    <span className="flex min-w-0 items-center gap-2 max-sm:hidden">
                      <ProviderDot id={visit.provider.id} />
                      <span className="truncate">{visit.provider.name}</span>
                    </span>
                    <span className="justify-self-end">
                      <StatusPill tone={visitState(visit).tone}>
                        {visit.state === 'held' ? <Held visit={visit} /> : visitState(visit).words}
                      </StatusPill>
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </div>
  )
}

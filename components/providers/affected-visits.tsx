'use client'

import { useQuery } from '@tanstack/react-query'
import { appointmentsQuery } from '#lib/api/appointments.ts'
import type { AppointmentView } from '#lib/domain/scheduling/schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { AppointmentActions } from '../scheduling/appointment-actions.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { LineSkeleton, Loading } from '../ui/skeletons.tsx'
import { formatDayTime } from '../ui/time.ts'

/** The API lists at most 62 days at once; later visits show once the first are dealt with. */
const MAX_LISTED_MS = 60 * 86_400_000

interface AffectedVisitsProps {
  clinic: ClinicView
  providerId: string
  range: { starts_at: string; ends_at: string }
  /** Lets each be moved or cancelled in place. */
  hasActions?: boolean
}

/** What stands in a provider's time, up to the limit of the list. */
export function useAffected(
  clinicId: string,
  providerId: string,
  range: AffectedVisitsProps['range'] | undefined,
) {
  const start = range === undefined ? 0 : Date.parse(range.starts_at)
  const end = range === undefined ? 0 : Math.min(Date.parse(range.ends_at), start + MAX_LISTED_MS)
  return useQuery(
    appointmentsQuery(
      range === undefined
        ? undefined
        : {
            clinic_id: clinicId,
            provider_id: providerId,
            from: new Date(start).toISOString(),
            until: new Date(end).toISOString(),
          },
    ),
  )
}

/** The booked visits of a provider that touch a time, always as they are now. */
export function AffectedVisits({ clinic, providerId, range, hasActions = false }: AffectedVisitsProps) {
  const query = useAffected(clinic.id, providerId, range)
  if (query.data === undefined) {
    return query.isError ? <InlineError error={query.error} /> : <LoadingLine />
  }
  const visits = query.data.filter(({ state }) => state === 'booked' || state === 'arrived')
  const held = query.data.filter(({ state }) => state === 'held').length
  return (
    <section aria-label="Visits in this time" className={query.isPlaceholderData ? 'opacity-60' : ''}>
      <p className="pb-1.5 text-xs text-muted">{summaryWords(visits.length, held)}</p>
      {visits.length > 0 && (
        <ul className="max-h-60 overflow-y-auto rounded-lg border border-border">
          {visits.map((visit) => (
            <VisitLine key={visit.id} visit={visit} clinic={clinic} hasActions={hasActions} />
          ))}
        </ul>
      )}
    </section>
  )
}

interface VisitLineProps {
  visit: AppointmentView
  clinic: ClinicView
  hasActions: boolean
}

function VisitLine({ visit, clinic, hasActions }: VisitLineProps) {
  return (
    <li className="flex min-h-9 items-center gap-3 border-b border-border px-3 py-1 last:border-b-0">
      <span className="min-w-0 flex-1 truncate">
        <span className="font-medium text-foreground">{visit.patient?.name ?? 'No patient'}</span>{' '}
        <span className="text-muted">{visit.service_type?.name}</span>
      </span>
      <span className="shrink-0 text-ink-secondary">{formatDayTime(visit.starts_at, clinic.time_zone)}</span>
      {hasActions && <AppointmentActions appointment={visit} clinic={clinic} />}
    </li>
  )
}

const LoadingLine = () => (
  <Loading>
    <LineSkeleton className="w-56" />
  </Loading>
)

function summaryWords(visits: number, held: number): string {
  const booked =
    visits === 0
      ? 'No visit falls into it.'
      : visits === 1
        ? '1 visit falls into it.'
        : `${visits} visits fall into it.`
  const holds = held === 1 ? '1 held time is let go.' : `${held} held times are let go.`
  return held === 0 ? booked : `${booked} ${holds}`
}

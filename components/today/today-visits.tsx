'use client'

import Link from 'next/link'
import type { AppointmentView } from '#lib/domain/scheduling/schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { NextStepButton } from '../schedule/next-step-button.tsx'
import { ProviderDot } from '../schedule/provider-dot.tsx'
import { AppointmentActions } from '../scheduling/appointment-actions.tsx'
import { visitState } from '../scheduling/appointment-words.ts'
import { CardEmpty, SectionCard } from '../ui/section-card.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { formatTime } from '../ui/time.ts'
import { useNow } from '../ui/use-now.tsx'

const TICK_MS = 30_000

interface TodayVisitsProps {
  appointments: readonly AppointmentView[]
  clinic: ClinicView
}

/** Today's visits by time, with what happens next in place and the moment it is now between them. */
export function TodayVisits({ appointments, clinic }: TodayVisitsProps) {
  const now = useNow(TICK_MS)
  const zone = clinic.time_zone
  const visits = [...appointments].sort((a, b) => Date.parse(a.starts_at) - Date.parse(b.starts_at))
  const firstAhead = now === undefined ? -1 : visits.findIndex((visit) => Date.parse(visit.starts_at) > now)
  return (
    <SectionCard
      title="Today’s visits"
      count={visits.length}
      isFlush
      aside={
        <Link href="/schedule" className="text-xs text-accent-ink hover:underline">
          Open the schedule
        </Link>
      }
    >
      {visits.length === 0 && <CardEmpty>Nobody is booked for today.</CardEmpty>}
      <ul>
        {visits.map((visit, index) => (
          <li key={visit.id}>
            {index === firstAhead && now !== undefined && <NowMark words={formatTime(now, zone)} />}
            <VisitRow visit={visit} clinic={clinic} isLast={index === visits.length - 1} />
          </li>
        ))}
      </ul>
    </SectionCard>
  )
}

function NowMark({ words }: { words: string }) {
  return (
    <p className="flex items-center gap-2 px-4 text-2xs font-medium text-danger-ink">
      <span aria-hidden="true" className="size-[7px] rounded-full bg-danger" />
      <span className="py-1">{words}, now</span>
      <span aria-hidden="true" className="h-px flex-1 bg-danger/50" />
    </p>
  )
}

interface VisitRowProps {
  visit: AppointmentView
  clinic: ClinicView
  isLast: boolean
}

function VisitRow({ visit, clinic, isLast }: VisitRowProps) {
  const { words, tone } = visitState(visit)
  const isOver = visit.state === 'cancelled' || visit.state === 'noshow' || visit.state === 'fulfilled'
  return (
    <div
      className={`flex items-center gap-3 px-4 py-2 ${isLast ? '' : 'border-b border-border'} ${isOver ? 'text-muted' : ''}`}
    >
      <span className="w-16 shrink-0 text-ink-secondary">
        {formatTime(visit.starts_at, clinic.time_zone)}
      </span>
      <span className="flex min-w-0 flex-1 flex-col">
        {visit.patient === null ? (
          <span>No patient</span>
        ) : (
          <Link href={`/patients/${visit.patient.id}`} className="truncate font-medium hover:underline">
            {visit.patient.name}
          </Link>
        )}
        <span className="flex items-center gap-1.5 truncate text-xs text-muted">
          <ProviderDot id={visit.provider.id} /> {visit.provider.name}
          {visit.service_type !== null && ` · ${visit.service_type.name}`}
        </span>
      </span>
      <span className="max-sm:hidden">
        <StatusPill tone={tone}>{words}</StatusPill>
      </span>
      <NextStepButton appointment={visit} />
      <AppointmentActions appointment={visit} clinic={clinic} />
    </div>
  )
}

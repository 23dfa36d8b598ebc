'use client'

import Link from 'next/link'
import type { AppointmentView } from '#lib/domain/scheduling/schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { DecisionLink } from '../decisions/decision-link.tsx'
import { ProviderDot } from '../schedule/provider-dot.tsx'
import { AppointmentActions } from '../scheduling/appointment-actions.tsx'
import { visitState } from '../scheduling/appointment-words.ts'
import { CardEmpty, SectionCard } from '../ui/section-card.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { dateKey, formatDayTime } from '../ui/time.ts'

interface PatientVisitsProps {
  title: string
  visits: readonly AppointmentView[]
  clinic: ClinicView
  empty: string
}

/** Visits of one patient, each with what can be done with it. */
export function PatientVisits({ title, visits, clinic, empty }: PatientVisitsProps) {
  const zone = clinic.time_zone
  return (
    <SectionCard title={title} count={visits.length} isFlush>
      {visits.length === 0 && <CardEmpty>{empty}</CardEmpty>}
      <ul>
        {visits.map((visit) => {
          const { words, tone } = visitState(visit)
          return (
            <li
              key={visit.id}
              className="flex items-center gap-3 border-b border-border px-4 py-2 last:border-b-0"
            >
              <span className="flex min-w-0 flex-1 flex-col">
                <Link
                  href={`/schedule?day=${dateKey(visit.starts_at, zone)}&visit=${visit.id}`}
                  className="font-medium hover:underline"
                >
                  {formatDayTime(visit.starts_at, zone)}
                </Link>
                <span className="flex items-center gap-1.5 truncate text-xs text-muted">
                  <ProviderDot id={visit.provider.id} /> {visit.provider.name}
                  {visit.service_type !== null && ` · ${visit.service_type.name}`}
                  {visit.is_override && ' · against the rules'}
                </span>
                <DecisionLink
                  subject={{ from: 'visit', id: visit.id }}
                  label={`How the visit on ${formatDayTime(visit.starts_at, zone)} came about`}
                  className="text-xs"
                />
              </span>
              <StatusPill tone={tone}>{words}</StatusPill>
              <AppointmentActions appointment={visit} clinic={clinic} />
            </li>
          )
        })}
      </ul>
    </SectionCard>
  )
}

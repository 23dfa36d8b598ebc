'use client'

import { ChevronRight, Phone } from 'lucide-react'
import type { HitVisitView } from '#lib/domain/campaign/schema.ts'
import { TextPreviewCard } from '../scheduling/text-preview.tsx'
import { formatPhone } from '../ui/phone.ts'
import { StatusPill, type Tone } from '../ui/status-pill.tsx'
import { formatDayTime } from '../ui/time.ts'

const OUTCOME: Record<HitVisitView['outcome'], { label: string; tone: Tone }> = {
  text: { label: 'Text', tone: 'accent' },
  later: { label: 'Text later', tone: 'neutral' },
  phone: { label: 'Call', tone: 'warn' },
  stays: { label: 'Stays', tone: 'neutral' },
}

/** Each visit that time off hits: what its patient is offered and reads, or why somebody has to ring. */
export function TimeOffHits({ visits, zone }: { visits: readonly HitVisitView[]; zone: string }) {
  return (
    <ul className="rounded-lg border border-border">
      {visits.map((visit) => (
        <li key={visit.appointment_id} className="border-b border-border px-3 py-2 last:border-b-0">
          <Hit visit={visit} zone={zone} />
        </li>
      ))}
    </ul>
  )
}

function Hit({ visit, zone }: { visit: HitVisitView; zone: string }) {
  const { label, tone } = OUTCOME[visit.outcome]
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-40 flex-1">
          <span className="font-medium">{visit.patient?.name ?? 'No patient'}</span>{' '}
          <span className="text-muted">
            {formatDayTime(visit.starts_at, zone)}
            {visit.service_type !== null && `, ${visit.service_type.name}`}
          </span>
        </span>
        <StatusPill tone={visit.is_urgent ? 'bad' : tone}>{visit.is_urgent ? 'Call now' : label}</StatusPill>
      </div>
      {visit.reason !== null && (
        <p className="flex flex-wrap items-center gap-x-2 text-xs text-ink-secondary">
          {visit.reason}
          {visit.outcome === 'phone' && visit.phone_number !== null && (
            <span className="inline-flex items-center gap-1 text-muted">
              <Phone aria-hidden="true" className="size-3" /> {formatPhone(visit.phone_number)}
            </span>
          )}
        </p>
      )}
      {visit.options.length > 0 && <Offered visit={visit} zone={zone} />}
    </div>
  )
}

function Offered({ visit, zone }: { visit: HitVisitView; zone: string }) {
  return (
    <details className="group">
      <summary className="flex min-h-6 cursor-pointer list-none items-center gap-2 rounded-sm text-xs pointer-coarse:min-h-11">
        <ChevronRight
          aria-hidden="true"
          className="size-3 shrink-0 text-muted transition-transform group-open:rotate-90"
        />
        <span className="flex flex-wrap gap-1">
          {visit.options.map((option) => (
            <span
              key={`${option.provider.id} ${option.starts_at}`}
              title={option.reasoning.join(', ')}
              className="rounded-md bg-default px-1.5 py-0.5"
            >
              {formatDayTime(option.starts_at, zone)}, {option.provider.name}
            </span>
          ))}
        </span>
      </summary>
      <div className="flex flex-col gap-2 pt-2 ps-5">
        <ul className="text-xs text-muted">
          {visit.options.map((option) => (
            <li key={`${option.provider.id} ${option.starts_at}`}>
              {formatDayTime(option.starts_at, zone)}: {option.reasoning.join(', ').toLowerCase()}
            </li>
          ))}
        </ul>
        {visit.text !== null && <TextPreviewCard preview={visit.text} />}
      </div>
    </details>
  )
}

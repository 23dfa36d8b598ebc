'use client'

import { MessageSquare, TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import type { AppointmentView } from '#lib/domain/scheduling/schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { DecisionLink } from '../decisions/decision-link.tsx'
import { visitState } from '../scheduling/appointment-words.ts'
import { Countdown } from '../ui/countdown.tsx'
import { type Fact, FactList } from '../ui/fact-list.tsx'
import { SidePanel } from '../ui/side-panel.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { formatDay, formatTime, zoneName } from '../ui/time.ts'
import { ProviderDot } from './provider-dot.tsx'
import { VisitButtons } from './visit-buttons.tsx'
import { type DialogName, VisitDialogs } from './visit-dialogs.tsx'
import { VisitReminders } from './visit-reminders.tsx'

const MINUTE_MS = 60_000

interface VisitPanelProps {
  visit: AppointmentView
  clinic: ClinicView
  onClose: () => void
}

/** The chosen visit or hold: what it is, where it came from, and everything that can be done with it. */
export function VisitPanel({ visit, clinic, onClose }: VisitPanelProps) {
  const [open, setOpen] = useState<DialogName>()
  const { words, tone } = visitState(visit)
  return (
    <SidePanel title={visit.patient?.name ?? 'Held time'} subjectId={visit.id} onClose={onClose}>
      <div className="flex flex-wrap items-center gap-2">
        <StatusPill tone={tone}>{words}</StatusPill>
        {visit.is_override && <StatusPill tone="warn">Against the rules</StatusPill>}
        {visit.state === 'held' && visit.held_until !== null && (
          <Countdown to={visit.held_until} done="time is up" className="text-xs text-muted" />
        )}
      </div>
      <FactList facts={factsOf(visit, clinic)} />
      {visit.conversation_id !== null && (
        <Link
          href={`/conversations/${visit.conversation_id}`}
          className="flex min-h-8 items-center gap-2 rounded-lg border border-border bg-surface px-3 py-1.5 hover:bg-surface-secondary pointer-coarse:min-h-11"
        >
          <MessageSquare aria-hidden="true" className="size-4 text-muted" /> Open the conversation
        </Link>
      )}
      <DecisionLink subject={{ from: 'visit', id: visit.id }} className="text-xs" />
      {visit.state === 'held' && (
        <p className="flex gap-2 text-xs text-muted">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0 text-warning" />
          Offered to the patient and kept free until the answer comes. When it is released, a patient who
          chooses it gets fresh times.
        </p>
      )}
      <VisitReminders visit={visit} zone={clinic.time_zone} />
      <VisitButtons visit={visit} onOpen={setOpen} onReleased={onClose} />
      <VisitDialogs visit={visit} clinic={clinic} open={open} onOpenChange={setOpen} />
    </SidePanel>
  )
}

function factsOf(visit: AppointmentView, clinic: ClinicView): Fact[] {
  const zone = clinic.time_zone
  const minutes = Math.round((Date.parse(visit.ends_at) - Date.parse(visit.starts_at)) / MINUTE_MS)
  const facts: Fact[] = [
    {
      label: 'When',
      value: (
        <>
          {formatDay(visit.starts_at, zone)}, {formatTime(visit.starts_at, zone)} to{' '}
          {formatTime(visit.ends_at, zone)}
          <span className="block text-xs text-muted">
            {minutes} minutes, {zoneName(zone)} time
          </span>
        </>
      ),
    },
    {
      label: 'With',
      value: (
        <Link href={`/providers/${visit.provider.id}`} className="flex items-center gap-2 hover:underline">
          <ProviderDot id={visit.provider.id} /> {visit.provider.name}
        </Link>
      ),
    },
    { label: 'Service', value: visit.service_type?.name ?? 'Not said' },
  ]
  if (visit.patient !== null) {
    facts.push({
      label: 'Patient',
      value: (
        <Link href={`/patients/${visit.patient.id}`} className="text-accent-ink hover:underline">
          {visit.patient.name}
        </Link>
      ),
    })
  }
  return facts
}

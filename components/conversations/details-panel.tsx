'use client'

import { Ban, Bell, Check } from 'lucide-react'
import Link from 'next/link'
import { consentWords } from '#lib/domain/consent/sources.ts'
import type { ConversationDetail } from '#lib/domain/messaging/schema.ts'
import { AppointmentActions } from '../scheduling/appointment-actions.tsx'
import { visitState } from '../scheduling/appointment-words.ts'
import { Avatar } from '../ui/avatar.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { formatDay, formatDayTime } from '../ui/time.ts'
import { OfferPanel } from './offer-panel.tsx'
import { PanelSection } from './panel-section.tsx'
import type { DialogName } from './thread-dialogs.tsx'
import { UnknownSender } from './unknown-sender.tsx'

interface DetailsPanelProps {
  detail: ConversationDetail
  onOpen: (dialog: DialogName) => void
}

/** Beside the thread: who the patient is, what is offered, what is booked, whether texts are allowed. */
export function DetailsPanel({ detail, onOpen }: DetailsPanelProps) {
  return (
    <div className="flex flex-col gap-6 px-4 py-4">
      <PatientHead detail={detail} />
      <UnknownSender detail={detail} />
      <OfferPanel detail={detail} onOpen={onOpen} />
      <Upcoming detail={detail} />
      <Consent detail={detail} />
    </div>
  )
}

function PatientHead({ detail }: { detail: ConversationDetail }) {
  const year = formatDay(detail.patient_since, detail.clinic.time_zone)
  const facts = [
    detail.patient.is_stub
      ? 'Not on file yet, known by number only'
      : `Patient since ${yearOf(detail.patient_since)}`,
    detail.preferred_provider === null ? undefined : `prefers ${detail.preferred_provider.name}`,
    detail.preferred_time_of_day === null ? undefined : `likes the ${detail.preferred_time_of_day}`,
  ]
  return (
    <div className="flex items-center gap-3">
      <Avatar name={detail.patient.name} size="lg" isUrgent={detail.is_urgent} />
      <div className="min-w-0">
        <Link href={`/patients/${detail.patient.id}`} className="font-semibold hover:underline">
          {detail.patient.name}
        </Link>
        <p className="text-xs text-muted" title={year}>
          {facts.filter((fact) => fact !== undefined).join(' · ')}
        </p>
        <p className="text-xs text-muted">{detail.clinic.name}</p>
      </div>
    </div>
  )
}

/** A patient with more coming visits has a page of their own. */
const MOST_SHOWN = 4

const yearOf = (iso: string) => iso.slice(0, 4)

function Upcoming({ detail }: { detail: ConversationDetail }) {
  const { clinic, upcoming } = detail
  return (
    <PanelSection title="Upcoming">
      {upcoming.length === 0 && <p className="text-muted">No visit booked.</p>}
      {upcoming.slice(0, MOST_SHOWN).map((appointment) => {
        const { words, tone } = visitState(appointment)
        return (
          <div
            key={appointment.id}
            className="flex items-start gap-2 rounded-lg border border-border bg-surface px-2.5 py-1.5"
          >
            <div className="min-w-0 flex-1">
              <p>{formatDayTime(appointment.starts_at, clinic.time_zone)}</p>
              <p className="truncate text-xs text-muted">
                {appointment.provider.name}
                {appointment.service_type !== null && ` · ${appointment.service_type.name}`}
                {appointment.is_override && ' · against the rules'}
              </p>
            </div>
            {(appointment.state !== 'booked' || appointment.confirmed_at !== null) && (
              <StatusPill tone={tone}>{words}</StatusPill>
            )}
            <AppointmentActions appointment={appointment} clinic={clinic} />
          </div>
        )
      })}
      {upcoming.length > MOST_SHOWN && (
        <Link href={`/patients/${detail.patient.id}`} className="text-xs text-accent-ink hover:underline">
          {upcoming.length - MOST_SHOWN} more
        </Link>
      )}
    </PanelSection>
  )
}

function Consent({ detail }: { detail: ConversationDetail }) {
  const { consent, clinic } = detail
  const Icon = consent.is_opted_out ? Ban : Check
  const how =
    consent.source === null
      ? null
      : consentWords({ kind: 'opted_out', source: consent.source, actor_name: 'Staff' })
  const optedOut =
    consent.opted_out_at === null ? '' : ` on ${formatDay(consent.opted_out_at, clinic.time_zone)}`
  return (
    <PanelSection title="Consent">
      <p className="flex items-start gap-2">
        <Icon
          aria-hidden="true"
          className={`mt-0.5 size-3.5 shrink-0 ${consent.is_opted_out ? 'text-danger' : 'text-success'}`}
        />
        <span>
          {consent.is_opted_out ? `Opted out of texts${optedOut}` : 'Texts allowed'}
          {how !== null && <span className="block text-xs text-muted">{how}</span>}
        </span>
      </p>
      <p className="flex items-start gap-2 text-ink-secondary">
        <Bell aria-hidden="true" className="mt-0.5 size-3.5 shrink-0 text-ink-faint" />
        {textsWords(consent.texts_today)} today, {consent.texts_this_week} this week
      </p>
    </PanelSection>
  )
}

const textsWords = (count: number) => `${count} ${count === 1 ? 'text' : 'texts'}`

'use client'

import { Phone } from 'lucide-react'
import type { CampaignDetail, CampaignMemberView } from '#lib/domain/campaign/schema.ts'
import { formatPhone } from '../ui/phone.ts'
import { SectionCard } from '../ui/section-card.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { formatDayTime } from '../ui/time.ts'
import { MemberActions } from './member-actions.tsx'

interface CallListProps {
  campaign: CampaignDetail
  /** Urgent ones first, as the API answers them. */
  calls: readonly CampaignMemberView[]
}

/** Whom somebody has to ring, with the number and the reason; urgent ones first. */
export function CallList({ campaign, calls }: CallListProps) {
  return (
    <SectionCard title="Phone list" count={calls.length} isFlush>
      <ul>
        {calls.map((call) => (
          <Call key={call.id} call={call} campaign={campaign} />
        ))}
      </ul>
    </SectionCard>
  )
}

function Call({ call, campaign }: { call: CampaignMemberView; campaign: CampaignDetail }) {
  const zone = campaign.time_zone
  return (
    <li
      className={`grid items-center gap-x-6 gap-y-2 border-b border-border px-4 py-2.5 last:border-b-0 md:grid-cols-[minmax(0,1.2fr)_11rem_minmax(0,1.4fr)_auto] ${
        call.is_urgent ? 'bg-[color-mix(in_srgb,var(--danger)_6%,var(--surface))]' : ''
      }`}
    >
      <span className="flex min-w-0 flex-col">
        <span className="flex flex-wrap items-center gap-2 font-medium">
          {call.patient.name}
          {call.is_urgent && <StatusPill tone="bad">{call.status_label}</StatusPill>}
        </span>
        <span className="text-xs text-muted">
          {formatDayTime(call.starts_at, zone)}
          {call.service_type !== null && `, ${call.service_type.name}`}
        </span>
      </span>
      <a
        href={`tel:${call.phone_number}`}
        className="inline-flex min-h-8 w-fit items-center gap-1.5 font-medium text-accent-ink hover:underline pointer-coarse:min-h-11"
      >
        <Phone aria-hidden="true" className="size-3.5" />
        {formatPhone(call.phone_number)}
      </a>
      <span className={call.is_urgent ? 'text-danger-ink' : 'text-ink-secondary'}>{call.reason}</span>
      <MemberActions member={call} campaign={campaign} />
    </li>
  )
}

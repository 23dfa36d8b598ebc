'use client'

import type { CampaignDetail, CampaignMemberView } from '#lib/domain/campaign/schema.ts'
import { SectionCard } from '../ui/section-card.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { formatDayTime } from '../ui/time.ts'
import { MEMBER_TONE } from './campaign-words.ts'
import { MemberActions } from './member-actions.tsx'

interface MemberListProps {
  campaign: CampaignDetail
  members: readonly CampaignMemberView[]
}

/** Every patient who is told by text, with the visit as it was and what stands instead. */
export function MemberList({ campaign, members }: MemberListProps) {
  return (
    <SectionCard title="Visits" count={members.length} isFlush>
      <ul>
        {members.map((member) => (
          <Member key={member.id} member={member} campaign={campaign} />
        ))}
      </ul>
    </SectionCard>
  )
}

function Member({ member, campaign }: { member: CampaignMemberView; campaign: CampaignDetail }) {
  const zone = campaign.time_zone
  return (
    <li className="grid items-center gap-x-6 gap-y-2 border-b border-border px-4 py-2.5 last:border-b-0 md:grid-cols-[minmax(0,1.2fr)_11rem_minmax(0,1.4fr)_auto]">
      <span className="flex min-w-0 flex-col">
        <span className="font-medium">{member.patient.name}</span>
        <span className="text-xs text-muted">
          {formatDayTime(member.starts_at, zone)}
          {member.service_type !== null && `, ${member.service_type.name}`}
        </span>
      </span>
      <StatusPill tone={MEMBER_TONE[member.state]}>{member.status_label}</StatusPill>
      <span className="min-w-0 text-ink-secondary">{instead(member, zone)}</span>
      <MemberActions member={member} campaign={campaign} />
    </li>
  )
}

/** What stands in place of the visit, or why nothing does yet. */
function instead(member: CampaignMemberView, zone: string): string {
  if (member.new_time !== null) {
    return `Now ${formatDayTime(member.new_time.starts_at, zone)} with ${member.new_time.provider.name}`
  }
  if (member.waits_until !== null) {
    return `Quiet hours until ${formatDayTime(member.waits_until, zone)}`
  }
  if (member.offered.length > 0) {
    return member.offered
      .map(({ starts_at, provider }) => `${formatDayTime(starts_at, zone)}, ${provider.name}`)
      .join(' · ')
  }
  return member.reason ?? ''
}

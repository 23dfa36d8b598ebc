'use client'

import { CalendarClock, Check, MessageSquare } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import type { CampaignDetail, CampaignMemberView } from '#lib/domain/campaign/schema.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { dateKey } from '../ui/time.ts'
import { SettleDialog } from './settle-dialog.tsx'

interface MemberActionsProps {
  member: CampaignMemberView
  campaign: CampaignDetail
}

/** Where to go on with one patient: the thread, the visit in the schedule, or done by hand. */
export function MemberActions({ member, campaign }: MemberActionsProps) {
  const [isSettling, setSettling] = useState(false)
  const denied = usePermissionReason()('appointments:write')
  const { patient, new_time } = member
  const day = dateKey(new_time?.starts_at ?? member.starts_at, campaign.time_zone)
  return (
    <span className="flex items-center justify-end gap-1 max-md:justify-start">
      {member.conversation_id !== null && (
        <IconLink
          href={`/conversations/${member.conversation_id}`}
          label={`Conversation with ${patient.name}`}
        >
          <MessageSquare aria-hidden="true" className="size-4" />
        </IconLink>
      )}
      <IconLink
        href={`/schedule?day=${day}&visit=${member.appointment_id}`}
        label={`Visit of ${patient.name} in the schedule`}
      >
        <CalendarClock aria-hidden="true" className="size-4" />
      </IconLink>
      <ActionButton
        variant="outline"
        size="sm"
        aria-label={`Done: ${patient.name}`}
        hint="Settled by hand: takes it off the list"
        disabledReason={denied ?? member.settle_disabled}
        onPress={() => setSettling(true)}
      >
        <Check aria-hidden="true" /> Done
      </ActionButton>
      <SettleDialog isOpen={isSettling} onOpenChange={setSettling} member={member} campaignId={campaign.id} />
    </span>
  )
}

function IconLink({ href, label, children }: { href: string; label: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      aria-label={label}
      title={label}
      className="inline-flex size-7 items-center justify-center rounded-lg text-ink-secondary hover:bg-default pointer-coarse:size-11"
    >
      {children}
    </Link>
  )
}

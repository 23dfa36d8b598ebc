'use client'

import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { campaignsInQuery } from '#lib/api/campaigns.ts'
import { cancelTimeOff } from '#lib/api/time-off.ts'
import type { CampaignView } from '#lib/domain/campaign/schema.ts'
import type { ProviderView, TimeOffView } from '#lib/domain/scheduling/schema.ts'
import { CampaignBar } from '../campaigns/campaign-bar.tsx'
import { countWords } from '../campaigns/campaign-words.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { CardEmpty, SectionCard } from '../ui/section-card.tsx'
import { dateKey } from '../ui/time.ts'
import { useAction } from '../ui/use-action.ts'
import { timeOffWords } from './time-off-words.ts'

interface TimeOffCardProps {
  provider: ProviderView
  zone: string
  onAdd: () => void
}

/** Time off that is not over, with the way to open each time again. */
export function TimeOffCard({ provider, zone, onAdd }: TimeOffCardProps) {
  const denied = usePermissionReason()('appointments:write')
  const campaigns = useQuery(campaignsInQuery({ clinic_id: provider.clinic_id, provider_id: provider.id }))
  const campaignOf = new Map(campaigns.data?.map((campaign) => [campaign.time_off_id, campaign]))
  return (
    <SectionCard
      title="Time off"
      count={provider.time_off.length}
      isFlush
      aside={
        <ActionButton variant="ghost" size="sm" disabledReason={denied} onPress={onAdd}>
          Add
        </ActionButton>
      }
    >
      {provider.time_off.length === 0 ? (
        <CardEmpty>No time off is planned.</CardEmpty>
      ) : (
        <ul>
          {provider.time_off.map((off) => (
            <TimeOffRow
              key={off.id}
              off={off}
              campaign={campaignOf.get(off.id)}
              providerName={provider.name}
              zone={zone}
              denied={denied}
            />
          ))}
        </ul>
      )}
    </SectionCard>
  )
}

interface TimeOffRowProps {
  off: TimeOffView
  /** That offers other times to the patients whose visits it hits; left out: there is none. */
  campaign: CampaignView | undefined
  providerName: string
  zone: string
  denied: string | null
}

function TimeOffRow({ off, campaign, providerName, zone, denied }: TimeOffRowProps) {
  const [isAsking, setAsking] = useState(false)
  const words = timeOffWords(off, zone)
  const cancel = useAction(() => cancelTimeOff(off.id), {
    done: `${words} is open again.`,
    hasOwnError: true,
  })
  return (
    <li className="flex items-center gap-3 border-b border-border px-4 py-2 last:border-b-0">
      <span className="flex min-w-0 flex-1 flex-col">
        <Link href={`/schedule?day=${dateKey(off.starts_at, zone)}`} className="font-medium hover:underline">
          {words}
        </Link>
        {off.note !== null && off.note !== '' && (
          <span className="truncate text-xs text-muted">{off.note}</span>
        )}
        {campaign !== undefined && (
          <Link
            href={`/campaigns/${campaign.id}`}
            className="flex flex-wrap items-center gap-x-2 text-xs text-accent-ink hover:underline"
          >
            {countWords(campaign.counts)} <CampaignBar counts={campaign.counts} className="w-24" />
          </Link>
        )}
      </span>
      <ActionButton
        variant="ghost"
        size="sm"
        isIconOnly
        aria-label={`Remove the time off ${words}`}
        hint="Remove this time off"
        disabledReason={denied}
        onPress={() => setAsking(true)}
      >
        <Trash2 aria-hidden="true" />
      </ActionButton>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={`Remove the time off of ${providerName}?`}
        confirmLabel="Remove time off"
        onConfirm={() => cancel.mutateAsync(undefined)}
      >
        {words} can be offered and booked again within the weekly hours. Visits that were moved stay where
        they are.{campaign !== undefined && campaignNote(campaign)}
      </ConfirmDialog>
    </li>
  )
}

/** What becomes of the campaign's patients. */
function campaignNote({ counts }: CampaignView): string {
  if (counts.told + counts.unreachable === 0) return ' No further patient is told.'
  return ' Patients who were told that their visit must change hear that it stays; the others hear nothing.'
}

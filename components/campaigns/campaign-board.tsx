'use client'

import { useQuery } from '@tanstack/react-query'
import { CalendarDays, CalendarOff, Undo2 } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { campaignQuery, undoCampaign } from '#lib/api/campaigns.ts'
import { ApiError } from '#lib/api/fetch.ts'
import type { CampaignDetail } from '#lib/domain/campaign/schema.ts'
import { timeOffWords } from '../providers/time-off-words.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { CardSkeleton, Loading } from '../ui/skeletons.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { dateKey, zoneName } from '../ui/time.ts'
import { useAction } from '../ui/use-action.ts'
import { CallList } from './call-list.tsx'
import { CampaignSummary } from './campaign-summary.tsx'
import { campaignStatus } from './campaign-words.ts'
import { MemberList } from './member-list.tsx'

const BACK = { href: '/campaigns', label: 'campaigns' }

/** One absence and every patient whose visit it hits, to the last of them. */
export function CampaignBoard({ id }: { id: string }) {
  const query = useQuery(campaignQuery(id))
  if (query.data !== undefined) return <Loaded campaign={query.data} />
  const isMissing = query.error instanceof ApiError && query.error.code === 'not_found'
  return (
    <>
      <PageHeader title="Time-off campaign" back={BACK} />
      {isMissing ? (
        <EmptyState
          icon={CalendarOff}
          title="No such campaign"
          hint="It may belong to a clinic that your login does not work for."
        />
      ) : query.isError ? (
        <ErrorState
          what="This campaign could not be loaded."
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : (
        <Loading>
          <div className="flex w-full max-w-340 flex-col gap-4 p-4 sm:p-5">
            <CardSkeleton className="h-32" />
            <CardSkeleton className="h-72" />
          </div>
        </Loading>
      )}
    </>
  )
}

function Loaded({ campaign }: { campaign: CampaignDetail }) {
  const zone = campaign.time_zone
  const { label, tone } = campaignStatus(campaign)
  const calls = campaign.members.filter(({ state }) => state === 'unreachable')
  const others = campaign.members.filter(({ state }) => state !== 'unreachable')
  return (
    <>
      <PageHeader
        title={`${campaign.provider.name} is away`}
        back={BACK}
        aside={
          <span className="flex flex-wrap items-center gap-x-2">
            <StatusPill tone={tone}>{label}</StatusPill>
            <span>
              {timeOffWords(campaign, zone)} · {zoneName(zone)} time
            </span>
          </span>
        }
        actions={
          <>
            <Link
              href={`/schedule?day=${dateKey(campaign.starts_at, zone)}`}
              className="inline-flex h-8 items-center gap-1.5 rounded-lg border border-border px-3 font-medium hover:bg-default pointer-coarse:h-11"
            >
              <CalendarDays aria-hidden="true" className="size-4" /> Schedule
            </Link>
            <UndoButton campaign={campaign} />
          </>
        }
      />
      <div className="flex w-full max-w-340 flex-col gap-4 p-4 sm:p-5">
        <CampaignSummary campaign={campaign} />
        {calls.length > 0 && <CallList campaign={campaign} calls={calls} />}
        {others.length > 0 && <MemberList campaign={campaign} members={others} />}
      </div>
    </>
  )
}

function UndoButton({ campaign }: { campaign: CampaignDetail }) {
  const [isAsking, setAsking] = useState(false)
  const denied = usePermissionReason()('appointments:write')
  const undo = useAction(() => undoCampaign(campaign.id), {
    done: 'The time off is taken back. Nobody was told.',
    hasOwnError: true,
  })
  return (
    <>
      <ActionButton
        variant="outline"
        shortcut="u"
        disabledReason={denied ?? campaign.undo_disabled}
        onPress={() => setAsking(true)}
      >
        <Undo2 aria-hidden="true" /> Undo
      </ActionButton>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title="Take the time off back?"
        confirmLabel="Take it back"
        onConfirm={() => undo.mutateAsync(undefined)}
      >
        {campaign.provider.name} can be booked again {timeOffWords(campaign, campaign.time_zone)}. Every visit
        stays as it is, and no patient has been told anything.
      </ConfirmDialog>
    </>
  )
}

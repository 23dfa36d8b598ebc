'use client'

import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { calendarFeedQuery, revokeCalendarFeed } from '#lib/api/calendar-feeds.ts'
import type { ProviderView } from '#lib/domain/scheduling/schema.ts'
import { Ago } from '../settings/ago.tsx'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { SectionCard } from '../ui/section-card.tsx'
import { useAction } from '../ui/use-action.ts'
import { FeedDialog } from './feed-dialog.tsx'

/** The address under which a calendar program shows this provider's visits. */
export function FeedCard({ provider, zone }: { provider: ProviderView; zone: string }) {
  const [open, setOpen] = useState<'make' | 'end'>()
  const denied = usePermissionReason()('settings:write')
  const query = useQuery(calendarFeedQuery(provider.id))
  const feed = query.data?.feed
  const end = useAction(() => revokeCalendarFeed(provider.id), {
    done: 'The calendar address is off.',
    hasOwnError: true,
  })
  return (
    <SectionCard title="Calendar">
      <InlineError error={query.error} />
      {feed ? (
        <dl className="flex flex-col gap-1 text-xs">
          <Line label="Shows" value={feed.shows === 'initials' ? 'Time and initials' : 'Time alone'} />
          <Line label="Made by" value={feed.created_by} />
          <Line label="Last read" value={<Ago at={feed.last_read_at} zone={zone} never="Never yet" />} />
        </dl>
      ) : (
        <p className="text-xs text-muted">
          Phones and calendar programs can show these visits: make a secret address and subscribe to it.
          Names, numbers and services never leave.
        </p>
      )}
      <div className="mt-3 flex flex-wrap gap-2">
        <ActionButton variant="outline" size="sm" disabledReason={denied} onPress={() => setOpen('make')}>
          {feed ? 'New address' : 'Make an address'}
        </ActionButton>
        {feed && (
          <ActionButton variant="ghost" size="sm" disabledReason={denied} onPress={() => setOpen('end')}>
            Turn off
          </ActionButton>
        )}
      </div>
      {open === 'make' && (
        <FeedDialog provider={provider} isRenewal={Boolean(feed)} onClose={() => setOpen(undefined)} />
      )}
      <ConfirmDialog
        isOpen={open === 'end'}
        onOpenChange={(isAsking) => setOpen(isAsking ? 'end' : undefined)}
        title={`Turn the calendar of ${provider.name} off?`}
        confirmLabel="Turn off"
        isDangerous
        onConfirm={() => end.mutateAsync(undefined)}
      >
        Programs that subscribed get nothing more. What they have copied already may stay there.
      </ConfirmDialog>
    </SectionCard>
  )
}

function Line({ label, value }: { label: string; value: ReactNode }) {
  return (
    <div className="flex justify-between gap-3">
      <dt className="text-muted">{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}

'use client'

import { Send } from 'lucide-react'
import { testWebhook } from '#lib/api/webhooks.ts'
import { channelWords } from '#lib/domain/messaging/webhook.ts'
import type { WebhookChannelView } from '#lib/domain/messaging/webhook-schema.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { SectionCard } from '../ui/section-card.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { useAction } from '../ui/use-action.ts'
import { Ago } from './ago.tsx'
import { PostResult } from './post-result.tsx'
import { channelState } from './webhook-words.ts'

interface WebhookCardProps {
  view: WebhookChannelView
  zone: string
  /** Why this login may not send a test. */
  noRight: string | null
}

/** How the posts of one sender go: the last good one, what was turned down and why, and a test. */
export function WebhookCard({ view, zone, noRight }: WebhookCardProps) {
  const { channel } = view
  const { state, tone, words } = channelState(view)
  return (
    <SectionCard
      title={`Webhook: ${channelWords(channel)}`}
      aside={<StatusPill tone={tone}>{state}</StatusPill>}
    >
      <p>{words}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 pt-3">
        <dt className="text-muted">Last good post</dt>
        <dd>
          <Ago at={view.last_good_at} zone={zone} never="None yet" />
        </dd>
        <dt className="text-muted">Last turned down</dt>
        <dd>
          <Ago at={view.last_bad_at} zone={zone} never="None" />
        </dd>
      </dl>
      {view.failures.length > 0 && (
        <ul className="flex flex-col gap-2 pt-3" aria-label="Why posts were turned down">
          {view.failures.map((failure) => (
            <li key={failure.reason} className="border-s-2 border-border ps-3">
              {failure.reason}
              <span className="block text-xs text-muted">
                {failure.count === 1 ? 'Once' : `${failure.count} times`}, last{' '}
                <Ago at={failure.last_at} zone={zone} never="" />
              </span>
            </li>
          ))}
        </ul>
      )}
      {channel === 'sns' ? (
        <p className="pt-3 text-xs text-muted">
          {view.no_test} AWS keeps no list of texts to compare with, so what SNS could not deliver stays in
          the dead-letter queue of the subscription, if it has one.
        </p>
      ) : (
        <WebhookTest channel={channel} reason={noRight ?? view.no_test} />
      )}
    </SectionCard>
  )
}

function WebhookTest({ channel, reason }: { channel: 'twilio' | 'eventbridge'; reason: string | null }) {
  const test = useAction(() => testWebhook({ channel }), { hasOwnError: true })
  return (
    <div className="flex flex-col items-start gap-2 pt-4">
      <ActionButton
        variant="outline"
        disabledReason={reason}
        hint="Posted to the public address, signed as it should be. No text comes of it"
        isPending={test.isPending}
        onPress={() => test.mutate(undefined)}
      >
        <Send aria-hidden="true" /> Send a test
      </ActionButton>
      {reason !== null && <p className="text-xs text-muted">{reason}</p>}
      <InlineError error={test.error} />
      {test.data !== undefined && (
        <PostResult
          hasArrived={test.data.has_arrived}
          words={test.data.words}
          durationMs={test.data.duration_ms}
        />
      )}
    </div>
  )
}

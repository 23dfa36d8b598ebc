'use client'

import { useQuery } from '@tanstack/react-query'
import { webhooksQuery } from '#lib/api/webhooks.ts'
import type { WebhooksView } from '#lib/domain/messaging/webhook-schema.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { SectionCard } from '../ui/section-card.tsx'
import { CardSkeleton } from '../ui/skeletons.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { Ago } from './ago.tsx'
import { WebhookCard } from './webhook-card.tsx'
import { broughtInWords, TOPIC_STATES } from './webhook-words.ts'

/** What carriers post to this installation: by sender, topics that asked, and the comparison with the carrier's list. */
export function Webhooks({ zone }: { zone: string }) {
  const webhooks = useQuery(webhooksQuery())
  if (webhooks.data !== undefined) return <Loaded webhooks={webhooks.data} zone={zone} />
  if (!webhooks.isError) return <CardSkeleton className="h-72" />
  return (
    <ErrorState
      what="How the webhook is could not be asked."
      error={webhooks.error}
      onRetry={() => webhooks.refetch()}
    />
  )
}

interface LoadedProps {
  webhooks: WebhooksView
  zone: string
}

function Loaded({ webhooks, zone }: LoadedProps) {
  const noRight = usePermissionReason()('settings:write')
  const configured = webhooks.channels.filter((view) => view.is_configured)
  const isShown = configured.length > 0 || webhooks.subscriptions.length > 0
  if (!isShown) return null
  return (
    <>
      {configured.map((view) => (
        <WebhookCard key={view.channel} view={view} zone={zone} noRight={noRight} />
      ))}
      {webhooks.subscriptions.length > 0 && <Topics webhooks={webhooks} zone={zone} />}
      {webhooks.comparison !== null && <Comparison webhooks={webhooks} zone={zone} />}
    </>
  )
}

function Topics({ webhooks, zone }: LoadedProps) {
  return (
    <SectionCard title="Topics of Amazon SNS" count={webhooks.subscriptions.length}>
      <ul className="flex flex-col gap-4">
        {webhooks.subscriptions.map((topic) => (
          <li key={topic.topic_arn} className="flex flex-col items-start gap-1">
            <span className="flex flex-wrap items-center gap-2">
              <code className="font-mono text-xs wrap-anywhere">{topic.topic_arn}</code>
              <StatusPill tone={TOPIC_STATES[topic.state].tone}>{TOPIC_STATES[topic.state].state}</StatusPill>
            </span>
            <span>{topic.words}</span>
            <span className="text-xs text-muted">
              <Ago at={topic.updated_at} zone={zone} never="Nothing has come from it yet." />
            </span>
          </li>
        ))}
      </ul>
    </SectionCard>
  )
}

function Comparison({ webhooks, zone }: LoadedProps) {
  const { comparison, brought_in } = webhooks
  const fault = comparison?.fault ?? null
  return (
    <SectionCard
      title="Compared with Twilio’s list"
      aside={
        <StatusPill tone={fault === null ? 'good' : 'bad'}>
          {fault === null ? 'Well' : 'Not possible'}
        </StatusPill>
      }
    >
      <p>
        Every hour, and soon after trouble, what came in is compared with Twilio’s own list, so that no text
        is lost. {broughtInWords(brought_in)}
      </p>
      <p className="pt-3 text-muted">
        Last compared: <Ago at={comparison?.ran_at ?? null} zone={zone} never="not yet" />
      </p>
      {fault !== null && (
        <p className="pt-3">
          Twilio could not be asked ({fault}). It is asked again every few minutes;{' '}
          <code>npm run sms -- check</code> says what is wrong.
        </p>
      )}
    </SectionCard>
  )
}

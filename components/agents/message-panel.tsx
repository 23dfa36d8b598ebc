'use client'

import { useQuery } from '@tanstack/react-query'
import { MessageSquare } from 'lucide-react'
import Link from 'next/link'
import { messageQuery } from '#lib/api/agents.ts'
import { ApiError } from '#lib/api/fetch.ts'
import type { AgentView, MessageDetail, MessageView } from '#lib/domain/agents/schema.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { SidePanel } from '../ui/side-panel.tsx'
import { CardSkeleton, LineSkeleton, Loading } from '../ui/skeletons.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { Attempts } from './attempts.tsx'
import { Flow } from './flow.tsx'
import { JsonBlock } from './json-block.tsx'
import { MessageFacts } from './message-facts.tsx'
import { messageState, type StateWords } from './message-state.ts'
import { messageWords } from './message-words.ts'
import { RedriveButton } from './redrive-button.tsx'
import { useClocks } from './use-clocks.ts'

const TICK_MS = 1_000

interface MessagePanelProps {
  id: string
  /** The registry, by id. */
  receivers: ReadonlyMap<string, AgentView>
  isFocusKept?: boolean
  onChoose: (id: string) => void
  onClose: () => void
}

/** One message: what is true of it and why, the flow it is part of, its attempts and its contents. */
export function MessagePanel({ id, receivers, isFocusKept, onChoose, onClose }: MessagePanelProps) {
  const query = useQuery(messageQuery(id))
  // The message before stays in sight until this one is there, but not in place of one that is not.
  const message = query.isError && query.data?.id !== id ? undefined : query.data
  return (
    <SidePanel
      title={message === undefined ? 'Message' : messageWords(message.message_type)}
      subjectId={id}
      size="lg"
      isFocusKept={isFocusKept}
      onClose={onClose}
    >
      {message !== undefined ? (
        <div aria-busy={query.isPlaceholderData} className="flex flex-col gap-5">
          <Content message={message} receivers={receivers} onChoose={onChoose} />
        </div>
      ) : query.isError ? (
        <NotShown error={query.error} onRetry={() => query.refetch()} />
      ) : (
        <PanelSkeleton />
      )}
    </SidePanel>
  )
}

interface ContentProps {
  message: MessageDetail
  receivers: ReadonlyMap<string, AgentView>
  onChoose: (id: string) => void
}

function Content({ message, receivers, onChoose }: ContentProps) {
  const receiver = receivers.get(message.to_agent_id ?? '')
  const hasMetadata = message.metadata !== null && Object.keys(message.metadata).length > 0
  return (
    <>
      <Now message={message} receiver={receiver} />
      {message.thread_id !== null && (
        <Link
          href={`/conversations/${message.thread_id}`}
          className="flex min-h-8 items-center gap-2 rounded-lg border border-border bg-surface px-3 py-1.5 hover:bg-surface-secondary pointer-coarse:min-h-11"
        >
          <MessageSquare aria-hidden="true" className="size-4 text-muted" /> Open the conversation with the
          patient
        </Link>
      )}
      <Flow message={message} onChoose={onChoose} />
      <JsonBlock title="Payload" what="the payload" value={message.content} />
      {message.result !== null && <JsonBlock title="Result" what="the result" value={message.result} />}
      <Attempts attempts={message.attempts} receiver={receiver} />
      <MessageFacts message={message} onChoose={onChoose} />
      {hasMetadata && <JsonBlock title="Metadata" what="the metadata" value={message.metadata} />}
    </>
  )
}

/** Type and state, why it is so, and the way out where there is one. */
function Now({ message, receiver }: { message: MessageView; receiver: AgentView | undefined }) {
  const clocks = useClocks(TICK_MS)
  const state = clocks === undefined ? undefined : messageState(message, receiver, clocks)
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <code className="font-mono text-xs wrap-anywhere">{message.message_type}</code>
        {state !== undefined && <StatusPill tone={state.tone}>{state.words}</StatusPill>}
        <span className="text-xs text-muted">{state?.aside}</span>
        {message.status === 'failed' && (
          <span className="ms-auto">
            <RedriveButton message={message} />
          </span>
        )}
      </p>
      {state !== undefined && state.why !== null && (
        <p className={`rounded-lg px-3 py-2 wrap-anywhere ${WHY_GROUND[state.tone]}`}>{state.why}</p>
      )}
    </div>
  )
}

const WHY_GROUND: Record<StateWords['tone'], string> = {
  bad: 'bg-danger-soft text-danger-ink',
  warn: 'bg-warning-soft text-warning-ink',
  good: 'bg-success-soft text-success-ink',
  accent: 'bg-accent-soft text-accent-ink',
  info: 'bg-info-soft text-info-ink',
  neutral: 'bg-default text-ink-secondary',
}

function NotShown({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const isGone = error instanceof ApiError && error.status === 404
  return (
    <ErrorState
      what={isGone ? 'There is no such message here.' : 'The message could not be loaded.'}
      error={error}
      safe={
        isGone
          ? 'Processed messages are removed after a time; what was done stays in the audit trail.'
          : 'The agents go on by themselves.'
      }
      onRetry={isGone ? undefined : onRetry}
    />
  )
}

function PanelSkeleton() {
  return (
    <Loading>
      <div className="flex flex-col gap-5">
        <LineSkeleton className="w-48" />
        <CardSkeleton className="h-56" />
        <CardSkeleton className="h-32" />
        <CardSkeleton className="h-16" />
      </div>
    </Loading>
  )
}

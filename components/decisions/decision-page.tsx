'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { decisionQuery, type LedgerSubject } from '#lib/api/decisions.ts'
import { ApiError } from '#lib/api/fetch.ts'
import type { DecisionView } from '#lib/domain/messaging/decision-schema.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { SectionCard } from '../ui/section-card.tsx'
import { CardSkeleton, Loading } from '../ui/skeletons.tsx'
import { formatClock, formatDay, zoneName } from '../ui/time.ts'
import { AgentSteps } from './agent-steps.tsx'
import { OfferedTimes } from './offered-times.tsx'
import { ReadingCard } from './reading-card.tsx'
import { SentTexts } from './sent-texts.tsx'
import { TransactionSteps } from './transaction-steps.tsx'

const TITLE = 'How this came about'

/** From a patient's words to what came of them, in the order in which it happened. */
export function DecisionPage({ subject }: { subject: LedgerSubject }) {
  const query = useQuery(decisionQuery(subject))
  const view = query.data
  if (view === undefined) {
    return (
      <>
        <PageHeader title={TITLE} />
        {query.isError ? (
          <NotShown error={query.error} onRetry={() => query.refetch()} />
        ) : (
          <Loading>
            <div className="flex max-w-3xl flex-col gap-4 p-4 sm:p-5">
              <CardSkeleton className="h-28" />
              <CardSkeleton className="h-52" />
              <CardSkeleton className="h-40" />
            </div>
          </Loading>
        )}
      </>
    )
  }
  return (
    <>
      <PageHeader
        title={TITLE}
        back={
          view.conversation_id === null
            ? undefined
            : { href: `/conversations/${view.conversation_id}`, label: 'the conversation' }
        }
        aside={<Aside view={view} />}
      />
      <div className="flex w-full max-w-3xl flex-col gap-4 p-4 sm:p-5">
        {view.without_text !== null && <p className="text-ink-secondary">{view.without_text}</p>}
        {view.text !== null && <PatientText view={view} />}
        {view.decision !== null && <ReadingCard view={view} decision={view.decision} />}
        {view.offer !== null && <OfferedTimes offer={view.offer} zone={view.clinic.time_zone} />}
        {view.decision !== null && <AgentSteps messages={view.agent_messages} zone={view.clinic.time_zone} />}
        <TransactionSteps view={view} />
        {view.decision !== null && <SentTexts texts={view.texts} zone={view.clinic.time_zone} />}
      </div>
    </>
  )
}

function Aside({ view }: { view: DecisionView }) {
  return (
    <span className="flex flex-wrap gap-x-2">
      {view.patient !== null && (
        <Link href={`/patients/${view.patient.id}`} className="hover:underline">
          {view.patient.name}
        </Link>
      )}
      <span>
        {view.clinic.name}, {zoneName(view.clinic.time_zone)} time
      </span>
    </span>
  )
}

function PatientText({ view }: { view: DecisionView }) {
  const { text, clinic } = view
  if (text === null) return null
  return (
    <SectionCard title="The patient wrote">
      <p className="w-fit rounded-2xl rounded-bl-sm bg-surface-tertiary px-3.5 py-2 wrap-anywhere whitespace-pre-wrap">
        {text.text}
      </p>
      <p className="pt-1.5 text-xs text-muted">
        {formatDay(text.received_at, clinic.time_zone)}, {formatClock(text.received_at, clinic.time_zone)}
      </p>
    </SectionCard>
  )
}

function NotShown({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const isGone = error instanceof ApiError && error.status === 404
  return (
    <ErrorState
      what={isGone ? 'There is no such text or visit here.' : 'This could not be loaded.'}
      error={error}
      safe={isGone ? 'Old texts are removed after a time.' : 'Nothing was changed.'}
      onRetry={isGone ? undefined : onRetry}
    />
  )
}

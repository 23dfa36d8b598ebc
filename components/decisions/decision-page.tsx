'use client'

import { useQuery } from '@tanstack/react-query'
import { decisionQuery, type LedgerSubject } from '#lib/api/decisions.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { CardSkeleton, Loading } from '../ui/skeletons.tsx'
import { DecisionAside } from './decision-aside.tsx'
import { DecisionNotShown } from './decision-not-shown.tsx'
import { DecisionStory } from './decision-story.tsx'

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
          <DecisionNotShown error={query.error} onRetry={() => query.refetch()} />
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
        aside={<DecisionAside view={view} />}
      />
      <DecisionStory view={view} />
    </>
  )
}

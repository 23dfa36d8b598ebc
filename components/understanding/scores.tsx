'use client'

import { useQuery } from '@tanstack/react-query'
import { understandingQuery } from '#lib/api/understanding.ts'
import type { UnderstandingView } from '#lib/domain/messaging/eval/published.ts'
import { percentWords } from '../decisions/decision-words.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { SectionCard } from '../ui/section-card.tsx'
import { CardSkeleton, Loading } from '../ui/skeletons.tsx'
import { ScoreCard } from './score-card.tsx'

const GRID = 'grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-2'
const MICROS = 1_000_000

/** The published scores of this release, and what the last 30 days of real texts were like. */
export function Scores() {
  const query = useQuery(understandingQuery())
  if (query.data === undefined) {
    return query.isError ? (
      <ErrorState
        what="The scores could not be loaded."
        error={query.error}
        safe="Texts are read all the same."
        onRetry={() => query.refetch()}
      />
    ) : (
      <Loading>
        <div className={GRID}>
          <CardSkeleton className="h-72" />
          <CardSkeleton className="h-72" />
        </div>
      </Loading>
    )
  }
  const { published } = query.data
  return (
    <>
      <Live view={query.data} />
      <div className={GRID}>
        <ScoreCard
          title="Texts the reader was made with"
          about={`Labelled texts for this product, read without a model. Measured ${published.measured_on}.`}
          score={published.tuned}
        />
        <ScoreCard
          title="Texts the reader had never seen"
          about="Written by people who had not seen the reader; never used to improve it."
          score={published.blind}
        />
      </div>
    </>
  )
}

function Live({ view }: { view: UnderstandingView }) {
  const { live, model } = view
  const share = live.texts === 0 ? null : live.handed_over / live.texts
  return (
    <SectionCard title={`The last ${live.days} days here`}>
      {share === null ? (
        <p className="text-muted">No patient has written yet.</p>
      ) : (
        <ul>
          <li>
            {live.texts} texts read, {live.handed_over} put in front of a person ({percentWords(share)})
          </li>
          <li>{live.marked === 0 ? 'None marked as misread' : `${live.marked} marked as misread`}</li>
          {live.by_model > 0 && (
            <li>
              {live.by_model} read by the reply model, for ${(live.cost_micros / MICROS).toFixed(2)}
            </li>
          )}
        </ul>
      )}
      <p className="pt-2 text-xs text-muted">
        {model === null
          ? 'No reply model is configured: what cannot be read for sure is asked about or goes to a person.'
          : `What the rules and the classifier cannot read is read by ${model}, which can only choose from a list.`}
      </p>
    </SectionCard>
  )
}

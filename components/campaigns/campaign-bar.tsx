'use client'

import { ProgressBar } from '@heroui/react'
import type { CampaignCounts } from '#lib/domain/campaign/schema.ts'
import { doneCount, visitWords } from './campaign-words.ts'

/** How far a campaign is: visits that are settled in some way, of all that were hit. The words beside it say the rest. */
export function CampaignBar({ counts, className = 'w-40' }: { counts: CampaignCounts; className?: string }) {
  const done = doneCount(counts)
  return (
    <ProgressBar
      aria-label="Settled"
      size="sm"
      minValue={0}
      maxValue={Math.max(counts.total, 1)}
      value={done}
      valueLabel={`${done} of ${visitWords(counts.total)}`}
      className={className}
    >
      <ProgressBar.Track>
        <ProgressBar.Fill />
      </ProgressBar.Track>
    </ProgressBar>
  )
}

'use client'

import { Check, TriangleAlert } from 'lucide-react'
import type { SlotView } from '#lib/domain/scheduling/schema.ts'
import { formatTime } from '../ui/time.ts'

interface SlotRowProps {
  slot: SlotView
  zone: string
  /** Its number in the offer, 1 first; undefined when it is not chosen. */
  place: number | undefined
  isSuggested: boolean
  onToggle: () => void
}

/** A free time with the reasons for its rank. Chosen ones show the number that the patient answers with. */
export function SlotRow({ slot, zone, place, isSuggested, onToggle }: SlotRowProps) {
  const isChosen = place !== undefined
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onToggle}
      className={`flex w-full items-start gap-2.5 rounded-lg border px-2.5 py-1.5 text-start pointer-coarse:min-h-11 ${
        isChosen ? 'border-accent bg-accent-soft' : 'border-border bg-surface hover:bg-surface-secondary'
      }`}
    >
      <span
        className={`mt-px inline-flex size-5 shrink-0 items-center justify-center rounded-md text-2xs font-semibold ${
          isChosen ? 'bg-accent text-accent-foreground' : 'bg-default text-transparent'
        }`}
      >
        {isChosen ? place : <Check aria-hidden="true" className="size-3" />}
      </span>
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{formatTime(slot.starts_at, zone)}</span>
          <span className="text-ink-secondary">{slot.provider_name}</span>
          {isSuggested && <span className="text-2xs text-accent-ink">suggested</span>}
        </span>
        <span className="block text-xs text-muted">{slot.reasoning.join(' · ')}</span>
        {slot.warning !== null && (
          <span className="flex items-center gap-1 text-xs text-warning-ink">
            <TriangleAlert aria-hidden="true" className="size-3 shrink-0" /> {slot.warning}
          </span>
        )}
      </span>
      <span className="shrink-0 text-2xs text-muted">match {slot.match_score.toFixed(2)}</span>
    </button>
  )
}

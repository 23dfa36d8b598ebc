import type { CSSProperties } from 'react'
import type { TimeOffView } from '#lib/domain/scheduling/schema.ts'

interface AwayBlockProps {
  off: TimeOffView
  style: CSSProperties
  /** Visits in it that are still booked. */
  bookedInside: number
}

/** Time off, hatched, with its note and the visits that still fall into it. */
export function AwayBlock({ off, style, bookedInside }: AwayBlockProps) {
  return (
    <div
      style={style}
      className="absolute inset-x-[5px] overflow-hidden rounded-md bg-default bg-[repeating-linear-gradient(135deg,transparent_0_6px,color-mix(in_srgb,var(--ink-faint)_22%,transparent)_6px_9px)] px-2 py-1"
    >
      <p className="w-fit rounded-sm bg-default px-1 text-xs font-medium text-ink-secondary">Time off</p>
      {off.note !== null && off.note !== '' && (
        <p className="w-fit max-w-full truncate rounded-sm bg-default px-1 text-2xs text-ink-secondary">
          {off.note}
        </p>
      )}
      {bookedInside > 0 && (
        <p className="w-fit max-w-full rounded-sm bg-default px-1 text-2xs text-warning-ink">
          {bookedInside === 1 ? '1 visit falls' : `${bookedInside} visits fall`} into it
        </p>
      )}
    </div>
  )
}

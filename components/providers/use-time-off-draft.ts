'use client'

import { useState } from 'react'
import { addDays, isLocalDay, startOfDay } from '#lib/api/local-day.ts'
import { instantOf, type ZonedInput } from '../ui/zoned-time-field.tsx'

const NOTHING: ZonedInput = { local: '', isSecond: false }

interface Draft {
  isWholeDays: boolean
  firstDay: string
  lastDay: string
  from: ZonedInput
  until: ZonedInput
  note: string
}

/** Time off while it is put together: whole days of the clinic, or from one time to another. */
export function useTimeOffDraft(zone: string) {
  const [draft, setDraft] = useState<Draft>({
    isWholeDays: true,
    firstDay: '',
    lastDay: '',
    from: NOTHING,
    until: NOTHING,
    note: '',
  })
  return {
    draft,
    change: (part: Partial<Draft>) => setDraft({ ...draft, ...part }),
    range: rangeOf(draft, zone),
    missing: missingWords(draft, zone),
    /** For colleagues; null when nothing was written. */
    note: draft.note.trim() === '' ? null : draft.note.trim(),
  }
}

export type TimeOffDraft = ReturnType<typeof useTimeOffDraft>

function rangeOf(draft: Draft, zone: string): { starts_at: string; ends_at: string } | undefined {
  const { firstDay, isWholeDays } = draft
  const lastDay = draft.lastDay === '' ? firstDay : draft.lastDay
  const [starts_at, ends_at] = isWholeDays
    ? [
        isLocalDay(firstDay) ? startOfDay(firstDay, zone) : undefined,
        isLocalDay(lastDay) ? startOfDay(addDays(lastDay, 1), zone) : undefined,
      ]
    : [instantOf(draft.from, zone), instantOf(draft.until, zone)]
  if (starts_at === undefined || ends_at === undefined) return undefined
  return Date.parse(ends_at) > Date.parse(starts_at) ? { starts_at, ends_at } : undefined
}

function missingWords(draft: Draft, zone: string): string | null {
  if (rangeOf(draft, zone) !== undefined) return null
  if (draft.isWholeDays) {
    return draft.firstDay === '' ? 'Say the first day first.' : 'The last day must not be before the first.'
  }
  const isComplete = instantOf(draft.from, zone) !== undefined && instantOf(draft.until, zone) !== undefined
  return isComplete ? 'The end must be after the start.' : 'Say from when until when first.'
}

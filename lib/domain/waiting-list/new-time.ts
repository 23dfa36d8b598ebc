import { type Interval, overlaps } from '../scheduling/interval.ts'
import type { Slot } from '../scheduling/slots.ts'
import type { Candidate } from './fit.ts'

/** How far ahead new time is offered at once; what lies beyond is found when somebody asks for it. */
export const NEW_TIME_DAYS = 28
/** New hours open hundreds of times at once; the nearest few are offered. */
export const MAX_OPENINGS_AT_ONCE = 5

export interface NewSlot {
  service_type_id: string
  slot: Slot
  /** Those whom the slot fits, in their turn. */
  fits: readonly Candidate[]
}

/**
 * Which of the times that a provider opened are offered: the nearest ones, none over another or over `taken`, and no more
 * than there are people to take them, each counted once.
 */
export function chooseNewSlots(slots: readonly NewSlot[], taken: readonly Interval[]): NewSlot[] {
  const chosen: NewSlot[] = []
  const blocked = [...taken]
  const counted = new Set<string>()
  for (const each of slots.toSorted((a, b) => a.slot.starts_at - b.slot.starts_at)) {
    if (chosen.length === MAX_OPENINGS_AT_ONCE) break
    const time = { start: each.slot.starts_at, end: each.slot.ends_at }
    const taker = each.fits.find(({ patient_id }) => !counted.has(patient_id))
    if (taker === undefined || blocked.some((other) => overlaps(time, other))) continue
    counted.add(taker.patient_id)
    blocked.push(time)
    chosen.push(each)
  }
  return chosen
}

/** Whether a slot was not possible before these ranges were opened: it lies in one of them, at least in part. */
export const isNewTime = (slot: Slot, ranges: readonly Interval[]): boolean =>
  ranges.some((range) => overlaps(range, { start: slot.starts_at, end: slot.ends_at }))

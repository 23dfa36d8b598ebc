import { type Interval, overlaps } from './interval.ts'
import { type RankedSlot, timeOfDayOf } from './ranking.ts'
import { DAY_MS } from './units.ts'
import { epochDayOf, localClock } from './zone.ts'

/** How many options a text offers unless told otherwise. */
export const DEFAULT_OFFER_SIZE = 3

const visitOf = (slot: RankedSlot): Interval => ({ start: slot.starts_at, end: slot.ends_at })
const blockedOf = (slot: RankedSlot): Interval => ({ start: slot.blocked_from, end: slot.blocked_until })

/** How often the picked options have this day, this provider, this part of the day: fewer is more of a choice. */
type Sameness = [day: number, provider: number, timeOfDay: number]

function isMoreDiverse(a: Sameness, b: Sameness): boolean {
  const at = a.findIndex((count, i) => count !== b[i])
  return at !== -1 && a[at]! < b[at]!
}

/**
 * Up to `count` options to offer together. A better score always goes first; among equal scores the
 * pick spreads over days, then providers, then parts of the day, then takes the higher rank. Options of one provider
 * never overlap; they clash with each other's buffers only when there are not enough without. `ranked` comes from
 * `rankSlots`; `zone` is the clinic's. Deterministic.
 */
export function pickOffer(
  ranked: readonly RankedSlot[],
  { zone, count = DEFAULT_OFFER_SIZE }: { zone: string; count?: number },
): RankedSlot[] {
  if (ranked.length === 0) return []
  const starts = ranked.map((slot) => slot.starts_at)
  const range = {
    start: starts.reduce((a, b) => Math.min(a, b)),
    end: starts.reduce((a, b) => Math.max(a, b)) + 1,
  }
  const clock = localClock(zone, range)
  const dayOf = (slot: RankedSlot) => epochDayOf(clock(slot.starts_at))
  const partOf = (slot: RankedSlot) => timeOfDayOf(clock(slot.starts_at) - dayOf(slot) * DAY_MS)
  const picked: RankedSlot[] = []

  const samenessOf = (slot: RankedSlot): Sameness => [
    picked.filter((other) => dayOf(other) === dayOf(slot)).length,
    picked.filter((other) => other.provider_id === slot.provider_id).length,
    picked.filter((other) => partOf(other) === partOf(slot)).length,
  ]
  const fits = (slot: RankedSlot, spanOf: (slot: RankedSlot) => Interval) =>
    picked.every((other) => other.provider_id !== slot.provider_id || !overlaps(spanOf(other), spanOf(slot)))

  function best(spanOf: (slot: RankedSlot) => Interval): RankedSlot | undefined {
    let chosen: RankedSlot | undefined
    let sameness: Sameness = [0, 0, 0]
    for (const slot of ranked) {
      if (chosen !== undefined && slot.match_score < chosen.match_score) break
      if (!fits(slot, spanOf)) continue
      const candidate = samenessOf(slot)
      if (chosen !== undefined && !isMoreDiverse(candidate, sameness)) continue
      chosen = slot
      sameness = candidate
    }
    return chosen
  }

  while (picked.length < count) {
    const next = best(blockedOf) ?? best(visitOf)
    if (next === undefined) break
    picked.push(next)
  }
  // One that clashes with another's buffer is picked late, however good it is.
  return picked.toSorted((a, b) => b.match_score - a.match_score)
}

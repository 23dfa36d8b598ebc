import { type Interval, overlaps } from '../scheduling/interval.ts'
import { localDateOf } from '../scheduling/local-time.ts'
import { DEFAULT_OFFER_SIZE } from '../scheduling/pick-offer.ts'
import type { Slot } from '../scheduling/slots.ts'
import { DAY_MS, HOUR_MS } from '../scheduling/units.ts'

/** A visit that cannot take place, and the free times of its service. Epoch ms. */
export interface HitVisit {
  id: string
  provider_id: string
  starts_at: number
  preferred_provider_id: string | null
  /** The patient's other visits and holds: nothing is offered then. */
  patient_busy: readonly Interval[]
  /** Free by the rules, before anything is promised to anybody. */
  free: readonly Slot[]
}

export interface PlannedOption extends Slot {
  /** 0 to 1, two decimals. */
  match_score: number
  /** Why, in words for staff. */
  reasoning: string[]
}

/** Another provider counts like so much distance in time, and so does a further option on a day that is offered already. */
const OTHER_PROVIDER_MS = 2 * DAY_MS
const SAME_DAY_AGAIN_MS = 36 * HOUR_MS

const blockedOf = (slot: Slot): Interval => ({ start: slot.blocked_from, end: slot.blocked_until })
const visitOf = (slot: Slot): Interval => ({ start: slot.starts_at, end: slot.ends_at })

const isFamiliar = (visit: HitVisit, slot: Slot) =>
  slot.provider_id === (visit.preferred_provider_id ?? visit.provider_id) ||
  slot.provider_id === visit.provider_id

/** How far a slot is from the visit: the time between the two, and more for another provider. */
const distance = (visit: HitVisit, slot: Slot): number =>
  Math.abs(slot.starts_at - visit.starts_at) + (isFamiliar(visit, slot) ? 0 : OTHER_PROVIDER_MS)

const byDistance = (visit: HitVisit) => (a: Slot, b: Slot) =>
  distance(visit, a) - distance(visit, b) ||
  a.starts_at - b.starts_at ||
  (a.provider_id < b.provider_id ? -1 : a.provider_id > b.provider_id ? 1 : 0)

function reasons(visit: HitVisit, slot: Slot, zone: string): string[] {
  const days = Math.round(
    (Date.parse(localDateOf(slot.starts_at, zone)) - Date.parse(localDateOf(visit.starts_at, zone))) / DAY_MS,
  )
  const count = Math.abs(days) === 1 ? '1 day' : `${Math.abs(days)} days`
  return [
    ...(slot.provider_id === visit.preferred_provider_id ? ['Preferred provider'] : []),
    ...(slot.provider_id === visit.provider_id ? ['Same provider'] : []),
    days === 0 ? 'Same day' : `${count} ${days > 0 ? 'later' : 'earlier'}`,
  ]
}

const toOption = (visit: HitVisit, slot: Slot, zone: string): PlannedOption => ({
  ...slot,
  match_score: Math.round((100 * OTHER_PROVIDER_MS) / (OTHER_PROVIDER_MS + distance(visit, slot))) / 100,
  reasoning: reasons(visit, slot, zone),
})

/** One patient's side of the plan: the free times that are still to be considered, nearest first. */
interface Side {
  visit: HitVisit
  candidates: Slot[]
  picked: Slot[]
}

/** The nearest candidate that nobody was promised; one on a day that has an option already only if it is much nearer. */
function pickNext({ visit, candidates, picked }: Side, isPromised: (slot: Slot) => boolean, zone: string) {
  const days = new Set(picked.map((slot) => localDateOf(slot.starts_at, zone)))
  let best: { slot: Slot; cost: number } | undefined
  for (const slot of candidates) {
    const bare = distance(visit, slot)
    if (best && bare >= best.cost) break
    if (isPromised(slot)) continue
    const cost = bare + (days.has(localDateOf(slot.starts_at, zone)) ? SAME_DAY_AGAIN_MS : 0)
    if (!best || cost < best.cost) best = { slot, cost }
  }
  return best?.slot
}

/**
 * Equivalent times for every visit that cannot take place, planned together so that no time is promised twice: in turns,
 * the earliest visit first, each patient gets a first option before anybody gets a second. An option is the nearest in
 * time, with the patient's preferred or the visit's own provider before others, and rather on another day than a second
 * one on the same. Buffers count, so that all of them can be held at once. `zone` is the clinic's. Deterministic; a visit
 * for which nothing is left has no options.
 */
export function planOptions(
  visits: readonly HitVisit[],
  { zone, count = DEFAULT_OFFER_SIZE }: { zone: string; count?: number },
): Map<string, PlannedOption[]> {
  const promised = new Map<string, Interval[]>()
  const isPromised = (slot: Slot) =>
    (promised.get(slot.provider_id) ?? []).some((taken) => overlaps(taken, blockedOf(slot)))
  const sides = visits
    .toSorted((a, b) => a.starts_at - b.starts_at || (a.id < b.id ? -1 : 1))
    .map(
      (visit): Side => ({
        visit,
        candidates: visit.free
          .filter((slot) => !visit.patient_busy.some((busy) => overlaps(busy, visitOf(slot))))
          .toSorted(byDistance(visit)),
        picked: [],
      }),
    )
  for (let turn = 1; turn <= count; turn += 1) {
    for (const side of sides) {
      const slot = pickNext(side, isPromised, zone)
      if (slot === undefined) continue
      side.picked.push(slot)
      promised.set(slot.provider_id, [...(promised.get(slot.provider_id) ?? []), blockedOf(slot)])
    }
  }
  return new Map(
    sides.map(({ visit, picked }) => [
      visit.id,
      picked.toSorted((a, b) => a.starts_at - b.starts_at).map((slot) => toOption(visit, slot, zone)),
    ]),
  )
}

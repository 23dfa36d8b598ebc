import type { Slot } from './slots.ts'
import { DAY_MS, HOUR_MS } from './units.ts'
import { epochDayOf, isoWeekdayOf, localClock } from './zone.ts'

export type TimeOfDay = 'morning' | 'afternoon' | 'evening'

/** What a patient asked for or is known to like. Whatever is missing or empty was not stated and counts for nothing. */
export interface SlotPreferences {
  preferred_provider_ids?: readonly string[]
  /** The provider seen last: continuity of care. */
  last_provider_id?: string | null
  time_of_day?: TimeOfDay | null
  /** ISO: Monday is 1. */
  weekdays?: readonly number[]
  /** Local dates, `YYYY-MM-DD`. */
  dates?: readonly string[]
  /** Inclusive local dates. A wish, not a limit: the caller's search range is the limit. */
  earliest_date?: string | null
  latest_date?: string | null
  /** Offered or turned down already: never ranked again. */
  exclude?: readonly { provider_id: string; starts_at: number }[]
}

export type RankedSlot = Slot & {
  /** 0 to 1, two decimals. */
  match_score: number
  /** Why, in words for staff; never empty. */
  reasoning: string[]
}

/** Local hours: morning until noon, afternoon until 5 PM, evening after. */
const NOON_MS = 12 * HOUR_MS
const EVENING_MS = 17 * HOUR_MS

/** A slot without any wish fulfilled; what all stated wishes together add; what continuity adds on top. */
const BASE_SCORE = 0.5
const WISHES_SCORE = 0.4
const CONTINUITY_SCORE = 0.1

/** A slot with what its local clock says: days since 1970-01-01 and milliseconds since midnight. */
interface LocalSlot {
  slot: Slot
  day: number
  msOfDay: number
}

interface Wish {
  reason: string
  isMet: (local: LocalSlot) => boolean
}

const dayOfDate = (date: string) => epochDayOf(Date.parse(`${date}T00:00Z`))

/** Part of the day, by milliseconds since local midnight. */
export const timeOfDayOf = (msOfDay: number): TimeOfDay =>
  msOfDay < NOON_MS ? 'morning' : msOfDay < EVENING_MS ? 'afternoon' : 'evening'

function statedWishes(preferences: SlotPreferences): Wish[] {
  const { time_of_day, earliest_date, latest_date } = preferences
  const providers = new Set(preferences.preferred_provider_ids)
  const weekdays = new Set(preferences.weekdays)
  const dates = new Set(preferences.dates?.map(dayOfDate))
  const first = earliest_date ? dayOfDate(earliest_date) : -Infinity
  const last = latest_date ? dayOfDate(latest_date) : Infinity
  const wishes: (Wish & { isStated: boolean })[] = [
    {
      reason: 'Matches preferred provider',
      isStated: providers.size > 0,
      isMet: ({ slot }) => providers.has(slot.provider_id),
    },
    {
      reason: 'Matches time preference',
      isStated: Boolean(time_of_day),
      isMet: ({ msOfDay }) => timeOfDayOf(msOfDay) === time_of_day,
    },
    {
      reason: 'Matches weekday preference',
      isStated: weekdays.size > 0,
      isMet: ({ day }) => weekdays.has(isoWeekdayOf(day)),
    },
    {
      reason: 'Matches date preference',
      isStated: dates.size > 0 || Boolean(earliest_date) || Boolean(latest_date),
      isMet: ({ day }) => day >= first && day <= last && (dates.size === 0 || dates.has(day)),
    },
  ]
  return wishes.filter(({ isStated }) => isStated)
}

function withLocalTime(slots: readonly Slot[], zone: string): LocalSlot[] {
  const starts = slots.map((slot) => slot.starts_at)
  const range = {
    start: starts.reduce((a, b) => Math.min(a, b)),
    end: starts.reduce((a, b) => Math.max(a, b)) + 1,
  }
  const toLocal = localClock(zone, range)
  return slots.map((slot) => {
    const local = toLocal(slot.starts_at)
    const day = epochDayOf(local)
    return { slot, day, msOfDay: local - day * DAY_MS }
  })
}

const toScore = (value: number) => Math.round(value * 100) / 100

const byRank = (a: RankedSlot, b: RankedSlot) =>
  b.match_score - a.match_score ||
  a.starts_at - b.starts_at ||
  (a.provider_id < b.provider_id ? -1 : a.provider_id > b.provider_id ? 1 : 0)

/**
 * The slots by how well they suit the patient: best first, then soonest, then by provider id; the order of the input
 * does not matter. Score: 0.5, plus 0.4 times the part of the stated wishes that is met (each counts the same), plus 0.1
 * with the provider seen last. So a request for a provider and a time of day gives 0.9 and 0.7, as in the A2A design
 * document. Slots that have begun by `now` (epoch ms) or are excluded are left out. `zone` is the clinic's.
 */
export function rankSlots(
  slots: readonly Slot[],
  preferences: SlotPreferences,
  { zone, now }: { zone: string; now: number },
): RankedSlot[] {
  const keyOf = (slot: { provider_id: string; starts_at: number }) => `${slot.starts_at} ${slot.provider_id}`
  const excluded = new Set(preferences.exclude?.map(keyOf))
  const open = slots.filter((slot) => slot.starts_at > now && !excluded.has(keyOf(slot)))
  if (open.length === 0) return []
  const wishes = statedWishes(preferences)
  const nothingMet =
    wishes.length > 0 ? 'Matches no stated preference' : 'No preference stated: soonest first'
  return withLocalTime(open, zone)
    .map((local): RankedSlot => {
      const met = wishes.filter((wish) => wish.isMet(local))
      const isLastProvider = local.slot.provider_id === preferences.last_provider_id
      const share = wishes.length === 0 ? 0 : met.length / wishes.length
      const reasoning = [
        ...met.map(({ reason }) => reason),
        ...(isLastProvider ? ['Same provider as last visit'] : []),
      ]
      return {
        ...local.slot,
        match_score: toScore(BASE_SCORE + WISHES_SCORE * share + (isLastProvider ? CONTINUITY_SCORE : 0)),
        reasoning: reasoning.length > 0 ? reasoning : [nothingMet],
      }
    })
    .sort(byRank)
}

import { nextAllowed } from '../messaging/quiet-hours.ts'
import { MINUTE_MS } from '../scheduling/units.ts'

export const DEFAULT_WAVE_SIZE = 5
export const DEFAULT_WAVE_MINUTES = 15
/** Before the first text leaves there is this long to undo. */
export const UNDO_MINUTES = 2

/** A patient who has still to be told. */
export interface Waiting {
  id: string
  /** IANA zone where the patient is. */
  time_zone: string
  /** Another question to the same patient, or about the same visit, is still open: one at a time. */
  is_held_back: boolean
}

export interface WavePace {
  quiet_hours: string | null
  wave_size: number
  wave_minutes: number
}

export interface Wave {
  /** Who is told now, in the order of `waiting`. */
  tell: string[]
  /** When to look again, epoch ms; null when nobody is left. */
  next_wave_at: number | null
}

/**
 * One wave at `now` (epoch ms): at most `wave_size` patients, in the order given, none of them in their own quiet hours or
 * held back. The next wave is `wave_minutes` later, or when quiet hours let the first of the rest be told.
 */
export function planWave(waiting: readonly Waiting[], pace: WavePace & { now: number }): Wave {
  const { now, quiet_hours, wave_size, wave_minutes } = pace
  const isReady = (each: Waiting) =>
    !each.is_held_back && nextAllowed(quiet_hours, now, each.time_zone) <= now
  const tell = waiting.filter(isReady).slice(0, wave_size)
  const rest = waiting.filter((each) => !tell.includes(each))
  if (rest.length === 0) return { tell: tell.map(({ id }) => id), next_wave_at: null }
  const soonest = now + wave_minutes * MINUTE_MS
  // Who is merely held back keeps the pace; the others wait for the end of their quiet hours.
  const starts = rest.map(({ time_zone }) => nextAllowed(quiet_hours, soonest, time_zone))
  const resumes = tell.length === 0 ? rest.filter((each) => !each.is_held_back) : []
  const first = resumes.map(({ time_zone }) => nextAllowed(quiet_hours, now, time_zone))
  return { tell: tell.map(({ id }) => id), next_wave_at: Math.min(...starts, ...first) }
}

/** The waves as they will be while nothing else happens; whoever is held back is in none of them. */
export function forecastWaves(
  waiting: readonly Waiting[],
  pace: WavePace & { first_at: number },
): { at: number; ids: string[] }[] {
  const waves: { at: number; ids: string[] }[] = []
  let rest = waiting.filter((each) => !each.is_held_back)
  let at: number | null = pace.first_at
  while (at !== null && rest.length > 0) {
    const { tell, next_wave_at } = planWave(rest, { ...pace, now: at })
    if (tell.length > 0) waves.push({ at, ids: tell })
    rest = rest.filter(({ id }) => !tell.includes(id))
    at = next_wave_at
  }
  return waves
}

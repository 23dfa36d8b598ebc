import { isQuiet, nextAllowed } from '../messaging/quiet-hours.ts'
import { MINUTE_MS } from '../scheduling/units.ts'
import type { Candidate } from './fit.ts'

/** How a service's freed times are offered. */
export interface WaveRules {
  /** Patients per wave. */
  size: number
  minutes: number
  /** The clinic's, `20:00-08:00` in each patient's own zone, or null for none. */
  quiet_hours: string | null
  /** Epoch ms: no wave after this. */
  last_at: number
}

export interface Wave {
  picked: Candidate[]
  /** Epoch ms when the next wave may go out; null when there is nobody left who could be asked in time. */
  next_at: number | null
}

/**
 * The wave that goes out at `now` (epoch ms): the first `size` of those who fit and for whom it is not quiet time. When it
 * is quiet for everybody who is left, nobody is picked, and the next wave comes when it ends for the first of them.
 */
export function nextWave(fits: readonly Candidate[], now: number, rules: WaveRules): Wave {
  if (fits.length === 0 || now > rules.last_at) return { picked: [], next_at: null }
  const picked = fits
    .filter((candidate) => !isQuiet(rules.quiet_hours, now, candidate.time_zone))
    .slice(0, rules.size)
  const next_at =
    picked.length > 0
      ? now + rules.minutes * MINUTE_MS
      : Math.min(...fits.map((candidate) => nextAllowed(rules.quiet_hours, now, candidate.time_zone)))
  return { picked, next_at: next_at > rules.last_at ? null : next_at }
}

export interface PlannedWave {
  /** Epoch ms. */
  at: number
  picked: Candidate[]
}

/** All waves from `now` on if nobody accepts, and who would not be reached in time. The same steps as the real ones. */
export function planWaves(
  fits: readonly Candidate[],
  now: number,
  rules: WaveRules,
): { waves: PlannedWave[]; unreached: Candidate[] } {
  const waves: PlannedWave[] = []
  let left = [...fits]
  let at: number | null = now
  while (at !== null && left.length > 0) {
    const wave: Wave = nextWave(left, at, rules)
    if (wave.picked.length > 0) waves.push({ at, picked: wave.picked })
    left = left.filter((candidate) => !wave.picked.includes(candidate))
    at = wave.next_at
  }
  return { waves, unreached: left }
}

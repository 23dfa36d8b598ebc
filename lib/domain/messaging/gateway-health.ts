import { classifyCarrierError } from './carrier-errors.ts'
import type { SmsProvider } from './carrier-policy.ts'

const MINUTE_MS = 60_000
/** Faults in a row after which a gateway rests. One that refuses our account rests at once: every text would meet it. */
export const FAULTS_BEFORE_REST = 3
/** Faults this far apart are not in a row. */
const FORGET_AFTER_MS = 10 * MINUTE_MS
/** The first rest and the ones after it, while each trial fails. */
const REST_MS = [MINUTE_MS, 2 * MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS] as const
/** How long the one text that tries a rested gateway keeps the others away. */
export const TRIAL_MS = MINUTE_MS

export interface GatewayHealth {
  failures: number
  failed_at: number | null
  /** While it is ahead, nothing is sent this way, except the trial if one is out. */
  rests_until: number | null
  is_trial: boolean
}

export const WELL: GatewayHealth = { failures: 0, failed_at: null, rests_until: null, is_trial: false }

/** What an answer says about the gateway itself: nothing wrong, a fault, or that it refuses us altogether. */
export function faultOf(provider: SmsProvider, code: string | null): 'none' | 'fault' | 'refuses_us' {
  const rule = classifyCarrierError(provider, code)
  if (rule.isGatewayFault !== true) return 'none'
  return rule.policy === 'failover' ? 'refuses_us' : 'fault'
}

const isResting = (health: GatewayHealth, now: number) =>
  health.rests_until !== null && health.rests_until > now

/**
 * The gateway after a fault. What was under way when it began to rest says nothing new; a trial that fails makes the next
 * rest longer.
 */
export function afterFault(health: GatewayHealth, kind: 'fault' | 'refuses_us', now: number): GatewayHealth {
  if (isResting(health, now) && !health.is_trial) return health
  const isInRow = health.is_trial || (health.failed_at !== null && now - health.failed_at <= FORGET_AFTER_MS)
  const counted = (isInRow ? health.failures : 0) + 1
  const failures = kind === 'refuses_us' ? Math.max(counted, FAULTS_BEFORE_REST) : counted
  const rests = failures - FAULTS_BEFORE_REST
  const rest = rests < 0 ? null : REST_MS[Math.min(rests, REST_MS.length - 1)]!
  return { failures, failed_at: now, rests_until: rest === null ? null : now + rest, is_trial: false }
}

/** Until when nothing may be sent this way; null: it is well, or its rest is over and a trial is due. */
export const restsUntil = (health: GatewayHealth, now: number): number | null =>
  isResting(health, now) ? health.rests_until : null

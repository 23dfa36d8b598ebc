import { classifyCarrierError } from './carrier-errors.ts'
import type { SmsProvider } from './carrier-policy.ts'

const SECOND_MS = 1_000
/** Waits before the second, third, ... try at one carrier, unless the error asks for longer; the last one repeats. */
const BACKOFF_MS = [5 * SECOND_MS, 60 * SECOND_MS, 300 * SECOND_MS, 1_800 * SECOND_MS] as const
/** Rather than wait longer than this, a text goes through another carrier where the error allows it. */
const WAIT_RATHER_THAN_CHANGE_MS = 60 * SECOND_MS

export interface FailedTry {
  provider: SmsProvider
  code: string | null
  /** Tries at this carrier so far, this one included. */
  tries: number
  /** What the carrier itself asked to wait. */
  retry_after_seconds?: number
  /** Carriers that may take over: configured, allowed by the clinic, not resting, and not tried with this text. */
  others: readonly SmsProvider[]
}

/** Another try, by the same carrier or another; or none. */
export type NextTry = { kind: 'again'; provider: SmsProvider; wait_ms: number } | { kind: 'give_up' }

/**
 * What follows a try that certainly did not reach the patient, by the policy of its error. Never another carrier for an
 * opt-out, a number that cannot be texted or filtered words; never another try for what may have arrived.
 */
export function nextTry({ provider, code, tries, retry_after_seconds = 0, others }: FailedTry): NextTry {
  const rule = classifyCarrierError(provider, code)
  const [other] = others
  const change: NextTry =
    other === undefined ? { kind: 'give_up' } : { kind: 'again', provider: other, wait_ms: 0 }
  if (rule.policy === 'failover') return change
  if (rule.policy !== 'retry') return { kind: 'give_up' }
  const wait_ms = Math.max(
    rule.retryAfterMs ?? 0,
    retry_after_seconds * SECOND_MS,
    BACKOFF_MS[Math.min(tries, BACKOFF_MS.length) - 1] ?? 0,
  )
  const isOver = tries > (rule.maxRetries ?? 0)
  const prefersOther = rule.otherMayDo === true && (isOver || wait_ms > WAIT_RATHER_THAN_CHANGE_MS)
  if (prefersOther && other !== undefined) return change
  return isOver ? { kind: 'give_up' } : { kind: 'again', provider, wait_ms }
}

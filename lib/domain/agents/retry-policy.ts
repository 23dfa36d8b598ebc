import { messageMetadata } from './schema.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** How long a built-in agent's message waits after its first, second, ... failed try. After the last one it is dead. */
export const RETRY_DELAYS_MS = [1 * SECOND, 5 * SECOND, 30 * SECOND, 120 * SECOND] as const

export const MAX_TRIES = RETRY_DELAYS_MS.length + 1

/** The wait in milliseconds after the failed try number `attempt` (from 1), or null when that was the last. */
export function retryDelayMs(attempt: number): number | null {
  return RETRY_DELAYS_MS[attempt - 1] ?? null
}

/** The waits between eight posts to an outside agent that asked for nothing else: 27 h 35 min in all. */
export const DELIVERY_DELAYS_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  10 * HOUR,
] as const

/** Between two posts of the `fixed` policy whose sender did not say how long. */
const FIXED_DELAY_MS = MINUTE
/** Doubling stops here. */
const MAX_DOUBLED_DELAY_MS = 10 * HOUR
/** A wait is up to this share shorter or longer, so that what failed together is not tried again together. */
export const JITTER = 0.1
/** A server may ask for so much patience in `Retry-After`, and no more. */
export const MAX_RETRY_AFTER_MS = 24 * HOUR

/**
 * The waits between the tries of one delivery, in milliseconds, from what its sender wrote into `metadata`; an empty list
 * is one try. With `retry_delay` the waits are that long (`fixed`) or begin with it and double (`exponential_backoff`);
 * `max_retries` cuts the list. Metadata that cannot be read changes nothing.
 */
export function deliveryDelaysMs(metadata: unknown): readonly number[] {
  const { retry_policy, max_retries, retry_delay } = messageMetadata.safeParse(metadata ?? {}).data ?? {}
  if (retry_policy === 'none') return []
  const count = Math.min(max_retries ?? DELIVERY_DELAYS_MS.length, DELIVERY_DELAYS_MS.length)
  const first = retry_delay === undefined ? null : retry_delay * SECOND
  if (retry_policy === 'fixed') return Array.from({ length: count }, () => first ?? FIXED_DELAY_MS)
  if (first === null) return DELIVERY_DELAYS_MS.slice(0, count)
  return Array.from({ length: count }, (_, index) =>
    Math.max(first, Math.min(first * 2 ** index, MAX_DOUBLED_DELAY_MS)),
  )
}

/**
 * The wait in milliseconds after `tries` tries have failed, or null when that was the last. Never shorter than what the
 * server asked for in `Retry-After` (capped). `random` is in [0, 1).
 */
export function nextTryInMs(
  delaysMs: readonly number[],
  failed: { tries: number; retryAfterMs: number | null; random: number },
): number | null {
  const delay = delaysMs[failed.tries - 1]
  if (delay === undefined) return null
  const jittered = delay * (1 + JITTER * (2 * failed.random - 1))
  return Math.round(Math.max(jittered, Math.min(failed.retryAfterMs ?? 0, MAX_RETRY_AFTER_MS)))
}

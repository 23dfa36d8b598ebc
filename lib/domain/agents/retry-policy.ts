const SECOND = 1_000

/** How long a built-in agent's message waits after its first, second, ... failed try. After the last one it is dead. */
export const RETRY_DELAYS_MS = [1 * SECOND, 5 * SECOND, 30 * SECOND, 120 * SECOND] as const

export const MAX_TRIES = RETRY_DELAYS_MS.length + 1

/** The wait in milliseconds after the failed try number `attempt` (from 1), or null when that was the last. */
export function retryDelayMs(attempt: number): number | null {
  return RETRY_DELAYS_MS[attempt - 1] ?? null
}

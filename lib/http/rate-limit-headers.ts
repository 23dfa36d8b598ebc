import type { LimitState } from '#lib/core/rate-limit.ts'

/** draft-ietf-httpapi-ratelimit-headers-10: the policy by name, and what is left of it. */
export function setRateLimitHeaders(headers: Headers, state: LimitState | null): void {
  if (state === null) return
  headers.set('ratelimit-policy', `"default";q=${state.quota};w=${state.windowSeconds}`)
  headers.set('ratelimit', `"default";r=${state.remaining};t=${state.resetSeconds}`)
}

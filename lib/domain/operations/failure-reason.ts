import { OUTSIDE_FAILURES, type OutsideFailure } from '../agents/outside-endpoint.ts'

/** Why a try to hand a message over failed: a closed list, so that it may be a metric's label. */
export const FAILURE_REASONS = [
  'timeout',
  'refused',
  'reset',
  'unreachable',
  'name',
  'address',
  'certificate',
  'not_http',
  'redirect',
  'gone',
  'throttled',
  'client_error',
  'server_error',
  'lost',
  'handling',
  'other',
] as const
export type FailureReason = (typeof FAILURE_REASONS)[number]

const GONE = 410
const THROTTLED = 429

const NAMED = new Map(
  Object.entries(OUTSIDE_FAILURES).map(([reason, words]) => [words as string, reason as OutsideFailure]),
)
/** The words of tries that ended without an answer; every other error is an agent's own. */
export const KNOWN_ERRORS: readonly string[] = Object.values(OUTSIDE_FAILURES)

function reasonOfCode(code: number): FailureReason {
  if (code === GONE) return 'gone'
  if (code === THROTTLED) return 'throttled'
  if (code >= 500) return 'server_error'
  if (code >= 400) return 'client_error'
  return code >= 300 ? 'redirect' : 'other'
}

/**
 * The reason of one failed try, from its row. `sending` is a try whose process died; an error in any words but those of
 * OUTSIDE_FAILURES comes from the agent that handled the message.
 */
export function failureReason(attempt: {
  status: string
  response_code: number | null
  error: string | null
}): FailureReason {
  if (attempt.status === 'sending') return 'lost'
  if (attempt.response_code !== null) return reasonOfCode(attempt.response_code)
  if (attempt.status === 'timeout') return 'timeout'
  return NAMED.get(attempt.error ?? '') ?? 'handling'
}

import {
  RequestMalformedError,
  TaskNotCancelableError,
  TaskNotFoundError,
  UnsupportedOperationError,
} from '@a2a-js/sdk/errors'
import { namedError } from '#lib/core/database-down.ts'
import { type ErrorCode, isSwitchboardError, type SwitchboardError } from '#lib/domain/errors.ts'
import { errorFields, logger } from '#lib/logger.ts'

/** These have an HTTP status of their own and are no errors of the protocol. */
const BY_STATUS: readonly ErrorCode[] = ['rate_limited', 'unavailable', 'forbidden', 'unauthenticated']

/** True for errors of the SDK, of whichever of its bundles. */
export const isProtocolError = (error: unknown): error is Error =>
  error instanceof UnsupportedOperationError ||
  (error instanceof Error && 'reason' in error && /Error$/.test(error.name))

function inProtocolWords(error: SwitchboardError, isCancelling: boolean): Error {
  if (error.code === 'not_found') return new TaskNotFoundError(error.message)
  if (error.code === 'invalid_input') return new RequestMalformedError(error.message)
  if (isCancelling) return new TaskNotCancelableError(error.message)
  return new UnsupportedOperationError(error.message)
}

/** What went wrong in one request, for the transport that must answer with a status of HTTP. */
export interface Trouble {
  byStatus: SwitchboardError | null
}

/**
 * Any error as one of the protocol's (1.0, section 5.4). What is not of the closed list is logged and hidden under the
 * request's id; what HTTP has a status for is kept in `trouble`.
 */
export function toProtocolError(
  thrown: unknown,
  request: { requestId: string; trouble: Trouble; isCancelling?: boolean },
): Error {
  if (isProtocolError(thrown)) return thrown
  const error = namedError(thrown)
  if (!isSwitchboardError(error)) {
    logger.error({ requestId: request.requestId, ...errorFields(thrown) }, 'a2a failed')
    return new Error(`Something went wrong here. It has been noted under ${request.requestId}.`)
  }
  if (BY_STATUS.includes(error.code)) request.trouble.byStatus = error
  return inProtocolWords(error, request.isCancelling === true)
}

import { STATUS_CODES } from 'node:http'
import { type ErrorBody, isSwitchboardError, SwitchboardError } from '#lib/domain/errors.ts'
import { errorFields, logger } from '#lib/logger.ts'

export const PROBLEM_TYPE = 'application/problem+json'
export const REQUEST_ID_HEADER = 'x-request-id'
/** How long a caller should leave a server alone that cannot reach its database. */
const RETRY_WHEN_DOWN_SECONDS = 5

/** A refusal that only exists in HTTP, such as 413. */
export class HttpError extends Error {
  readonly status: number
  readonly headers: Record<string, string>

  constructor(status: number, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.name = 'HttpError'
    this.status = status
    this.headers = headers
  }
}

/** Compared by name, as SwitchboardError is: Next loads this module once per bundle. */
const isHttpError = (error: unknown): error is HttpError =>
  error instanceof Error && error.name === 'HttpError'

/** Prisma's, Node's and PostgreSQL's codes, and the kinds that the driver adapter gives instead of codes. */
const DOWN_CODES = new Set(
  (
    'P1000 P1001 P1002 P1003 P1008 P1010 P1011 P1017 P2024 P2028 P2037 ' +
    'ECONNREFUSED ECONNRESET ETIMEDOUT EPIPE ENOTFOUND EAI_AGAIN 57P01 57P02 57P03 53300 ' +
    'DatabaseNotReachable DatabaseDoesNotExist DatabaseAccessDenied AuthenticationFailed ' +
    'ConnectionClosed SocketTimeout TooManyConnections TlsConnectionError'
  ).split(' '),
)
/** What pg says, without a code, when the connection ends under a query or none comes in time. */
const DOWN_WORDS =
  /connection terminated|timeout exceeded when trying to connect|server has closed the connection/i
const MAX_CAUSES = 4

interface WrappedError {
  message?: unknown
  code?: unknown
  originalCode?: unknown
  kind?: unknown
  cause?: unknown
  meta?: { driverAdapterError?: unknown }
}

/** True when the database could not be reached or went away: nothing is wrong with the request. */
export function isDatabaseDown(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > MAX_CAUSES) return false
  const { message, code, originalCode, kind, cause, meta } = error as WrappedError
  if ([code, originalCode, kind].some((each) => DOWN_CODES.has(String(each)))) return true
  if (DOWN_WORDS.test(String(message))) return true
  return isDatabaseDown(cause, depth + 1) || isDatabaseDown(meta?.driverAdapterError, depth + 1)
}

/** The closed-list error that a caller gets for a database that is away; other errors come back as they are. */
export function namedError(error: unknown): unknown {
  if (isSwitchboardError(error) || isHttpError(error) || !isDatabaseDown(error)) return error
  return new SwitchboardError(
    'unavailable',
    'The database cannot be reached. Please try again in a moment.',
    {
      retryAfterSeconds: RETRY_WHEN_DOWN_SECONDS,
    },
  )
}

interface ProblemFields extends Partial<Omit<ErrorBody, 'code'>> {
  code: string
  message: string
}

/**
 * An error answer as RFC 9457 has it, with our own members beside the standard ones: `code`, `message`, `field`, `legal`,
 * `retry_after_seconds`, `request_id`.
 */
export function problem(
  status: number,
  fields: ProblemFields,
  requestId: string,
  headers: Record<string, string> = {},
): Response {
  const body = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: fields.message,
    ...fields,
    request_id: requestId,
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': PROBLEM_TYPE,
      'cache-control': 'no-store',
      [REQUEST_ID_HEADER]: requestId,
      ...(fields.retry_after_seconds === undefined
        ? {}
        : { 'retry-after': String(fields.retry_after_seconds) }),
      ...headers,
    },
  })
}

/** What a bug looks like from outside: no detail, and the id under which the log has it. */
const unexpectedMessage = (requestId: string) =>
  `Something went wrong here. It has been noted under ${requestId}; nothing else is known about it yet.`

/** Maps any error to its answer. Errors outside the closed list are logged, without their message, and hidden. */
export function problemFor(thrown: unknown, requestId: string, where: string): Response {
  const error = namedError(thrown)
  if (isSwitchboardError(error)) {
    if (error.code === 'unavailable')
      logger.error({ requestId, where, ...errorFields(thrown) }, 'unavailable')
    const challenge = error.code === 'unauthenticated' ? { 'www-authenticate': 'Bearer' } : undefined
    return problem(error.status, error.toBody(), requestId, challenge)
  }
  if (isHttpError(error)) {
    return problem(error.status, { code: 'invalid_input', message: error.message }, requestId, error.headers)
  }
  logger.error({ requestId, where, ...errorFields(error) }, 'unexpected error')
  return problem(500, { code: 'unexpected', message: unexpectedMessage(requestId) }, requestId)
}

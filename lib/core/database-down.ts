import { invalidInput, isSwitchboardError, SwitchboardError } from '#lib/domain/errors.ts'

/** How long a caller should leave a server alone that cannot reach its database. */
const RETRY_WHEN_DOWN_SECONDS = 5

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

/** PostgreSQL's codes for what no column takes: NUL, bytes that are no UTF-8, times and numbers beyond its own. */
const UNSTORABLE_CODES = new Set(['22021', '22P05', '22007', '22008', '22003'])

function isUnstorable(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > MAX_CAUSES) return false
  const { code, originalCode, cause, meta } = error as WrappedError
  if ([code, originalCode].some((each) => UNSTORABLE_CODES.has(String(each)))) return true
  return isUnstorable(cause, depth + 1) || isUnstorable(meta?.driverAdapterError, depth + 1)
}

/**
 * The closed-list error that a caller gets for a database that is away, or for text that it cannot take; other errors
 * come back as they are.
 */
export function namedError(error: unknown): unknown {
  if (isSwitchboardError(error)) return error
  if (isUnstorable(error)) {
    return invalidInput(
      'Something in this cannot be stored: a character (NUL), or a time or number beyond what there is.',
    )
  }
  if (!isDatabaseDown(error)) return error
  return new SwitchboardError(
    'unavailable',
    'The database cannot be reached. Please try again in a moment.',
    {
      retryAfterSeconds: RETRY_WHEN_DOWN_SECONDS,
    },
  )
}

import { STATUS_CODES } from 'node:http'
import { namedError } from '#lib/core/database-down.ts'
import { type ErrorBody, isSwitchboardError } from '#lib/domain/errors.ts'
import { errorFields, logger } from '#lib/logger.ts'

export const PROBLEM_TYPE = 'application/problem+json'
export const REQUEST_ID_HEADER = 'x-request-id'

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
  const error = isHttpError(thrown) ? thrown : namedError(thrown)
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

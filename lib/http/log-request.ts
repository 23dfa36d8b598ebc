import { logger } from '#lib/logger.ts'
import { isWrite } from './origin.ts'

interface AnsweredRequest {
  request: Request
  /** In place of the request's own path, where that holds a secret. */
  shownPath?: string
  requestId: string
  status: number
  /** `performance.now()` at its arrival. */
  started: number
  /** Whose request it was, as a principal; never a name. */
  actor: string
}

/** One line per request: method and path, but no query, which may hold a patient's name. Reads that went well are quiet. */
export function logRequest({ request, shownPath, requestId, status, started, actor }: AnsweredRequest): void {
  const where = `${request.method} ${shownPath ?? new URL(request.url).pathname}`
  const ms = Math.round(performance.now() - started)
  const level = isWrite(request.method) || status >= 400 ? 'info' : 'debug'
  logger[level]({ requestId, where, status, ms, actor }, 'request')
}

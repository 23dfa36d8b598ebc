import { type App, app as theApp } from '#lib/compose.ts'
import { unauthenticated } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { namedError } from '#lib/core/database-down.ts'
import { isSwitchboardError, SwitchboardError as Refusal, type SwitchboardError } from '#lib/domain/errors.ts'
import { errorFields, logger } from '#lib/logger.ts'
import type { PeerCall } from '#lib/protocols/a2a/handler/call.ts'
import type { WireVersion } from '#lib/protocols/a2a/version.ts'
import { checkApiKey } from '#lib/services/api-key/check.ts'
import { watchTask } from './a2a-watch.ts'
import { requireAgentMessaging } from './agent-messaging.ts'
import { bearerToken } from './authenticate.ts'
import { logRequest } from './log-request.ts'
import { REQUEST_ID_HEADER } from './problem.ts'

/** One request of a peer, before and after it is known who asks. */
export interface Arrived {
  app: App
  request: Request
  requestId: string
  /** Ends with the connection, and when this process stops. */
  ending: AbortController
}

/** The address that peers reach us at: the configured one, else the one that this request names. */
export function originOf(app: App, request: Request): string {
  const { publicBaseUrl } = app.config
  if (publicBaseUrl !== null) return publicBaseUrl
  const { protocol, host } = new URL(request.url)
  return `${protocol}//${request.headers.get('host') ?? host}`
}

/** Who asks. Throws `unauthenticated`, `rate_limited`, and `unavailable` while outside agents are switched off. */
export async function authenticatePeer({ app, request, requestId }: Arrived): Promise<Ctx> {
  const token = bearerToken(request.headers)
  const actor = token && (await checkApiKey(app.systemCtx(requestId), token, app.settings.agentApiKey))
  if (!actor) throw unauthenticated('Send an API key as a bearer token: Authorization: Bearer sbk_…')
  await app.limits.apiKey.take(actor.principal)
  const ctx = app.ctxFor(actor, requestId)
  requireAgentMessaging(ctx, 'POST')
  return ctx
}

export const toPeerCall = (arrived: Arrived, ctx: Ctx, wireVersion: WireVersion): PeerCall => ({
  ctx,
  wireVersion,
  signal: arrived.ending.signal,
  origin: originOf(arrived.app, arrived.request),
  trouble: { byStatus: null },
  watch: (taskId) => watchTask(arrived.app, taskId, arrived.ending.signal),
})

/** RFC 6750, 3: an error is named only when credentials were sent. */
function challengeFor(request: Request): string {
  if (!request.headers.has('authorization')) return 'Bearer realm="Switchboard"'
  return 'Bearer realm="Switchboard", error="invalid_token", error_description="Unknown, revoked or expired API key"'
}

/** Headers of a refusal that HTTP has a status for. */
export const refusalHeaders = (request: Request, error: SwitchboardError): Record<string, string> => ({
  ...(error.code === 'unauthenticated' ? { 'www-authenticate': challengeFor(request) } : {}),
  ...(error.retryAfterSeconds === undefined ? {} : { 'retry-after': String(error.retryAfterSeconds) }),
})

/** Any error that is not the protocol's, as one of the closed list; a bug is logged and hidden under the request's id. */
export function closedError(thrown: unknown, requestId: string): SwitchboardError {
  const error = namedError(thrown)
  if (isSwitchboardError(error)) return error
  logger.error({ requestId, ...errorFields(thrown) }, 'a2a failed')
  return new Refusal('unavailable', `Something went wrong here. It has been noted under ${requestId}.`)
}

/** Runs one request: an answer whatever happens, with the headers and the line in the log that all of them have. */
export async function respondToPeer(
  request: Request,
  work: (arrived: Arrived, note: (who: string) => void) => Promise<Response>,
): Promise<Response> {
  const started = performance.now()
  const app = theApp()
  const { requestId } = app.systemCtx()
  const ending = new AbortController()
  const end = () => ending.abort()
  request.signal.addEventListener('abort', end)
  if (request.signal.aborted) end()
  let actor = 'anonymous'
  const response = await work({ app, request, requestId, ending }, (who) => {
    actor = who
  })
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
  response.headers.set(REQUEST_ID_HEADER, requestId)
  logRequest({ request, requestId, status: response.status, started, actor })
  return response
}

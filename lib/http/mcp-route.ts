import { type App, app as theApp } from '#lib/compose.ts'
import { namedError } from '#lib/core/database-down.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { errorFields, logger } from '#lib/logger.ts'
import { refuseForeignHost, withCors } from '#lib/protocols/mcp/guards.ts'
import { serveMcp } from '#lib/protocols/mcp/handler.ts'
import { MCP_SCOPES, metadataUrl } from '#lib/protocols/mcp/metadata.ts'
import { logRequest } from './log-request.ts'
import { mcpCaller } from './mcp-caller.ts'
import { REQUEST_ID_HEADER } from './problem.ts'

/** JSON-RPC 2.0, 5.1: reserved for the server's own errors. */
const SERVER_ERROR = -32_000
const INTERNAL_ERROR = -32_603

interface Refusal {
  status: number
  code: number
  message: string
  data?: object
  headers?: Record<string, string>
}

/** A refusal before a message was read: JSON-RPC without an id, which every client understands. */
function refuse({ status, code, message, data, headers = {} }: Refusal): Response {
  const body = { jsonrpc: '2.0', error: { code, message, ...(data ? { data } : {}) }, id: null }
  return Response.json(body, { status, headers })
}

/**
 * RFC 6750, 3: an error is named only when credentials were sent. Where tokens are issued, RFC 9728, 5.1: the document that
 * says by whom, and the scopes to ask for; without an issuer a client would follow it to nowhere.
 */
function challengeFor(app: App, request: Request): string {
  const parts = ['realm="Switchboard"']
  if (request.headers.has('authorization'))
    parts.push('error="invalid_token"', 'error_description="Unknown, revoked or expired credentials"')
  if (app.accessTokens !== null) {
    const url = metadataUrl(app.settings.mcpResource)
    parts.push(`resource_metadata="${url}"`, `scope="${MCP_SCOPES.join(' ')}"`)
  }
  return `Bearer ${parts.join(', ')}`
}

function refusalFor(app: App, request: Request, thrown: unknown, requestId: string): Response {
  const error = namedError(thrown)
  if (!isSwitchboardError(error)) {
    logger.error({ requestId, ...errorFields(thrown) }, 'mcp failed')
    const message = `Something went wrong here. It has been noted under ${requestId}.`
    return refuse({ status: 500, code: INTERNAL_ERROR, message })
  }
  const wait = error.retryAfterSeconds
  return refuse({
    status: error.status,
    code: SERVER_ERROR,
    message: error.message,
    data: error.toBody(),
    headers: {
      ...(error.code === 'unauthenticated' ? { 'www-authenticate': challengeFor(app, request) } : {}),
      ...(wait === undefined ? {} : { 'retry-after': String(wait) }),
    },
  })
}

/** POST /api/mcp: Host and Origin, then the key, then its limit, then the protocol. */
export async function mcpRoute(request: Request): Promise<Response> {
  const started = performance.now()
  const app = theApp()
  const { requestId } = app.systemCtx()
  const foreign = refuseForeignHost(request, app.config.publicBaseUrl)
  if (foreign) return foreign
  let actor = 'anonymous'
  let response: Response
  try {
    const caller = await mcpCaller(app, request, requestId)
    actor = caller.ctx.actor.principal
    response = await serveMcp(request, caller)
  } catch (error) {
    response = refusalFor(app, request, error, requestId)
  }
  response.headers.set('cache-control', 'no-store')
  response.headers.set(REQUEST_ID_HEADER, requestId)
  logRequest({ request, requestId, status: response.status, started, actor })
  return withCors(request, response)
}

/** GET and DELETE belong to sessions, which this server does not have. */
export function mcpMethodNotAllowed(request: Request): Response {
  const foreign = refuseForeignHost(request, theApp().config.publicBaseUrl)
  if (foreign) return foreign
  const response = refuse({ status: 405, code: SERVER_ERROR, message: 'Method not allowed. Use POST.' })
  response.headers.set('allow', 'POST, OPTIONS')
  return withCors(request, response)
}

/** A browser asks first, without a key. */
export function mcpPreflight(request: Request): Response {
  const foreign = refuseForeignHost(request, theApp().config.publicBaseUrl)
  return (
    foreign ?? withCors(request, new Response(null, { status: 204, headers: { allow: 'POST, OPTIONS' } }))
  )
}

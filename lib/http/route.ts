import type { z } from 'zod'
import { type App, app as theApp } from '#lib/compose.ts'
import { recordDenial } from '#lib/core/audit.ts'
import { requirePermission, unauthenticated } from '#lib/core/authorize.ts'
import type { Actor, Ctx } from '#lib/core/context.ts'
import type { LimitState } from '#lib/core/rate-limit.ts'
import { forbidden, isSwitchboardError } from '#lib/domain/errors.ts'
import type { Permission } from '#lib/domain/permissions.ts'
import { requireAgentMessaging } from './agent-messaging.ts'
import { answer, SERVER_TIME_HEADER } from './answer.ts'
import { readCaller, takeLimit } from './authenticate.ts'
import type { ResponseOf } from './linked.ts'
import { logRequest } from './log-request.ts'
import type { Described, RouteDoc } from './openapi/doc.ts'
import { isWrite, requireOwnOrigin } from './origin.ts'
import { problemFor } from './problem.ts'
import { setRateLimitHeaders } from './rate-limit-headers.ts'
import { type PathContext, readInput, readParams } from './read-input.ts'
import { repeatable } from './repeatable.ts'

interface RouteOptions<Schema extends z.ZodType, Output extends z.ZodType> {
  /** What the API's description says of it. The answer's type is held to `output`. */
  doc: RouteDoc<Output>
  /** Who may call; both by default. `none`: everybody, with the system's context. */
  auth?: 'session or key' | 'session' | 'none'
  /** Checked here where the verb or read does not check it itself. */
  permission?: Permission
  /** Shape of the query string for GET and DELETE, of the JSON body for the rest. */
  input?: Schema
  /** Ids in the path, by the input field that they fill. */
  path?: Record<string, string>
  /** Params of the path that may be an agent's unique name instead of a uuid. */
  named?: readonly string[]
  /** Part of the outside agents' API, which ENABLE_AGENT_MESSAGING=false turns off: keys and writes get 503. */
  agentMessaging?: boolean
  /** Status of a success with a body; 200 by default. */
  status?: number
  maxBodyBytes?: number
  /** False for a verb that calls another server or waits for other processes: Idempotency-Key is refused. */
  isRepeatable?: false
}

type AnyOptions = RouteOptions<z.ZodType, z.ZodType>

export interface RouteCall<Input> {
  ctx: Ctx
  input: Input
  params: Record<string, string>
  request: Request
  app: App
}

export type RouteHandler = (request: Request, context: PathContext) => Promise<Response>
type Answer<Output extends z.ZodType> = z.input<Output> | ResponseOf<z.input<Output>>

interface Known {
  actor: Actor
  limit: LimitState | null
}

async function authenticate(app: App, request: Request, auth: AnyOptions['auth']): Promise<Known | null> {
  if (auth === 'none') return null
  const caller = await readCaller(app, request)
  if (caller === null) throw unauthenticated('Please sign in.')
  if (caller.kind === 'key' && auth === 'session')
    throw forbidden('This is for people who are signed in; an API key cannot be used here.')
  const limit = await takeLimit(app, caller)
  if (caller.kind === 'session' && isWrite(request.method)) {
    requireOwnOrigin(request.headers, app.config.publicBaseUrl)
  }
  return { actor: caller.actor, limit }
}

async function requireRoutePermission(ctx: Ctx, permission: Permission, where: string): Promise<void> {
  try {
    requirePermission(ctx, permission)
  } catch (error) {
    if (isSwitchboardError(error, 'forbidden')) await recordDenial(ctx, where, 'forbidden')
    throw error
  }
}

/**
 * Wraps a route: who calls, from where, how often, what they sent; then one call, and the answer or a problem (RFC 9457).
 * A result that is a Response is passed on; `undefined` is 204.
 */
export function route<Schema extends z.ZodType = z.ZodUndefined, Output extends z.ZodType = z.ZodUnknown>(
  options: RouteOptions<Schema, Output>,
  call: (call: RouteCall<z.output<Schema>>) => Answer<Output> | Promise<Answer<Output>>,
): RouteHandler & { described: Described } {
  const handle: RouteHandler = async (request, context) => {
    const started = performance.now()
    const app = theApp()
    let ctx = app.systemCtx()
    let who = options.auth === 'none' ? 'public' : 'anonymous'
    const where = `${request.method} ${new URL(request.url).pathname}`
    let response: Response
    let limit: LimitState | null = null
    try {
      const caller = await authenticate(app, request, options.auth)
      if (caller !== null) {
        ctx = app.ctxFor(caller.actor, ctx.requestId)
        who = caller.actor.principal
        limit = caller.limit
      }
      if (options.permission) await requireRoutePermission(ctx, options.permission, where)
      if (options.agentMessaging) requireAgentMessaging(ctx, request.method)
      const params = await readParams(context, options.named ?? [])
      const input = (await readInput(request, options, params)) as z.output<Schema>
      const known = ctx
      const result = await repeatable(request, options, known, input, (inner) =>
        call({ ctx: inner, input, params, request, app }),
      )
      response = answer(request, result, options.status ?? 200, known)
    } catch (error) {
      response = problemFor(error, ctx.requestId, where)
      response.headers.set(SERVER_TIME_HEADER, new Date(ctx.now()).toISOString())
    }
    setRateLimitHeaders(response.headers, limit)
    logRequest({ request, requestId: ctx.requestId, status: response.status, started, actor: who })
    return response
  }
  return Object.assign(handle, { described: { operations: [options] } })
}

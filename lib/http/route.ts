import type { z } from 'zod'
import { type App, app as theApp } from '#lib/compose.ts'
import { recordDenial } from '#lib/core/audit.ts'
import { requirePermission, unauthenticated } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import { isAgentName } from '#lib/domain/agents/agent-name.ts'
import { forbidden, isSwitchboardError, notFound } from '#lib/domain/errors.ts'
import type { Permission } from '#lib/domain/permissions.ts'
import { requireAgentMessaging } from './agent-messaging.ts'
import { type Caller, readCaller } from './authenticate.ts'
import { MAX_BODY_BYTES, readJsonObject } from './body.ts'
import { nextPageLink, type ResponseOf } from './linked.ts'
import { logRequest } from './log-request.ts'
import type { Described, RouteDoc } from './openapi/doc.ts'
import { isWrite, requireOwnOrigin } from './origin.ts'
import { problemFor, REQUEST_ID_HEADER } from './problem.ts'

/** The domain clock, with every answer: the console counts down from it. */
export const SERVER_TIME_HEADER = 'x-server-time'
export const IDEMPOTENCY_HEADER = 'idempotency-key'
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

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
}

type AnyOptions = RouteOptions<z.ZodType, z.ZodType>

export interface RouteCall<Input> {
  ctx: Ctx
  input: Input
  params: Record<string, string>
  request: Request
  app: App
}

type PathContext = { params: Promise<Record<string, string | string[] | undefined>> }
export type RouteHandler = (request: Request, context: PathContext) => Promise<Response>
type Answer<Output extends z.ZodType> = z.input<Output> | ResponseOf<z.input<Output>>

async function authenticate(app: App, request: Request, auth: AnyOptions['auth']): Promise<Caller | null> {
  if (auth === 'none') return null
  const caller = await readCaller(app, request)
  if (caller === null) throw unauthenticated('Please sign in.')
  if (caller.kind === 'key') {
    if (auth === 'session')
      throw forbidden('This is for people who are signed in; an API key cannot be used here.')
    await app.limits.apiKey.take(caller.actor.principal)
  } else if (isWrite(request.method)) {
    requireOwnOrigin(request.headers, app.config.publicBaseUrl)
  }
  return caller
}

/** Next hands colons on as `%3A`. A broken escape names nothing. */
function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}

/** Ids in the path. What is no uuid names nothing, so it is not found rather than wrong. Next gives paths without any undefined. */
async function readParams(context: PathContext, named: readonly string[]): Promise<Record<string, string>> {
  const params: Record<string, string> = {}
  for (const [name, value] of Object.entries((await context.params) ?? {})) {
    if (typeof value !== 'string') throw notFound('This address')
    const text = named.includes(name) ? decode(value) : value
    if (!UUID.test(text) && !(named.includes(name) && isAgentName(text))) throw notFound('This address')
    params[name] = text
  }
  return params
}

/** Path ids over body or query over the Idempotency-Key header: an id in the body cannot point elsewhere. */
async function readInput(
  request: Request,
  options: AnyOptions,
  params: Record<string, string>,
): Promise<unknown> {
  const hasBody = isWrite(request.method) && request.method !== 'DELETE'
  const sent = hasBody
    ? await readJsonObject(request, options.maxBodyBytes ?? MAX_BODY_BYTES)
    : Object.fromEntries(new URL(request.url).searchParams)
  if (options.input === undefined) return undefined
  const key = isWrite(request.method) ? request.headers.get(IDEMPOTENCY_HEADER) : null
  const fromPath = Object.entries(options.path ?? {}).map(([param, field]) => [field, params[param]])
  return parseInput(options.input, {
    ...(key ? { idempotency_key: key } : {}),
    ...sent,
    ...Object.fromEntries(fromPath),
  })
}

async function requireRoutePermission(ctx: Ctx, permission: Permission, where: string): Promise<void> {
  try {
    requirePermission(ctx, permission)
  } catch (error) {
    if (isSwitchboardError(error, 'forbidden')) await recordDenial(ctx, where, 'forbidden')
    throw error
  }
}

/** The cursor of an answer that is a page with more after it. */
function nextCursor(result: unknown): string | null {
  const cursor = (result as { next_cursor?: unknown } | null | undefined)?.next_cursor
  return typeof cursor === 'string' ? cursor : null
}

function answer(request: Request, result: unknown, status: number, ctx: Ctx): Response {
  const cursor = nextCursor(result)
  const response =
    result instanceof Response
      ? result
      : result === undefined
        ? new Response(null, { status: 204 })
        : Response.json(result, { status })
  if (cursor !== null) response.headers.set('link', nextPageLink(request, cursor))
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
  response.headers.set(REQUEST_ID_HEADER, ctx.requestId)
  response.headers.set(SERVER_TIME_HEADER, new Date(ctx.now()).toISOString())
  return response
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
    try {
      const caller = await authenticate(app, request, options.auth)
      if (caller !== null) {
        ctx = app.ctxFor(caller.actor, ctx.requestId)
        who = caller.actor.principal
      }
      if (options.permission) await requireRoutePermission(ctx, options.permission, where)
      if (options.agentMessaging) requireAgentMessaging(ctx, request.method)
      const params = await readParams(context, options.named ?? [])
      const input = (await readInput(request, options, params)) as z.output<Schema>
      response = answer(request, await call({ ctx, input, params, request, app }), options.status ?? 200, ctx)
    } catch (error) {
      response = problemFor(error, ctx.requestId, where)
      response.headers.set(SERVER_TIME_HEADER, new Date(ctx.now()).toISOString())
    }
    logRequest({ request, requestId: ctx.requestId, status: response.status, started, actor: who })
    return response
  }
  return Object.assign(handle, { described: { operations: [options] } })
}

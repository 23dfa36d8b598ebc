import { encode } from 'next-auth/jwt'
import { type App, type Settings, setAppForTests } from '#lib/compose.ts'
import type { Ctx } from '#lib/core/context.ts'
import { createLimits } from '#lib/core/rate-limit.ts'
import type { LiveEvent } from '#lib/domain/events.ts'
import type { Role } from '#lib/domain/permissions.ts'
import type { RouteHandler } from '#lib/http/route.ts'
import type { Subscriber } from '#lib/live/subscribers.ts'
import { logger } from '#lib/logger.ts'
import { createApiKey } from '#lib/services/api-key/create.ts'
import { SESSION_LIFETIME_MS } from '#lib/services/session/check.ts'
import { createStaff } from '#lib/services/staff/create.ts'
import type { TestCtx } from './context.ts'

export const TEST_HOST = 'console.test'
export const TEST_ORIGIN = `http://${TEST_HOST}`
/** For routes that only a test has. */
export const TEST_DOC = { summary: 'Be called by a test' }
export const TEST_PASSWORD = 'correct horse battery'

const TEST_SETTINGS: Settings = {
  sessionSecret: 'a secret of the tests that is long enough',
  agentApiKey: null,
  isProxyTrusted: false,
  twilio: null,
  aws: null,
  mcpResource: 'http://localhost:10003/api/mcp',
  messageQueueWorkers: 1,
  hasInlineWorker: false,
}

export interface TestApp extends App {
  /** Tells every subscriber, as NOTIFY would. */
  tell(event: LiveEvent): void
  /** Says that the connection was gone for a while. */
  gap(): void
  subscriberCount(): number
}

interface TestAppOptions {
  settings?: Partial<Settings>
  accessTokens?: App['accessTokens']
  apiRatePerMinute?: number
  queueFault?: string | null
  queueWarnings?: string[]
}

/** An app around a test context: its clock, queue and gateways, and a hub that the test speaks through. */
export function testApp(ctx: TestCtx, options: TestAppOptions = {}): TestApp {
  const subscribers = new Set<Subscriber>()
  const ctxFor = (actor: Ctx['actor'], requestId = ctx.newId()): Ctx => ({ ...ctx, actor, requestId })
  const nothing = async () => {}
  return {
    db: ctx.db,
    sealer: ctx.sealer,
    settings: { ...TEST_SETTINGS, ...options.settings },
    config: ctx.config,
    accessTokens: options.accessTokens ?? null,
    ports: ctx.ports,
    queue: {
      ...ctx.queue,
      start: nothing,
      stop: nothing,
      drain: nothing,
      consume: nothing,
      health: async () => options.queueFault ?? null,
      warnings: async () => options.queueWarnings ?? [],
    },
    live: ctx.live,
    hub: {
      start: nothing,
      stop: nothing,
      isListening: () => true,
      subscribe(subscriber) {
        subscribers.add(subscriber)
        return () => subscribers.delete(subscriber)
      },
    },
    clock: {
      start: nothing,
      stop: () => {},
      now: ctx.now,
      offsetMs: () => 0,
      refresh: async () => 0,
    },
    limits: createLimits(ctx.db, { apiRatePerMinute: options.apiRatePerMinute ?? 0 }),
    streams: new Set(),
    ctxFor,
    systemCtx: (requestId) => ctxFor(ctx.actor, requestId),
    start: nothing,
    stop: nothing,
    tell: (event) => {
      for (const subscriber of subscribers) subscriber.onEvent(event)
    },
    gap: () => {
      for (const subscriber of subscribers) subscriber.onGap?.()
    },
    subscriberCount: () => subscribers.size,
  }
}

/** Makes the app of a test the one that route handlers see. */
export function serveTestApp(ctx: TestCtx, options: TestAppOptions = {}): TestApp {
  const app = testApp(ctx, options)
  logger.level = 'silent'
  setAppForTests(app)
  return app
}

let staffCounter = 0

/** A login of the given role in the given clinics. */
export function makeStaff(ctx: TestCtx, role: Role, clinicIds: string[], fields: { email?: string } = {}) {
  staffCounter += 1
  return createStaff(ctx, {
    name: `Test ${role}`,
    email: fields.email ?? `${role}${staffCounter}@clinic.test`,
    role,
    password: TEST_PASSWORD,
    clinic_ids: clinicIds,
  })
}

/** A session of a login, as the browser carries it. */
export async function makeSession(app: App, ctx: TestCtx, staffId: string) {
  const id = ctx.newId()
  const now = ctx.systemNow()
  await ctx.db.session.create({
    data: {
      id,
      staff_id: staffId,
      created_at: new Date(now),
      last_seen_at: new Date(now),
      expires_at: new Date(now + SESSION_LIFETIME_MS),
    },
  })
  const token = await encode({ token: { sid: id }, secret: app.settings.sessionSecret })
  return { id, cookie: `next-auth.session-token=${token}` }
}

/** Signs somebody new in and returns the header that their requests carry. */
export async function signedIn(app: App, ctx: TestCtx, role: Role, clinicIds: string[]) {
  const staff = await makeStaff(ctx, role, clinicIds)
  const session = await makeSession(app, ctx, staff.id)
  return { staff, session, headers: { cookie: session.cookie } }
}

/** An API key and the header that its requests carry. */
export async function keyHeaders(ctx: TestCtx, scopes: string[], clinicId?: string) {
  const created = await createApiKey(ctx, { name: 'Test key', scopes, clinic_id: clinicId ?? null })
  return { id: created.id, headers: { authorization: `Bearer ${created.key}` } }
}

export interface TestRequest {
  method?: string
  path?: string
  headers?: Record<string, string>
  /** Sent as JSON; a string is sent as it is. */
  body?: unknown
}

/** A request as the console's own page sends it: same origin, JSON. */
export function makeRequest({
  method = 'GET',
  path = '/api/test',
  headers = {},
  body,
}: TestRequest): Request {
  const isText = typeof body === 'string'
  return new Request(`http://0.0.0.0:10003${path}`, {
    method,
    headers: {
      host: TEST_HOST,
      ...(method === 'GET' ? {} : { origin: TEST_ORIGIN }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
  })
}

/** Calls a route handler and reads its answer. */
export async function call(handler: RouteHandler, request: TestRequest, params: Record<string, string> = {}) {
  const response = await handler(makeRequest(request), { params: Promise.resolve(params) })
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
}

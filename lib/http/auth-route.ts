import { app as theApp } from '#lib/compose.ts'
import { notFound } from '#lib/domain/errors.ts'
import { readSession } from './authenticate.ts'
import { readText } from './body.ts'
import { readCookies } from './cookies.ts'
import { logRequest } from './log-request.ts'
import { type AuthAnswer, runNextAuth } from './next-auth.ts'
import { requireOwnOrigin } from './origin.ts'
import { problemFor, REQUEST_ID_HEADER } from './problem.ts'

/** The few of next-auth's own addresses that this product uses; the rest does not exist here. */
const ACTIONS: Record<string, readonly string[]> = {
  GET: ['csrf', 'session', 'signin', 'signout', 'error'],
  POST: ['callback/credentials', 'signout'],
}
const MAX_FORM_BYTES = 8 * 1024

interface AuthContext {
  params: Promise<{ nextauth?: string[] }>
}

async function readForm(request: Request): Promise<Record<string, string>> {
  if (request.method !== 'POST') return {}
  const text = await readText(request, MAX_FORM_BYTES)
  return Object.fromEntries(new URLSearchParams(text))
}

/**
 * The answer to a refusal: the problem itself with its status and Retry-After, and in `url` what next-auth's client looks
 * for. A form without script is sent back to the page.
 */
async function refusalAnswer(answer: AuthAnswer, isJson: boolean, requestId: string, where: string) {
  const url = `/sign-in?${new URLSearchParams({ error: answer.outcome.word })}`
  const refused = problemFor(answer.outcome.error, requestId, where)
  if (!isJson) return new Response(null, { status: 303, headers: { location: url } })
  const body = { ...((await refused.json()) as object), url }
  return new Response(JSON.stringify(body), { status: refused.status, headers: refused.headers })
}

function toResponse(answer: AuthAnswer): Response {
  const isEmpty = answer.body === null || answer.status === 302
  return new Response(isEmpty ? null : answer.body, { status: answer.status, headers: answer.headers })
}

/** The address that our own proxy appended; those before it are the caller's claims. */
const clientAddress = (headers: Headers): string | null =>
  headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || null

async function serve(request: Request, context: AuthContext, requestId: string): Promise<Response> {
  const app = theApp()
  const action = (await context.params).nextauth ?? []
  const name = action.join('/')
  if (!ACTIONS[request.method]?.includes(name)) throw notFound('This address')
  if (request.method === 'POST') requireOwnOrigin(request.headers, app.config.publicBaseUrl)
  if (name === 'session' && (await readSession(app, request.headers, false)) === null)
    return Response.json({})
  const body = await readForm(request)
  const answer = await runNextAuth(app, {
    method: request.method,
    action,
    error: new URL(request.url).searchParams.get('error'),
    body,
    cookies: readCookies(request.headers),
    browser: {
      userAgent: request.headers.get('user-agent'),
      address: app.settings.isProxyTrusted ? clientAddress(request.headers) : null,
    },
  })
  if (answer.outcome.error !== null) {
    return refusalAnswer(answer, body.json === 'true', requestId, `${request.method} /api/auth/${name}`)
  }
  return toResponse(answer)
}

/** `/api/auth/*`: next-auth's sign-in, sign-out, token and session addresses, and no others. */
export async function authRoute(request: Request, context: AuthContext): Promise<Response> {
  const started = performance.now()
  const { requestId } = theApp().systemCtx()
  let response: Response
  try {
    response = await serve(request, context, requestId)
  } catch (error) {
    response = problemFor(error, requestId, `${request.method} /api/auth`)
  }
  response.headers.set('cache-control', 'no-store')
  response.headers.set(REQUEST_ID_HEADER, requestId)
  logRequest({ request, requestId, status: response.status, started, actor: 'public' })
  return response
}

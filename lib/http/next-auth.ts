import NextAuth, { type AuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import type { App } from '#lib/compose.ts'
import { unauthenticated } from '#lib/core/authorize.ts'
import { namedError } from '#lib/core/database-down.ts'
import { forbidden, isSwitchboardError } from '#lib/domain/errors.ts'
import { errorFields, logger } from '#lib/logger.ts'
import { SESSION_LIFETIME_MS } from '#lib/services/session/check.ts'
import { endSession } from '#lib/services/session/end.ts'
import { startSession } from '#lib/services/session/start.ts'
import { cookieOptions, usesSecureCookies } from './cookies.ts'

const SIGN_IN_PAGE = '/sign-in'

/**
 * What went wrong inside next-auth, which itself reports errors as one word in an address, or not at all. `word` is what
 * the sign-in page reads out of that address.
 */
export interface AuthOutcome {
  error: unknown
  word: string
}

/** Who asks, as far as a request tells. The address is null unless a trusted proxy names it. */
export interface Browser {
  userAgent: string | null
  address: string | null
}

/** Where to go next: a path of this product. Other hosts, and what looks like a path but is none, become the front page. */
export function ownPath(url: string): string {
  const base = 'http://switchboard.invalid'
  const parsed = URL.parse(url, base)
  if (parsed === null || parsed.origin !== base || !url.startsWith('/')) return '/'
  return `${parsed.pathname}${parsed.search}`
}

function refuse(outcome: AuthOutcome, error: unknown, word: string): void {
  outcome.error = error
  outcome.word = word
}

function noteFailure(outcome: AuthOutcome, thrown: unknown): void {
  const error = namedError(thrown)
  const isLimited = isSwitchboardError(error, 'rate_limited')
  refuse(outcome, error, isLimited ? `rate_limited:${error.retryAfterSeconds}` : 'unavailable')
}

/** Answers with the new session's id, which next-auth then takes for the user's. */
async function authorize(
  app: App,
  outcome: AuthOutcome,
  credentials: Record<string, string> | undefined,
  browser: Browser,
): Promise<{ id: string } | null> {
  try {
    const email = String(credentials?.email ?? '')
    const password = String(credentials?.password ?? '')
    const result = await startSession(app.systemCtx(), { email, password, ...browser }, app.limits)
    if ('sessionId' in result) return { id: result.sessionId }
    if (result.refusal === 'disabled') {
      refuse(outcome, forbidden('This login is disabled. Ask an administrator.'), 'disabled')
    } else {
      refuse(outcome, unauthenticated('The e-mail address or the password is wrong.'), 'CredentialsSignin')
    }
  } catch (error) {
    noteFailure(outcome, error)
  }
  return null
}

/** next-auth's own logger prints what it is given; ours keeps names and drops data. */
const authLogger: AuthOptions['logger'] = {
  error: (code, metadata) => logger.error({ code, ...errorFields(metadata) }, 'next-auth'),
  warn: (code) => logger.debug({ code }, 'next-auth'),
  debug: () => {},
}

/** The token names a session row and nothing else; everything about the login is read from the row on each use. */
function authOptions(app: App, outcome: AuthOutcome, browser: Browser): AuthOptions {
  const isSecure = usesSecureCookies(app.config.publicBaseUrl)
  return {
    secret: app.settings.sessionSecret,
    session: { strategy: 'jwt', maxAge: SESSION_LIFETIME_MS / 1000 },
    useSecureCookies: isSecure,
    cookies: cookieOptions(isSecure),
    pages: { signIn: SIGN_IN_PAGE, signOut: SIGN_IN_PAGE, error: SIGN_IN_PAGE },
    logger: authLogger,
    providers: [
      CredentialsProvider({
        credentials: { email: { label: 'E-mail' }, password: { label: 'Password', type: 'password' } },
        authorize: (credentials) => authorize(app, outcome, credentials, browser),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => ({ sid: user ? user.id : token.sid }),
      redirect: ({ url }) => ownPath(url),
    },
    events: {
      async signOut({ token }) {
        try {
          if (typeof token?.sid === 'string') await endSession(app.systemCtx(), token.sid)
        } catch (error) {
          noteFailure(outcome, error)
        }
      },
    },
  }
}

export interface AuthRequest {
  method: string
  /** next-auth's action and provider: `['callback', 'credentials']`. */
  action: string[]
  /** Why the sign-in page is shown again. */
  error: string | null
  body: Record<string, string>
  cookies: Record<string, string>
  browser: Browser
}

export interface AuthAnswer {
  status: number
  headers: Headers
  body: string | null
  outcome: AuthOutcome
}

/** Records what next-auth does to a Node response. Redirects become paths: sign-in never leads to another host. */
class AnswerRecorder {
  readonly headers = new Headers()
  statusCode = 200
  body: string | null = null

  status(code: number): this {
    this.statusCode = code
    return this
  }
  getHeader(name: string): string[] | string | null {
    return name.toLowerCase() === 'set-cookie' ? this.headers.getSetCookie() : this.headers.get(name)
  }
  setHeader(name: string, value: string | string[]): this {
    this.headers.delete(name)
    for (const each of [value].flat())
      this.headers.append(name, name === 'Location' ? ownAddress(each) : each)
    return this
  }
  json(value: { url?: string }): this {
    this.headers.set('content-type', 'application/json')
    this.body = JSON.stringify(value.url === undefined ? value : { ...value, url: ownAddress(value.url) })
    return this
  }
  send(value: unknown): this {
    this.body = typeof value === 'string' ? value : JSON.stringify(value)
    return this
  }
  end(): this {
    return this
  }
}

/** The path and query of an address that next-auth made with the host it believes to run on. */
function ownAddress(url: string): string {
  const parsed = URL.parse(url, 'http://switchboard.invalid')
  return parsed === null ? '/' : ownPath(`${parsed.pathname}${parsed.search}`)
}

/** Where a form goes whose token is missing or not of this browser; next-auth's client takes it for success. */
const isTokenRefused = (recorder: AnswerRecorder) =>
  /[?&]csrf=true\b/.test(`${recorder.headers.get('location')} ${recorder.body}`)

/**
 * Runs next-auth on one request. Its handler for Node requests is used, because the one for route handlers reads Next's
 * request store, which exists neither in tests nor elsewhere; and it gets nothing that it could take a host from.
 */
export async function runNextAuth(app: App, request: AuthRequest): Promise<AuthAnswer> {
  const outcome: AuthOutcome = { error: null, word: '' }
  const recorder = new AnswerRecorder()
  const { sessionToken, csrfToken } = cookieOptions(usesSecureCookies(app.config.publicBaseUrl))
  const cookies = Object.fromEntries(
    [sessionToken.name, csrfToken.name].flatMap((name) => {
      const value = request.cookies[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const node = {
    method: request.method,
    query: { nextauth: request.action, ...(request.error === null ? {} : { error: request.error }) },
    body: request.body,
    cookies,
    headers: {},
  }
  await NextAuth(node as never, recorder as never, authOptions(app, outcome, request.browser))
  if (outcome.error === null && isTokenRefused(recorder)) {
    refuse(
      outcome,
      forbidden('This form is out of date, or the browser keeps no cookies. Reload the page.'),
      'csrf',
    )
  }
  return { status: recorder.statusCode, headers: recorder.headers, body: recorder.body, outcome }
}

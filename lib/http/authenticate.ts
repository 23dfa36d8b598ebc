import { decode } from 'next-auth/jwt'
import type { App } from '#lib/compose.ts'
import { unauthenticated } from '#lib/core/authorize.ts'
import type { Actor } from '#lib/core/context.ts'
import type { LimitState } from '#lib/core/rate-limit.ts'
import { checkApiKey } from '#lib/services/api-key/check.ts'
import { checkSession } from '#lib/services/session/check.ts'
import { cookieOptions, readCookies, usesSecureCookies } from './cookies.ts'
import { isWrite } from './origin.ts'

/** Sent by the console with reads that a person asked for; polling and live updates do without. */
export const ACTIVITY_HEADER = 'x-switchboard-activity'

export interface Caller {
  actor: Actor
  kind: 'session' | 'key'
}

/** Counts a request against its caller's limit; a login counts as one, however many browsers it is signed in with. */
export const takeLimit = (app: App, { actor, kind }: Caller): Promise<LimitState | null> =>
  kind === 'key' ? app.limits.apiKey.take(actor.principal) : app.limits.session.take(actor.principal)

/** The session's id out of the cookie, or null when there is none that this installation made. */
export async function readSessionId(app: App, headers: Headers): Promise<string | null> {
  const { name } = cookieOptions(usesSecureCookies(app.config.publicBaseUrl)).sessionToken
  const token = readCookies(headers)[name]
  if (!token) return null
  try {
    const payload = await decode({ token, secret: app.settings.sessionSecret })
    return typeof payload?.sid === 'string' ? payload.sid : null
  } catch {
    // Forged, cut off, expired, or of another installation: all the same as no cookie.
    return null
  }
}

/** The staff member behind the session cookie, or null. `isActivity` puts the idle limit off. */
export async function readSession(app: App, headers: Headers, isActivity: boolean): Promise<Actor | null> {
  const sessionId = await readSessionId(app, headers)
  return sessionId === null ? null : checkSession(app.systemCtx(), sessionId, { isActivity })
}

/** The bearer token (RFC 6750), or null without the header. Tokens in the query are not read. */
export function bearerToken(headers: Headers): string | null {
  const header = headers.get('authorization')
  if (header === null) return null
  return /^Bearer +([\w.~+/=-]+) *$/i.exec(header)?.[1] ?? ''
}

/**
 * Who calls. A request that names a key is judged by the key alone, whatever cookies come with it. Throws
 * `unauthenticated` for a wrong key; null when there is neither key nor session.
 */
export async function readCaller(app: App, request: Request): Promise<Caller | null> {
  const token = bearerToken(request.headers)
  if (token !== null) {
    const actor = await checkApiKey(app.systemCtx(), token, app.settings.agentApiKey)
    if (actor === null) throw unauthenticated('This API key is unknown, revoked or expired.')
    return { actor, kind: 'key' }
  }
  const isActivity = isWrite(request.method) || request.headers.get(ACTIVITY_HEADER) === '1'
  const actor = await readSession(app, request.headers, isActivity)
  return actor === null ? null : { actor, kind: 'session' }
}

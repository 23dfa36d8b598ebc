import { REQUEST_TIMEOUT_MS } from './fetch.ts'

export type SignInResult =
  | { ok: true }
  | { ok: false; reason: 'credentials' | 'disabled' | 'stale_form' | 'unreachable' }
  | { ok: false; reason: 'rate_limited'; retryAfterSeconds?: number }

/**
 * Signs in through next-auth's own credentials route (CSRF token, then form post, as its client does), and reads each
 * way it can be refused. next-auth reports errors in the query of the address it answers with; a limit answers 429.
 * https://next-auth.js.org/getting-started/rest-api
 */
export async function signIn(email: string, password: string): Promise<SignInResult> {
  try {
    const response = await postForm('/api/auth/callback/credentials', { email, password, callbackUrl: '/' })
    if (response.status === 429) return rateLimited(response.headers.get('retry-after'))
    const body = (await response.json().catch(() => ({}))) as { url?: string }
    const error = new URL(body.url ?? '/', window.location.origin).searchParams.get('error')
    if (error === null && response.ok) return { ok: true }
    return readError(error)
  } catch {
    return { ok: false, reason: 'unreachable' }
  }
}

/** Ends the session on the server, forgets drafts, then leaves to the sign-in page whatever the answer was. */
export async function signOut(): Promise<void> {
  try {
    sessionStorage.clear()
    await postForm('/api/auth/signout', { callbackUrl: '/sign-in' })
  } finally {
    window.location.assign('/sign-in')
  }
}

/** The word in the answer: `rate_limited:<seconds>`, `disabled`, `csrf`, `unavailable`; else the details are wrong. */
function readError(error: string | null): SignInResult {
  const [code, seconds] = (error ?? '').split(':')
  if (code === 'rate_limited') return rateLimited(seconds ?? null)
  if (code === 'disabled') return { ok: false, reason: 'disabled' }
  if (code === 'csrf') return { ok: false, reason: 'stale_form' }
  if (code === 'unavailable') return { ok: false, reason: 'unreachable' }
  return { ok: false, reason: 'credentials' }
}

function rateLimited(seconds: string | null): SignInResult {
  const parsed = Number(seconds ?? Number.NaN)
  return { ok: false, reason: 'rate_limited', ...(parsed > 0 ? { retryAfterSeconds: parsed } : {}) }
}

async function postForm(path: string, fields: Record<string, string>): Promise<Response> {
  const signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS)
  const token = await fetch('/api/auth/csrf', { signal, cache: 'no-store' })
  const { csrfToken } = (await token.json()) as { csrfToken: string }
  return fetch(path, {
    method: 'POST',
    signal,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...fields, csrfToken, json: 'true' }),
  })
}

import type { ErrorBody, ErrorCode } from '#lib/domain/errors.ts'
import { setServerNow } from './clock.ts'
import { nextCursor } from './next-cursor.ts'

/** Every request of the console is given up after this long; the error says that nothing is known about its effect. */
export const REQUEST_TIMEOUT_MS = 20_000

/** The product clock of the server, sent with every answer of `/api`. */
const SERVER_TIME_HEADER = 'x-server-time'

/** What a failed request leaves behind: the server's `{code, message, field?, legal?}` or why there was no answer. */
export class ApiError extends Error {
  readonly status: number
  readonly code: ErrorCode | 'network' | 'unexpected'
  readonly field?: string
  readonly legal?: string[]
  readonly retryAfterSeconds?: number

  constructor(status: number, body: Partial<Omit<ErrorBody, 'code'>> & { code: ApiError['code'] }) {
    super(body.message ?? 'The server answered in a way that this page does not understand.')
    this.name = 'ApiError'
    this.status = status
    this.code = body.code
    this.field = body.field
    this.legal = body.legal
    this.retryAfterSeconds = body.retry_after_seconds
  }
}

export interface ApiInit {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  body?: unknown
  signal?: AbortSignal
  /** False where 401 is an answer to show, not a lost session (sign-in itself). */
  redirectOn401?: boolean
}

/**
 * Calls the product's own API and returns the parsed body. Throws `ApiError` for every refusal, for a broken connection
 * and for a time-out. A lost session leads to the sign-in page, with the way back.
 */
export async function apiFetch<T>(path: `/api/${string}`, init: ApiInit = {}): Promise<T> {
  return (await request<T>(path, init)).body
}

/** One page of a list, however the API spells it. */
export interface Page<Item> {
  items: Item[]
  next_cursor: string | null
}

/** As `apiFetch`, for lists that answer a bare array and name the next page in a `Link` header. */
export async function apiFetchPage<Item>(path: `/api/${string}`, init: ApiInit = {}): Promise<Page<Item>> {
  const { body, headers } = await request<Item[]>(path, init)
  return { items: body, next_cursor: nextCursor(headers.get('link')) }
}

async function request<T>(path: `/api/${string}`, init: ApiInit): Promise<{ body: T; headers: Headers }> {
  const response = await send(path, init)
  const stated = response.headers.get(SERVER_TIME_HEADER)
  if (stated !== null) setServerNow(stated)
  const body = await readBody(response)
  if (response.ok) return { body: body as T, headers: response.headers }
  if (response.status === 401 && init.redirectOn401 !== false) leaveToSignIn()
  throw toApiError(response, body)
}

async function send(path: string, init: ApiInit): Promise<Response> {
  const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS)
  const headers: Record<string, string> = { accept: 'application/json' }
  if (init.body !== undefined) headers['content-type'] = 'application/json'
  try {
    return await fetch(path, {
      method: init.method ?? 'GET',
      headers,
      body: init.body === undefined ? undefined : JSON.stringify(init.body),
      signal: init.signal === undefined ? timeout : AbortSignal.any([init.signal, timeout]),
      credentials: 'same-origin',
      cache: 'no-store',
    })
  } catch (cause) {
    if (init.signal?.aborted) throw cause
    throw new ApiError(0, {
      code: 'network',
      message: 'The server could not be reached. What you typed is kept.',
    })
  }
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text()
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function toApiError(response: Response, body: unknown): ApiError {
  const parsed = (typeof body === 'object' && body !== null ? body : {}) as Partial<ErrorBody>
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
  return new ApiError(response.status, {
    ...parsed,
    code: parsed.code ?? 'unexpected',
    retry_after_seconds: parsed.retry_after_seconds ?? (Number.isFinite(retryAfter) ? retryAfter : undefined),
  })
}

/** Full page load on purpose: it drops every cached answer of the session that ended. */
function leaveToSignIn(): void {
  const here = `${window.location.pathname}${window.location.search}`
  if (window.location.pathname === '/sign-in') return
  window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`)
}

/** `?a=1&b=2` from the defined, non-empty values; empty string when there are none. */
export function toQuery(params: Record<string, string | number | boolean | undefined | null>): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(params)) {
    if (value !== undefined && value !== null && value !== '') query.set(key, String(value))
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

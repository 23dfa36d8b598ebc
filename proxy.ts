import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { readEnv } from '#lib/env.ts'

/** 144 bits, base64. The policy asks for at least 128 (CSP 3, section 7.1). */
const NONCE_BYTES = 18
/** One year (ASVS 5.0, 3.4.1); only where the product is reached over https. */
const STRICT_TRANSPORT = 'max-age=31536000'
const PUBLIC_PATHS = ['/sign-in', '/set-up', '/api/docs']
const SESSION_COOKIE = /(^|[-.])session-token(\.\d+)?$/

/**
 * Pages only: security headers, and a short way to the sign-in page. It decides nothing about access; that is done
 * where data is read and written, so the product is as safe without this file.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(NONCE_BYTES).toString('base64')
  const policy = contentPolicy(nonce, process.env.NODE_ENV === 'development')
  if (needsSignIn(request)) return withHeaders(redirectToSignIn(request), policy)
  // Whatever a caller sent under these names is replaced, never passed on.
  const forwarded = new Headers(request.headers)
  forwarded.set('x-nonce', nonce)
  forwarded.set('content-security-policy', policy)
  return withHeaders(NextResponse.next({ request: { headers: forwarded } }), policy)
}

function needsSignIn(request: NextRequest): boolean {
  const { pathname } = request.nextUrl
  if (PUBLIC_PATHS.some((path) => pathname === path || pathname.startsWith(`${path}/`))) return false
  return !request.cookies.getAll().some((cookie) => SESSION_COOKIE.test(cookie.name))
}

function redirectToSignIn(request: NextRequest): NextResponse {
  const target = new URL('/sign-in', request.nextUrl)
  const { pathname, search } = request.nextUrl
  if (pathname !== '/') target.searchParams.set('next', `${pathname}${search}`)
  return NextResponse.redirect(target, 307)
}

/**
 * Scripts run by nonce only. Style elements need the nonce too; style attributes are allowed because React Aria places
 * its popovers with them, and an attribute cannot load or run anything under this policy.
 */
function contentPolicy(nonce: string, isDevelopment: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    // Next's development overlay adds styles without a nonce, and a nonce would switch 'unsafe-inline' off.
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

function withHeaders(response: NextResponse, policy: string): NextResponse {
  response.headers.set('content-security-policy', policy)
  response.headers.set('cache-control', 'private, no-store')
  if (isReachedByHttps()) response.headers.set('strict-transport-security', STRICT_TRANSPORT)
  return response
}

let isHttps: boolean | undefined

/** By configuration, not by the request: behind a TLS proxy every request arrives as plain http. */
function isReachedByHttps(): boolean {
  isHttps ??= URL.parse(readEnv().publicBaseUrl ?? '')?.protocol === 'https:'
  return isHttps
}

export const config = {
  // Pages, and the API's reference, which is one. The API itself, the carriers' webhook, agent cards and static files never pass through here.
  matcher: [
    '/((?!api/(?!docs$)|api$|sms/|\\.well-known/|_next/static|_next/image|icon\\.svg|.*\\.(?:png|ico|txt|webmanifest)$).*)',
  ],
}

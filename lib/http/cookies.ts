import type { CookiesOptions } from 'next-auth'

/** Without Secure there is no __Host- prefix either: browsers would drop the cookie over plain http. */
export const usesSecureCookies = (publicBaseUrl: string | null): boolean =>
  publicBaseUrl !== null && URL.parse(publicBaseUrl)?.protocol === 'https:'

/** __Host- pins a cookie to this very host and to https (RFC 6265bis, 4.1.3.2). */
export function cookieOptions(
  isSecure: boolean,
): Pick<CookiesOptions, 'sessionToken' | 'callbackUrl' | 'csrfToken'> {
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure } as const
  const prefix = isSecure ? '__Host-' : ''
  return {
    sessionToken: { name: `${prefix}next-auth.session-token`, options },
    callbackUrl: { name: `${prefix}next-auth.callback-url`, options },
    csrfToken: { name: `${prefix}next-auth.csrf-token`, options },
  }
}

/** Cookies of a request by name; the first wins where a name comes twice, as browsers send the most specific first. */
export function readCookies(headers: Headers): Record<string, string> {
  const cookies: Record<string, string> = Object.create(null)
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const split = pair.indexOf('=')
    const name = pair.slice(0, split).trim()
    if (split < 1 || name in cookies) continue
    cookies[name] = decode(pair.slice(split + 1).trim())
  }
  return cookies
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

import { forbidden } from '#lib/domain/errors.ts'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

export const isWrite = (method: string): boolean => !SAFE_METHODS.has(method)

/**
 * Throws `forbidden` unless a write made with a session cookie comes from the product's own pages: Origin must name the
 * Host that was called, or PUBLIC_BASE_URL. Browsers send Origin with every write; a missing one and `null` are refused.
 * https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 */
export function requireOwnOrigin(headers: Headers, publicBaseUrl: string | null): void {
  const origin = URL.parse(headers.get('origin') ?? '')
  const host = headers.get('host')?.toLowerCase()
  const isHttp = origin?.protocol === 'http:' || origin?.protocol === 'https:'
  if (isHttp && host !== undefined && origin.host === hostOf(host, origin.protocol)) return
  if (isHttp && publicBaseUrl !== null && origin.origin === URL.parse(publicBaseUrl)?.origin) return
  throw forbidden('This request did not come from the console’s own pages, so nothing was changed.')
}

/** The Host header as URL writes it: without the scheme's default port. */
const hostOf = (host: string, protocol: string) => URL.parse(`${protocol}//${host}`)?.host

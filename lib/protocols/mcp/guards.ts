import { hostHeaderValidationResponse, originValidationResponse } from '@modelcontextprotocol/server'

const LOCAL = ['localhost', '127.0.0.1', '[::1]']
const IP_LITERAL = /^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/i

/** The host of a Host header, without its port. */
const hostnameOf = (host: string | null): string | null => URL.parse(`http://${host ?? ''}`)?.hostname ?? null

/**
 * Hosts under which MCP may be called, as DNS-rebinding protection: the public one, and this machine while that is not
 * https. Without a public address an IP literal passes as well: no name was resolved, so none can have been rebound.
 */
export function allowedHosts(headers: Headers, publicBaseUrl: string | null): string[] {
  const base = URL.parse(publicBaseUrl ?? '')
  if (base?.protocol === 'https:') return [base.hostname]
  const host = hostnameOf(headers.get('host'))
  const literal = base === null && host !== null && IP_LITERAL.test(host) ? [host] : []
  return [...(base === null ? [] : [base.hostname]), ...LOCAL, ...literal]
}

/** A 403 for a Host or Origin that is not ours; null when both are (no Origin is fine: no browser is involved). */
export function refuseForeignHost(request: Request, publicBaseUrl: string | null): Response | null {
  const hosts = allowedHosts(request.headers, publicBaseUrl)
  return hostHeaderValidationResponse(request, hosts) ?? originValidationResponse(request, hosts) ?? null
}

const CORS_HEADERS = {
  'access-control-allow-methods': 'POST, OPTIONS',
  'access-control-allow-headers':
    'authorization, content-type, accept, mcp-protocol-version, mcp-method, mcp-name, mcp-session-id, last-event-id',
  'access-control-expose-headers': 'www-authenticate, retry-after, x-request-id',
  'access-control-max-age': '600',
  vary: 'origin',
}

/** Lets a page of an allowed origin read the answer. The guard above has refused every other origin. */
export function withCors(request: Request, response: Response): Response {
  const origin = request.headers.get('origin')
  if (origin === null) return response
  for (const [name, value] of Object.entries(CORS_HEADERS)) response.headers.set(name, value)
  response.headers.set('access-control-allow-origin', origin)
  return response
}

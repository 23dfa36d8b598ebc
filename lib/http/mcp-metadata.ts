import { app as theApp } from '#lib/compose.ts'
import { notFound } from '#lib/domain/errors.ts'
import { protectedResourceMetadata } from '#lib/protocols/mcp/metadata.ts'
import { route } from './route.ts'

/** A public document: pages of every origin may read it, before they have any credentials. */
const PUBLIC_DOCUMENT = { 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=300' }

/**
 * `/.well-known/oauth-protected-resource`, plain or with the endpoint's path behind it (RFC 9728, 3.1): which resource this
 * is, and who issues tokens for it. Made from the configuration alone, never from what a request claims.
 */
export async function mcpMetadata(
  request: Request,
  context: { params: Promise<{ path?: string[] }> },
): Promise<Response> {
  const { path = [] } = await context.params
  const { settings, accessTokens } = theApp()
  if (path.length > 0 && `/${path.join('/')}` !== new URL(settings.mcpResource).pathname) {
    return noSuchDocument(request, { params: Promise.resolve({}) })
  }
  const document = protectedResourceMetadata(settings.mcpResource, accessTokens?.issuer ?? null)
  return Response.json(document, { headers: PUBLIC_DOCUMENT })
}

/** Other well-known documents, which clients look for: JSON that says so, rather than a page. */
export const noSuchDocument = route({ auth: 'none', doc: { summary: 'Answer what is not there' } }, () => {
  throw notFound('This document')
})

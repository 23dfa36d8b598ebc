import { getOAuthProtectedResourceMetadataUrl } from '@modelcontextprotocol/server'
import { TOOLS } from '#lib/tools/registry.ts'
import { RESOURCES } from '#lib/tools/resources/registry.ts'

/** Every scope that something here asks for, as a client should ask its authorization server for them. */
export const MCP_SCOPES: readonly string[] = [
  ...new Set([...TOOLS, ...RESOURCES].map(({ permission }) => permission)),
].sort()

/** Where the document about the endpoint is: RFC 9728, 3.1, the path inserted. */
export const metadataUrl = (resource: string): string =>
  getOAuthProtectedResourceMetadataUrl(new URL(resource))

/**
 * OAuth 2.0 Protected Resource Metadata (RFC 9728, 2). Authorization servers are named only where there is one: a client that
 * is sent to one that is not there never gets in, and API keys need none.
 */
export const protectedResourceMetadata = (resource: string, issuer: string | null) => ({
  resource,
  ...(issuer === null ? {} : { authorization_servers: [issuer] }),
  scopes_supported: MCP_SCOPES,
  bearer_methods_supported: ['header'],
  resource_name: 'Switchboard',
})

import { mcpMetadata } from '#lib/http/mcp-metadata.ts'

/** What the MCP endpoint is, for OAuth clients (RFC 9728). */
export { mcpMetadata as GET }

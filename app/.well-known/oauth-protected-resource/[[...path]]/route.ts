import { mcpMetadata } from '#lib/http/mcp-metadata.ts'
import { documented } from '#lib/http/openapi/doc.ts'
import { MCP_METADATA } from '#lib/http/openapi/mcp-doc.ts'

/** What the MCP endpoint is, for OAuth clients (RFC 9728). */
export const GET = documented(mcpMetadata, MCP_METADATA)

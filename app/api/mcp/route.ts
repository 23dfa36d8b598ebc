import { mcpMethodNotAllowed, mcpPreflight, mcpRoute } from '#lib/http/mcp-route.ts'
import { documented, hidden } from '#lib/http/openapi/doc.ts'
import { MCP } from '#lib/http/openapi/mcp-doc.ts'

export const POST = documented(mcpRoute, MCP)

/** Sessions, which this server does not have. */
export const GET = hidden(mcpMethodNotAllowed, 'Answers 405.')
export const DELETE = hidden(mcpMethodNotAllowed, 'Answers 405.')
export { mcpPreflight as OPTIONS }

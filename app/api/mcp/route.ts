import { mcpMethodNotAllowed, mcpPreflight, mcpRoute } from '#lib/http/mcp-route.ts'

/** The Model Context Protocol: tools for models, with an API key. */
export {
  mcpMethodNotAllowed as DELETE,
  mcpMethodNotAllowed as GET,
  mcpPreflight as OPTIONS,
  mcpRoute as POST,
}

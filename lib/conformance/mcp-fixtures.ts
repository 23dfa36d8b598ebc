import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import { errorFields, logger } from '#lib/logger.ts'
import { authInfoFor } from '#lib/protocols/mcp/caller.ts'
import type { McpFixtures } from '#lib/protocols/mcp/fixture-port.ts'
import { registerInputTools, verifyState } from './mcp/input-tools.ts'
import { registerPrompts } from './mcp/prompts.ts'
import { registerResources } from './mcp/resources.ts'
import { registerTools } from './mcp/tools.ts'

const CAPABILITIES = {
  tools: { listChanged: true },
  prompts: { listChanged: true },
  resources: { subscribe: true, listChanged: true },
  completions: {},
  logging: {},
}

function buildServer(): McpServer {
  const server = new McpServer(
    { name: 'switchboard-conformance', version: '1' },
    { capabilities: CAPABILITIES, requestState: { verify: verifyState } },
  )
  registerTools(server, handler.notify)
  registerInputTools(server)
  registerResources(server)
  registerPrompts(server)
  return server
}

const handler = createMcpHandler(buildServer, { onerror: (error) => logger.warn(errorFields(error), 'mcp') })

/**
 * What the official kit asks of a server (modelcontextprotocol/conformance), behind the product's own route, guards,
 * credentials and limits. Takes the place of lib/protocols/mcp/fixtures.ts in a build that `npm run conformance` makes.
 */
export const mcpFixtures: McpFixtures = {
  serve: (request, caller) => handler.fetch(request, { authInfo: authInfoFor(caller) }),
}

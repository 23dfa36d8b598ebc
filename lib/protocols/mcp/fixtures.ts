import type { McpFixtures } from './fixture-port.ts'

/**
 * The product serves no kit's tools. `npm run conformance` makes a build of its own in which the bundler puts
 * lib/conformance/mcp-fixtures.ts in the place of this module (next.config.ts); no variable does so in any other build.
 */
export const mcpFixtures: McpFixtures | null = null

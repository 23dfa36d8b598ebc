import type { Tool as ListedTool, McpServer, StandardSchemaWithJSON } from '@modelcontextprotocol/server'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { errorFields, logger } from '#lib/logger.ts'
import { TOOLS } from '#lib/tools/registry.ts'
import { isListed, type Tool } from '#lib/tools/tool.ts'
import type { McpCaller } from './caller.ts'
import { errorResult, successResult } from './result.ts'
import { scopeChallenge } from './scope-challenge.ts'

/**
 * Tells the tool's own schema to clients, but lets the tool read the arguments: its errors name the field in our own shape,
 * where the library's would be one line of text.
 */
function advertised(schema: Tool['input']): StandardSchemaWithJSON {
  const standard = schema['~standard']
  return { '~standard': { ...standard, validate: (value: unknown) => ({ value }) } } as StandardSchemaWithJSON
}

async function callTool({ ctx, limits }: McpCaller, tool: Tool, args: unknown) {
  try {
    await limits.toolCall.take(ctx.actor.principal)
    if (!tool.hints.readOnlyHint) await limits.toolWrite.take(ctx.actor.principal)
    return successResult(await tool.call(ctx, args))
  } catch (thrown) {
    if (!isSwitchboardError(thrown)) {
      logger.error({ requestId: ctx.requestId, tool: tool.name, ...errorFields(thrown) }, 'tool failed')
    }
    return errorResult(thrown, ctx.requestId)
  }
}

const JSON_SCHEMA = { target: 'draft-2020-12' } as const

/** As `tools/list` tells it. */
function describedTool(tool: Tool): ListedTool {
  return {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: tool.input['~standard'].jsonSchema.input(JSON_SCHEMA) as ListedTool['inputSchema'],
    outputSchema: tool.output['~standard'].jsonSchema.output(JSON_SCHEMA) as ListedTool['outputSchema'],
    annotations: tool.hints,
  }
}

const LISTED = new Map(TOOLS.map((tool) => [tool, describedTool(tool)]))

/**
 * Registers every tool, so that one called without its scope is refused with that scope named; but lists only those that
 * the caller may use, in the registry's order.
 */
export function registerTools(server: McpServer, caller: McpCaller): void {
  const { ctx } = caller
  for (const tool of TOOLS) {
    server.registerTool(
      tool.name,
      {
        inputSchema: advertised(tool.input),
        outputSchema: tool.output,
        scopeChallenge: scopeChallenge(ctx, tool, `tool.${tool.name}`),
      },
      (args: unknown) => callTool(caller, tool, args),
    )
  }
  server.server.setRequestHandler('tools/list', () => ({
    tools: TOOLS.filter((tool) => isListed(tool, ctx)).flatMap((tool) => LISTED.get(tool) ?? []),
  }))
}

import {
  McpServer,
  type ScopeChallengeHandler,
  type StandardSchemaWithJSON,
} from '@modelcontextprotocol/server'
import { recordDenial } from '#lib/core/audit.ts'
import type { Ctx } from '#lib/core/context.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { errorFields, logger } from '#lib/logger.ts'
import { TOOLS } from '#lib/tools/registry.ts'
import type { Tool } from '#lib/tools/tool.ts'
import { errorResult, successResult } from './result.ts'

const INSTRUCTIONS =
  'Switchboard texts patients appointment slots and books what they choose. Send slots with send_appointment_sms, then ask ' +
  'check_sms_response from time to time: answers take hours or days. Errors name the field that is wrong.'

/**
 * Tells the tool's own schema to clients, but lets the tool read the arguments: its errors name the field in our own shape,
 * where the library's would be one line of text.
 */
function advertised(schema: Tool['input']): StandardSchemaWithJSON {
  const standard = schema['~standard']
  return { '~standard': { ...standard, validate: (value: unknown) => ({ value }) } } as StandardSchemaWithJSON
}

/** A missing scope is HTTP 403 with the scope named, as MCP's authorization section asks, and is written down. */
function scopeChallenge(ctx: Ctx, tool: Tool): ScopeChallengeHandler {
  return async () => {
    if (ctx.actor.permissions.has(tool.permission)) return undefined
    await recordDenial(ctx, `tool.${tool.name}`, 'forbidden')
    return { scopes: [tool.permission], errorDescription: `This key lacks the scope ${tool.permission}` }
  }
}

function register(server: McpServer, ctx: Ctx, tool: Tool): void {
  server.registerTool(
    tool.name,
    {
      title: tool.title,
      description: tool.description,
      inputSchema: advertised(tool.input),
      outputSchema: tool.output,
      annotations: tool.hints,
      scopeChallenge: scopeChallenge(ctx, tool),
    },
    async (args: unknown) => {
      try {
        return successResult(await tool.call(ctx, args))
      } catch (thrown) {
        if (!isSwitchboardError(thrown)) {
          logger.error({ requestId: ctx.requestId, tool: tool.name, ...errorFields(thrown) }, 'tool failed')
        }
        return errorResult(thrown, ctx.requestId)
      }
    },
  )
}

/** An MCP server for one request of one caller. Servers are never shared: what they hold is the caller's. */
export function buildMcpServer(ctx: Ctx): McpServer {
  const server = new McpServer(
    { name: 'switchboard', title: 'Switchboard', version: ctx.config.version },
    { capabilities: { tools: { listChanged: false } }, instructions: INSTRUCTIONS },
  )
  for (const tool of TOOLS) register(server, ctx, tool)
  return server
}

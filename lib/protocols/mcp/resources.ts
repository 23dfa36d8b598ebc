import {
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  ResourceTemplate,
} from '@modelcontextprotocol/server'
import type { Ctx } from '#lib/core/context.ts'
import { namedError } from '#lib/core/database-down.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { errorFields, logger } from '#lib/logger.ts'
import { RESOURCES } from '#lib/tools/resources/registry.ts'
import type { Resource } from '#lib/tools/resources/resource.ts'
import { missingPermissions } from '#lib/tools/tool.ts'
import type { McpCaller } from './caller.ts'
import { unexpectedWords } from './result.ts'
import { scopeChallenge } from './scope-challenge.ts'

const JSON_TYPE = 'application/json'

/** Variables as they stand in an address: percent-encoded. A broken escape names nothing. */
export function decoded(variables: Record<string, string | string[]>): Record<string, string> {
  const decode = (value: string) => {
    try {
      return decodeURIComponent(value)
    } catch {
      return ''
    }
  }
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      decode(Array.isArray(value) ? value.join() : value),
    ]),
  )
}

/** Protocol errors say what the closed list says; anything else only under which id the log has it. */
async function named<Result>(ctx: Ctx, work: () => Promise<Result>, uri?: string): Promise<Result> {
  try {
    return await work()
  } catch (thrown) {
    const error = namedError(thrown)
    if (uri !== undefined && isSwitchboardError(error, 'not_found')) throw new ResourceNotFoundError(uri)
    if (isSwitchboardError(error)) {
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, error.message, { error: error.toBody() })
    }
    logger.error({ requestId: ctx.requestId, ...errorFields(thrown) }, 'resource failed')
    throw new ProtocolError(ProtocolErrorCode.InternalError, unexpectedWords(ctx.requestId))
  }
}

function register(server: McpServer, ctx: Ctx, resource: Resource): void {
  const isOpen = missingPermissions(resource, ctx.actor.permissions).length === 0
  const list = async () => ({ resources: isOpen ? await named(ctx, () => resource.list(ctx)) : [] })
  server.registerResource(
    resource.name,
    new ResourceTemplate(resource.template, { list }),
    {
      title: resource.title,
      description: resource.description,
      mimeType: JSON_TYPE,
      scopeChallenge: scopeChallenge(ctx, resource, `resource.${resource.name}`),
    },
    async (uri, variables) => {
      const value = await named(ctx, () => resource.read(ctx, decoded(variables)), uri.href)
      return { contents: [{ uri: uri.href, mimeType: JSON_TYPE, text: JSON.stringify(value) }] }
    },
  )
}

/** Every kind of resource; the list names only what the caller may read. */
export function registerResources(server: McpServer, { ctx }: McpCaller): void {
  for (const resource of RESOURCES) register(server, ctx, resource)
}

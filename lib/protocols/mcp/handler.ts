import {
  type AuthInfo,
  createMcpHandler,
  isLegacyRequest,
  type McpRequestContext,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server'
import type { Ctx } from '#lib/core/context.ts'
import { errorFields, logger } from '#lib/logger.ts'
import { buildMcpServer } from './server.ts'

/** Nine slots are 2 KiB; nobody needs the library's 4 MiB. */
export const MAX_MCP_BODY_BYTES = 64 * 1024
const JSON_AND_EVENTS = 'application/json, text/event-stream'

/** The verified caller, carried through the library. The token itself stays behind. */
function authInfoFor(ctx: Ctx): AuthInfo {
  return {
    token: '',
    clientId: ctx.actor.principal,
    scopes: [...ctx.actor.permissions],
    extra: { ctx },
  }
}

function serverFor({ authInfo }: McpRequestContext) {
  const ctx = authInfo?.extra?.ctx as Ctx | undefined
  if (ctx === undefined) throw new Error('An MCP request reached the server without a caller.')
  return buildMcpServer(ctx)
}

/** Stateless, both eras: conversations live in the database, and nothing needs a channel back to the client. */
const handler = createMcpHandler(serverFor, {
  maxRequestBodySize: MAX_MCP_BODY_BYTES,
  maxSubscriptions: 0,
  onerror: (error) => logger.warn(errorFields(error), 'mcp'),
})

/**
 * A client of 2025 that does not name both media types gets plain JSON instead of 406: many send one, or any type at all.
 * https://github.com/modelcontextprotocol/typescript-sdk/issues/1944
 */
async function serveAsJson(request: Request, ctx: Ctx): Promise<Response> {
  const server = buildMcpServer(ctx)
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: undefined,
    enableJsonResponse: true,
    maxRequestBodySize: MAX_MCP_BODY_BYTES,
  })
  const headers = new Headers(request.headers)
  headers.set('accept', JSON_AND_EVENTS)
  await server.connect(transport)
  try {
    return await transport.handleRequest(new Request(request, { headers }), { authInfo: authInfoFor(ctx) })
  } finally {
    await server.close()
  }
}

/** Serves one MCP request (Streamable HTTP, 2026-07-28 and the 2025 revisions) for a verified caller. */
export async function serveMcp(request: Request, ctx: Ctx): Promise<Response> {
  const accepts = request.headers.get('accept') ?? ''
  const isLenient = !(accepts.includes('application/json') && accepts.includes('text/event-stream'))
  if (isLenient && (await isLegacyRequest(request, undefined, { maxRequestBodySize: MAX_MCP_BODY_BYTES }))) {
    return serveAsJson(request, ctx)
  }
  return handler.fetch(request, { authInfo: authInfoFor(ctx) })
}

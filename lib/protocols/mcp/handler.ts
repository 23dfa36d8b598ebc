import {
  createMcpHandler,
  isLegacyRequest,
  readRequestBody,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server'
import { errorFields, logger } from '#lib/logger.ts'
import { mcpFixtures } from '#lib/protocols/mcp/fixtures.ts'
import { authInfoFor, callerOf, type McpCaller } from './caller.ts'
import { requestWith } from './request-with.ts'
import { buildMcpServer } from './server.ts'
import { isListen, serveListen } from './subscriptions.ts'

/** Nine slots are 2 KiB; nobody needs the library's 4 MiB. */
export const MAX_MCP_BODY_BYTES = 64 * 1024
const JSON_AND_EVENTS = 'application/json, text/event-stream'

/** Stateless, both eras: conversations live in the database. Streams of changes are served one by one, not here. */
const handler = createMcpHandler(({ authInfo, era }) => buildMcpServer(callerOf(authInfo), era), {
  maxRequestBodySize: MAX_MCP_BODY_BYTES,
  maxSubscriptions: 0,
  onerror: (error) => logger.warn(errorFields(error), 'mcp'),
})

/**
 * A client of 2025 that does not name both media types gets plain JSON instead of 406: many send one, or any type at all.
 * https://github.com/modelcontextprotocol/typescript-sdk/issues/1944
 */
async function serveAsJson(request: Request, caller: McpCaller): Promise<Response> {
  const server = buildMcpServer(caller, 'legacy')
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: undefined,
    enableJsonResponse: true,
    maxRequestBodySize: MAX_MCP_BODY_BYTES,
  })
  const headers = new Headers(request.headers)
  headers.set('accept', JSON_AND_EVENTS)
  await server.connect(transport)
  try {
    return await transport.handleRequest(requestWith(request, { headers }), {
      authInfo: authInfoFor(caller),
    })
  } finally {
    await server.close()
  }
}

/** The message that asks for a stream of changes; null for any other, and for a body that the library will refuse. */
async function readListen(request: Request) {
  if (request.headers.get('mcp-method') !== 'subscriptions/listen') return null
  const body = await readRequestBody(request.clone(), MAX_MCP_BODY_BYTES)
  if (body.tooLarge) return null
  try {
    const message: unknown = JSON.parse(body.text)
    return isListen(message) ? message : null
  } catch {
    return null
  }
}

/** Serves one MCP request (Streamable HTTP, 2026-07-28 and the 2025 revisions) for a verified caller. */
export async function serveMcp(request: Request, caller: McpCaller): Promise<Response> {
  if (mcpFixtures) return mcpFixtures.serve(request, caller)
  const accepts = request.headers.get('accept') ?? ''
  const isLenient = !(accepts.includes('application/json') && accepts.includes('text/event-stream'))
  if (isLenient && (await isLegacyRequest(request, undefined, { maxRequestBodySize: MAX_MCP_BODY_BYTES }))) {
    return serveAsJson(request, caller)
  }
  const listen = await readListen(request)
  if (listen) return serveListen(request, caller, listen)
  return handler.fetch(request, { authInfo: authInfoFor(caller) })
}

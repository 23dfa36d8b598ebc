import {
  Client,
  StreamableHTTPClientTransport,
  type VersionNegotiationMode,
} from '@modelcontextprotocol/client'
import type { Db } from '#lib/db/client.ts'
import { mcpRoute } from '#lib/http/mcp-route.ts'
import { runDueWork } from '#lib/worker/due-work.ts'
import { type TestCtx, testCtx } from './context.ts'
import { makeFrontDesk } from './factories.ts'
import { keyHeaders, serveTestApp } from './http.ts'

export const MCP_URL = 'http://localhost:10003/api/mcp'

/** How a client speaks: the handshake of 2025, the revision of 2026-07-28, or whichever the server knows. */
export const ERAS = [
  'legacy',
  'auto',
  { pin: '2026-07-28' },
] as const satisfies readonly VersionNegotiationMode[]

/** What a front-desk agent's key may do. */
export const AGENT_KEY_SCOPES = ['offers:send', 'conversations:read', 'sms:simulate']

interface McpSetting {
  scopes?: string[]
  publicBaseUrl?: string
  apiRatePerMinute?: number
}

/** The app of a test with a front desk, and a key for its clinic. */
export async function mcpSetting(db: Db, options: McpSetting = {}) {
  const ctx = testCtx(db, { config: { publicBaseUrl: options.publicBaseUrl ?? null } })
  const app = serveTestApp(ctx, { apiRatePerMinute: options.apiRatePerMinute })
  const desk = await makeFrontDesk(ctx)
  const { id: keyId, headers } = await keyHeaders(ctx, options.scopes ?? AGENT_KEY_SCOPES, desk.clinic.id)
  return { ctx, app, desk, headers, keyId }
}

/** A request as it reaches the server: `fetch` names the host, Request does not. */
export function mcpRequest(init: RequestInit & { headers: Headers }): Request {
  if (!init.headers.has('host')) init.headers.set('host', new URL(MCP_URL).host)
  return new Request(MCP_URL, init)
}

/** The official client, connected to the route without a socket. */
export async function connectMcp(
  headers: Record<string, string>,
  mode: VersionNegotiationMode = 'auto',
): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } })
  const fetch = (_url: URL | RequestInfo, init: RequestInit = {}) => {
    const all = new Headers(init.headers)
    for (const [name, value] of Object.entries(headers)) all.set(name, value)
    return mcpRoute(mcpRequest({ ...init, headers: all }))
  }
  await client.connect(new StreamableHTTPClientTransport(new URL(MCP_URL), { fetch }))
  return client
}

export interface ToolAnswer {
  isError: boolean
  /** The JSON of the one text block. */
  value: Record<string, unknown>
  structured: unknown
  blocks: number
}

/** Calls a tool and reads its one text block. */
export async function callTool(client: Client, name: string, args: object): Promise<ToolAnswer> {
  const result = await client.callTool({ name, arguments: args as Record<string, unknown> })
  const [block] = result.content
  return {
    isError: result.isError === true,
    value: JSON.parse(block?.type === 'text' ? block.text : 'null'),
    structured: result.structuredContent,
    blocks: result.content.length,
  }
}

/** Does due work beside the test, as a worker would, until the returned function is called. */
export function workBeside(ctx: TestCtx): () => Promise<void> {
  let isOver = false
  const working = (async () => {
    while (!isOver) {
      await runDueWork(ctx)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  })()
  return async () => {
    isOver = true
    await working
  }
}

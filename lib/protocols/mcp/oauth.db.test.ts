import {
  ClientCredentialsProvider,
  Client as ClientV2,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client'
import { ClientCredentialsProvider as ProviderV1 } from '@modelcontextprotocol/sdk/client/auth-extensions.js'
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { exportSPKI, generateKeyPair } from 'jose'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { setAppForTests } from '#lib/compose.ts'
import { createAccessTokenVerifier } from '#lib/gateways/access-token/create.ts'
import { mcpMetadata, noSuchDocument } from '#lib/http/mcp-metadata.ts'
import { mcpRoute } from '#lib/http/mcp-route.ts'
import { testCtx } from '#lib/test/context.ts'
import { makeFrontDesk } from '#lib/test/factories.ts'
import { startTokenIssuer } from '#lib/test/fakes/token-issuer.ts'
import { serveTestApp } from '#lib/test/http.ts'
import { ERAS, MCP_URL, mcpRequest } from '#lib/test/mcp.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'

const database = openTestDatabase()
afterAll(() => setAppForTests(null))
const MINUTE_MS = 60_000

const metadataAt = (path: string) =>
  mcpMetadata(new Request(`http://localhost:10003/.well-known/oauth-protected-resource${path}`), {
    params: Promise.resolve({ path: path.split('/').filter(Boolean) }),
  })

async function setting(claims: (clinicId: string) => Record<string, unknown> = (id) => ({ clinic_id: id })) {
  const ctx = testCtx(database.db())
  const desk = await makeFrontDesk(ctx)
  const issuer = await startTokenIssuer({ now: ctx.systemNow, claims: claims(desk.clinic.id) })
  onTestFinished(issuer.close)
  const { url, jwksUrl } = issuer
  serveTestApp(ctx, { accessTokens: createAccessTokenVerifier({ issuer: url, jwksUrl, audience: MCP_URL }) })
  const post = async (token: string, method = 'tools/list') => {
    const headers = new Headers({
      'content-type': 'application/json',
      accept: 'application/json',
      authorization: `Bearer ${token}`,
    })
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: {} })
    return mcpRoute(mcpRequest({ method: 'POST', headers, body }))
  }
  return { ctx, desk, issuer, post }
}

/** The product in this process; anything else over the network. */
async function dispatch(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const { pathname, origin } = new URL(input instanceof Request ? input.url : input)
  if (origin !== new URL(MCP_URL).origin) return fetch(input, init)
  const metadata = '/.well-known/oauth-protected-resource'
  if (pathname === new URL(MCP_URL).pathname)
    return mcpRoute(mcpRequest({ ...init, headers: new Headers(init.headers) }))
  if (pathname.startsWith(metadata)) return metadataAt(pathname.slice(metadata.length))
  return noSuchDocument(new Request(`http://localhost:10003${pathname}`), { params: Promise.resolve({}) })
}

describe('a client that knows only the address of the endpoint', () => {
  it.each(ERAS)(
    'finds the issuer, gets a token for the endpoint and works with it (client 2, %j)',
    async (mode) => {
      const { issuer, ctx } = await setting()
      const client = new ClientV2({ name: 'test', version: '1' }, { versionNegotiation: { mode } })
      const authProvider = new ClientCredentialsProvider({
        clientId: issuer.client.id,
        clientSecret: issuer.client.secret,
        expectedIssuer: issuer.url,
      })
      await client.connect(
        new StreamableHTTPClientTransport(new URL(MCP_URL), { authProvider, fetch: dispatch }),
      )
      const { structuredContent } = await client.callTool({ name: 'list_providers', arguments: {} })
      expect(structuredContent).toMatchObject({
        providers: [{ name: 'Dr. Ada Smith' }, { name: 'Dr. Ben Johnson' }],
      })
      expect(issuer.asked[0]?.get('resource')).toBe(MCP_URL)
      await client.callTool({ name: 'get_conversation_state', arguments: { conversation_id: 'nobody' } })
      expect(ctx.systemNow()).toBeGreaterThan(0)
      await client.close()
    },
  )

  it('finds the issuer, gets a token for the endpoint and works with it (client 1)', async () => {
    const { issuer } = await setting()
    const client = new ClientV1({ name: 'test', version: '1' })
    // Version 1 does not take the scopes of the challenge to this grant.
    const authProvider = new ProviderV1({
      scope: 'conversations:read appointments:write',
      clientId: issuer.client.id,
      clientSecret: issuer.client.secret,
      expectedIssuer: issuer.url,
    })
    await client.connect(new TransportV1(new URL(MCP_URL), { authProvider, fetch: dispatch }))
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toContain('book_appointment')
    const { structuredContent } = await client.callTool({ name: 'list_providers', arguments: {} })
    expect(structuredContent).toHaveProperty('clinic')
    expect(issuer.asked[0]?.get('resource')).toBe(MCP_URL)
    await client.close()
  })
})

describe('an access token', () => {
  it('opens its clinic with its scopes, which are those of API keys', async () => {
    const [there, here] = [await setting(), await setting()]
    const clinic_id = here.desk.clinic.id
    const token = await here.issuer.issue({
      audience: MCP_URL,
      claims: { scope: 'messages:read openid', clinic_id },
    })
    const { result } = await (await here.post(token)).json()
    expect(result.tools.map(({ name }: { name: string }) => name)).toEqual([
      'get_agent_message',
      'list_dead_letters',
    ])
    const scp = await here.issuer.issue({
      audience: MCP_URL,
      claims: { scp: ['messages:*'], clinic_id: [clinic_id] },
    })
    expect((await (await here.post(scp)).json()).result.tools).toHaveLength(2)
    const elsewhere = await there.issuer.issue({ audience: MCP_URL })
    expect((await here.post(elsewhere)).status).toBe(401)
  })

  it.each([
    ['no clinic', {}],
    ['a clinic that is not here', { clinic_id: '01a222f9-0e0d-75e6-9e40-4edcdb2fc1b8' }],
    ['a name for a clinic', { clinic_id: 'Main' }],
  ])('with %s opens nothing', async (_name, claims) => {
    const { issuer, post } = await setting(() => claims)
    const response = await post(
      await issuer.issue({ audience: MCP_URL, claims: { scope: 'conversations:read' } }),
    )
    expect(response.status).toBe(403)
    expect((await response.json()).error.message).toContain('clinic_id')
  })

  it('of all clinics opens all of them', async () => {
    const { issuer, post } = await setting(() => ({ clinic_id: '*', scope: 'conversations:read' }))
    expect((await post(await issuer.issue({ audience: MCP_URL }))).status).toBe(200)
  })

  it.each([
    [
      'is expired',
      async (s) => s.issuer.issue({ audience: MCP_URL, expiresAt: s.ctx.systemNow() - MINUTE_MS }),
    ],
    ['is for somebody else', async (s) => s.issuer.issue({ audience: 'http://localhost:10003/' })],
    ['is for nobody', async (s) => s.issuer.issue()],
    [
      'is of another issuer',
      async (s) => s.issuer.issue({ audience: MCP_URL, issuer: 'https://evil.example' }),
    ],
    [
      'is signed with another key',
      async (s) => s.issuer.issue({ audience: MCP_URL, key: (await generateKeyPair('RS256')).privateKey }),
    ],
    [
      'is signed with the public key as if it were a secret',
      async (s) => {
        const key = new TextEncoder().encode(await exportSPKI(s.issuer.publicKey))
        return s.issuer.issue({ audience: MCP_URL, algorithm: 'HS256', key })
      },
    ],
    [
      'is not signed at all',
      async (s) => {
        const [, payload] = (await s.issuer.issue({ audience: MCP_URL })).split('.')
        return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.x`
      },
    ],
    ['is cut off', async (s) => (await s.issuer.issue({ audience: MCP_URL })).slice(0, -9)],
  ] as [string, (around: Awaited<ReturnType<typeof setting>>) => Promise<string>][])(
    'that %s is refused, and the challenge says where to get one',
    async (_name, make) => {
      const around = await setting()
      const response = await around.post(await make(around))
      expect(response.status).toBe(401)
      const challenge = response.headers.get('www-authenticate')
      expect(challenge).toContain('error="invalid_token"')
      expect(challenge).toContain(
        'resource_metadata="http://localhost:10003/.well-known/oauth-protected-resource/api/mcp"',
      )
      expect(challenge).toMatch(/scope="[^"]*conversations:read[^"]*"/)
    },
  )

  it('cannot be judged while the keys cannot be fetched, which is nobody’s fault', async () => {
    const { issuer, post } = await setting()
    issuer.failKeys()
    const response = await post(await issuer.issue({ audience: MCP_URL }))
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('5')
  })

  it('is told which scope is missing, and where to get it', async () => {
    const { issuer } = await setting()
    const token = await issuer.issue({ audience: MCP_URL, claims: { scope: 'conversations:read' } })
    const headers = new Headers({
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      authorization: `Bearer ${token}`,
    })
    const params = { name: 'cancel_appointment', arguments: {} }
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params })
    const response = await mcpRoute(mcpRequest({ method: 'POST', headers, body }))
    expect(response.status).toBe(403)
    expect(response.headers.get('www-authenticate')).toMatch(
      /error="insufficient_scope".*scope="appointments:write".*resource_metadata=/,
    )
  })
})

describe('the metadata of the resource', () => {
  it.each(['', '/api/mcp'])('is at the well-known address%s, for pages of every origin', async (path) => {
    const { issuer } = await setting()
    const response = await metadataAt(path)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await response.json()).toMatchObject({
      resource: MCP_URL,
      authorization_servers: [issuer.url],
      bearer_methods_supported: ['header'],
      scopes_supported: expect.arrayContaining(['offers:send', 'appointments:write']),
    })
  })

  it('names no authorization server where there is none, and neither does the challenge', async () => {
    serveTestApp(testCtx(database.db()))
    expect(await (await metadataAt('/api/mcp')).json()).not.toHaveProperty('authorization_servers')
    const headers = new Headers({ 'content-type': 'application/json' })
    const response = await mcpRoute(mcpRequest({ method: 'POST', headers, body: '{}' }))
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="Switchboard"')
  })

  it('is not there for other addresses: JSON says so, as for other documents', async () => {
    serveTestApp(testCtx(database.db()))
    const missing = [
      await metadataAt('/api/other'),
      await noSuchDocument(new Request('http://localhost:10003/.well-known/openid-configuration'), {
        params: Promise.resolve({ path: 'openid-configuration' }),
      }),
    ]
    for (const response of missing) {
      expect(response.status).toBe(404)
      expect(response.headers.get('content-type')).toMatch(/json/)
      expect(await response.json()).toMatchObject({ code: 'not_found' })
    }
  })
})

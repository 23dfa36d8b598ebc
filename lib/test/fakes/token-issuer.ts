import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { type FakeServer, startFakeServer } from './fake-server.ts'

const CLIENT = { id: 'front-desk', secret: 'a secret of the tests' }
const LIFETIME_SECONDS = 300
const KEY_ID = 'key-1'

interface IssueOptions {
  claims?: Record<string, unknown>
  issuer?: string
  audience?: string
  /** Epoch ms. */
  expiresAt?: number
  key?: CryptoKey | Uint8Array
  algorithm?: string
}

/**
 * An authorization server with the client-credentials grant (RFC 6749, 4.4; RFC 8414; RFC 8707), over real HTTP. It grants
 * what is asked for, to its one client, for the resource that is named.
 */
export async function startTokenIssuer(settings: { now(): number; claims?: Record<string, unknown> }) {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), kid: KEY_ID, alg: 'RS256', use: 'sig' }
  const asked: URLSearchParams[] = []
  let areKeysDown = false

  async function issue(options: IssueOptions = {}): Promise<string> {
    const { key = privateKey, algorithm = 'RS256' } = options
    const now = Math.floor(settings.now() / 1_000)
    const token = new SignJWT({ client_id: CLIENT.id, ...settings.claims, ...options.claims })
      .setProtectedHeader({ alg: algorithm, kid: KEY_ID, typ: 'at+jwt' })
      .setIssuer(options.issuer ?? server.url)
      .setSubject('agent-7')
      .setIssuedAt(now)
      .setExpirationTime(options.expiresAt ? Math.floor(options.expiresAt / 1_000) : now + LIFETIME_SECONDS)
    if (options.audience !== undefined) token.setAudience(options.audience)
    return token.sign(key)
  }

  async function grant(authorization: string | undefined, form: URLSearchParams) {
    asked.push(form)
    const basic = `Basic ${Buffer.from(`${CLIENT.id}:${CLIENT.secret}`).toString('base64')}`
    if (authorization !== basic) return { status: 401, body: { error: 'invalid_client' } }
    const scope = form.get('scope') ?? ''
    const access_token = await issue({ audience: form.get('resource') ?? 'nobody', claims: { scope } })
    return { status: 200, body: { access_token, token_type: 'Bearer', expires_in: LIFETIME_SECONDS, scope } }
  }

  const metadata = () => ({
    issuer: server.url,
    token_endpoint: `${server.url}/token`,
    authorization_endpoint: `${server.url}/authorize`,
    jwks_uri: `${server.url}/.well-known/jwks.json`,
    response_types_supported: ['code'],
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_basic'],
  })
  const server: FakeServer = await startFakeServer(({ url, headers, body }) => {
    if (url.pathname === '/.well-known/oauth-authorization-server') return { status: 200, body: metadata() }
    if (url.pathname === '/token') return grant(headers.authorization, new URLSearchParams(body))
    if (url.pathname !== '/.well-known/jwks.json') return { status: 404, body: {} }
    return areKeysDown ? { status: 503, body: {} } : { status: 200, body: { keys: [jwk] } }
  })
  return {
    url: server.url,
    jwksUrl: `${server.url}/.well-known/jwks.json`,
    client: CLIENT,
    publicKey,
    /** What the token endpoint was asked for. */
    asked,
    issue,
    failKeys: () => {
      areKeysDown = true
    },
    close: server.close,
  }
}

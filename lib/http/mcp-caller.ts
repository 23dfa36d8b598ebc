import type { App } from '#lib/compose.ts'
import { unauthenticated } from '#lib/core/authorize.ts'
import type { Actor } from '#lib/core/context.ts'
import type { McpCaller } from '#lib/protocols/mcp/caller.ts'
import { metadataUrl } from '#lib/protocols/mcp/metadata.ts'
import { actorOfToken } from '#lib/services/access-token/actor.ts'
import { checkApiKey } from '#lib/services/api-key/check.ts'
import { isKeyValid } from '#lib/services/api-key/is-valid.ts'
import { bearerToken } from './authenticate.ts'

/** Three parts in base64url (RFC 7519, 3). */
const LOOKS_LIKE_JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/

interface Credentials {
  actor: Actor
  isStillGood(): Promise<boolean>
}

async function byToken(app: App, token: string, requestId: string): Promise<Credentials | null> {
  const { accessTokens } = app
  if (accessTokens === null || !LOOKS_LIKE_JWT.test(token)) return null
  const ctx = app.systemCtx(requestId)
  const said = await accessTokens.verify(token, ctx.systemNow())
  if (said === null) return null
  return {
    actor: await actorOfToken(ctx, said),
    isStillGood: async () => said.expiresAt > app.systemCtx().systemNow(),
  }
}

async function byKey(app: App, token: string, requestId: string): Promise<Credentials | null> {
  const actor = await checkApiKey(app.systemCtx(requestId), token, app.settings.agentApiKey)
  return actor && { actor, isStillGood: () => isKeyValid(app.systemCtx(requestId), actor) }
}

/**
 * Who calls `/api/mcp`: the bearer of an API key, or of an access token of the configured issuer. Throws `unauthenticated`,
 * `rate_limited`, and `forbidden` for a token that names no clinic.
 */
export async function mcpCaller(app: App, request: Request, requestId: string): Promise<McpCaller> {
  const token = bearerToken(request.headers)
  const credentials =
    token && ((await byKey(app, token, requestId)) ?? (await byToken(app, token, requestId)))
  if (!credentials) throw unauthenticated('Send an API key as a bearer token: Authorization: Bearer sbk_…')
  const { actor, isStillGood } = credentials
  await app.limits.apiKey.take(actor.principal)
  return {
    ctx: app.ctxFor(actor, requestId),
    limits: app.limits,
    resourceMetadataUrl: app.accessTokens && metadataUrl(app.settings.mcpResource),
    feed: {
      subscribe: (subscriber) => app.hub.subscribe(subscriber),
      isAllowed: isStillGood,
      streams: app.streams,
    },
  }
}

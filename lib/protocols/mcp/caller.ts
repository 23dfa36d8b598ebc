import type { AuthInfo } from '@modelcontextprotocol/server'
import type { Ctx } from '#lib/core/context.ts'
import type { Limits } from '#lib/core/rate-limit.ts'
import type { LiveEvent } from '#lib/domain/events.ts'

/** Who calls, verified, and what the protocol may use on their behalf. */
export interface McpCaller {
  ctx: Ctx
  limits: Pick<Limits, 'toolCall' | 'toolWrite'>
  /** RFC 9728 document that challenges name; null while no issuer is configured. */
  resourceMetadataUrl: string | null
  feed: ChangeFeed
}

/** What changes in the installation, and until when the caller may hear of it. */
export interface ChangeFeed {
  /** Returns what ends the subscription. After a gap events may be missing. */
  subscribe(subscriber: { onEvent(event: LiveEvent): void; onGap(): void }): () => void
  /** False once the credentials that the stream began with are not good any more. */
  isAllowed(): Promise<boolean>
  /** Streams that a stopping server must end. */
  streams: Set<() => void>
}

/** The caller, carried through the library. The token itself stays behind. */
export function authInfoFor(caller: McpCaller): AuthInfo {
  const { ctx, resourceMetadataUrl } = caller
  return {
    token: '',
    clientId: ctx.actor.principal,
    scopes: [...ctx.actor.permissions],
    ...(resourceMetadataUrl === null ? {} : { resourceMetadataUrl }),
    extra: { caller },
  }
}

export function callerOf(authInfo: AuthInfo | undefined): McpCaller {
  const caller = authInfo?.extra?.caller as McpCaller | undefined
  if (caller === undefined) throw new Error('An MCP request reached the server without a caller.')
  return caller
}

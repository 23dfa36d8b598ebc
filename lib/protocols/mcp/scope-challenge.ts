import type { ScopeChallengeHandler } from '@modelcontextprotocol/server'
import { recordDenial } from '#lib/core/audit.ts'
import type { Ctx } from '#lib/core/context.ts'
import { type Guarded, missingPermissions } from '#lib/tools/tool.ts'

/** A missing scope is HTTP 403 with the scope named, as MCP's authorization section asks, and is written down. */
export function scopeChallenge(ctx: Ctx, guarded: Guarded, action: string): ScopeChallengeHandler {
  return async () => {
    const [first, ...others] = missingPermissions(guarded, ctx.actor.permissions)
    if (first === undefined) return undefined
    await recordDenial(ctx, action, 'forbidden')
    const scopes = [first, ...others] as const
    return { scopes, errorDescription: `These credentials lack the scope ${scopes.join(' ')}` }
  }
}

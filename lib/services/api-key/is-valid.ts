import { type Actor, type Ctx, store } from '#lib/core/context.ts'

/**
 * Whether the key that an open connection began with is still one: not revoked, not expired (system clock). The key of
 * AGENT_API_KEY has no row and lasts as long as the process.
 */
export async function isKeyValid(ctx: Ctx, actor: Actor): Promise<boolean> {
  if (actor.kind !== 'key' || actor.id === null) return true
  const row = await store(ctx).apiKey.findUnique({ where: { id: actor.id } })
  if (row === null || row.revoked_at !== null) return false
  return row.expires_at === null || row.expires_at.getTime() > ctx.systemNow()
}

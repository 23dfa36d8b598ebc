import { createHash, timingSafeEqual } from 'node:crypto'
import { type Actor, type Ctx, store } from '#lib/core/context.ts'
import { AGENT_SCOPES, expandScopes } from '#lib/domain/permissions.ts'

/** Use of a key is written down at most this often. */
const TOUCH_EVERY_MS = 60_000

const digest = (text: string) => createHash('sha256').update(text).digest()

/** The key of the environment variable AGENT_API_KEY: every agent scope, every clinic, no row. */
const environmentActor: Actor = {
  kind: 'key',
  id: null,
  name: 'AGENT_API_KEY',
  permissions: new Set(expandScopes(AGENT_SCOPES)),
  clinicIds: 'all',
  principal: 'key:environment',
}

/**
 * Who a bearer key belongs to, or null when it is unknown, revoked or expired. Stored keys are found by their keyed hash;
 * `environmentKey`, when set, is compared in constant time. Times are the system clock's.
 */
export async function checkApiKey(
  ctx: Ctx,
  key: string,
  environmentKey: string | null,
): Promise<Actor | null> {
  if (environmentKey && timingSafeEqual(digest(key), digest(environmentKey))) return environmentActor
  const now = new Date(ctx.systemNow())
  const row = await store(ctx).apiKey.findUnique({ where: { key_hash: ctx.sealer.tokenHash(key) } })
  if (row === null || row.revoked_at !== null || (row.expires_at !== null && row.expires_at <= now))
    return null
  if (row.last_used_at === null || now.getTime() - row.last_used_at.getTime() >= TOUCH_EVERY_MS) {
    await store(ctx).apiKey.updateMany({ where: { id: row.id }, data: { last_used_at: now } })
  }
  return {
    kind: 'key',
    id: row.id,
    name: row.name,
    permissions: new Set(expandScopes(row.scopes)),
    clinicIds: row.clinic_id === null ? 'all' : [row.clinic_id],
    principal: `key:${row.id}`,
    ...(row.agent_id === null ? {} : { agentId: row.agent_id }),
  }
}

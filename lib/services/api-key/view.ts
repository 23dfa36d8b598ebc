import type { Ctx } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { keyWarning } from '#lib/domain/staff/key-age.ts'
import type { ApiKeyView } from '#lib/domain/staff/schema.ts'

export const KEY_INCLUDE = {
  clinic: { select: { id: true, name: true } },
  replaced_by: { select: { id: true } },
} as const satisfies Prisma.ApiKeyInclude
type KeyRow = Prisma.ApiKeyGetPayload<{ include: typeof KEY_INCLUDE }>

const iso = (date: Date | null) => date?.toISOString() ?? null
const ms = (date: Date | null) => date?.getTime() ?? null

/** A key as lists show it: everything but the key. */
export const toApiKeyView = (ctx: Ctx, row: KeyRow): ApiKeyView => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes,
  clinic: row.clinic,
  created_at: row.created_at.toISOString(),
  expires_at: iso(row.expires_at),
  revoked_at: iso(row.revoked_at),
  last_used_at: iso(row.last_used_at),
  replaced_by_id: row.replaced_by?.id ?? null,
  warning: keyWarning(
    {
      created_at: row.created_at.getTime(),
      expires_at: ms(row.expires_at),
      revoked_at: ms(row.revoked_at),
      last_used_at: ms(row.last_used_at),
      is_replaced: row.replaced_by !== null,
    },
    ctx.systemNow(),
  ),
})

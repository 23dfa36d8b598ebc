import type { Prisma } from '#lib/db/generated/client.ts'
import type { ApiKeyView } from '#lib/domain/staff/schema.ts'

export const KEY_INCLUDE = {
  clinic: { select: { id: true, name: true } },
} as const satisfies Prisma.ApiKeyInclude
type KeyRow = Prisma.ApiKeyGetPayload<{ include: typeof KEY_INCLUDE }>

const iso = (date: Date | null) => date?.toISOString() ?? null

export const toApiKeyView = (row: KeyRow): ApiKeyView => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes,
  clinic: row.clinic,
  created_at: row.created_at.toISOString(),
  expires_at: iso(row.expires_at),
  revoked_at: iso(row.revoked_at),
  last_used_at: iso(row.last_used_at),
})

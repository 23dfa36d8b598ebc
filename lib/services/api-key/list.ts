import { clinicScope, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import type { ApiKeyView } from '#lib/domain/staff/schema.ts'
import { KEY_INCLUDE, toApiKeyView } from './view.ts'

/** The API keys of the caller's clinics, and those that reach all clinics; newest first. For administrators. */
export async function listApiKeys(ctx: Ctx): Promise<ApiKeyView[]> {
  requirePermission(ctx, 'admin')
  const scope = clinicScope(ctx)
  const rows = await store(ctx).apiKey.findMany({
    where: scope.clinic_id ? { OR: [scope, { clinic_id: null }] } : {},
    include: KEY_INCLUDE,
    orderBy: { id: 'desc' },
  })
  return rows.map((row) => toApiKeyView(ctx, row))
}

import { z } from 'zod'
import { record } from '#lib/core/audit.ts'
import { canSeeClinic } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { notFound } from '#lib/domain/errors.ts'
import type { ApiKeyView } from '#lib/domain/staff/schema.ts'
import { id } from '#lib/domain/wire.ts'
import { KEY_INCLUDE, toApiKeyView } from './view.ts'

export const revokeApiKeyInput = z.object({ key_id: id })
export type RevokeApiKeyInput = z.infer<typeof revokeApiKeyInput>

/** Ends an API key at once. A revoked one stays revoked. For administrators. */
export async function revokeApiKey(ctx: Ctx, input: RevokeApiKeyInput): Promise<ApiKeyView> {
  const parsed = parseInput(revokeApiKeyInput, input)
  return mutate(ctx, { name: 'api_key.revoke', permission: 'admin' }, async (tx) => {
    const row = await tx.tx.apiKey.findUnique({ where: { id: parsed.key_id } })
    if (row === null || (row.clinic_id !== null && !canSeeClinic(tx, row.clinic_id)))
      throw notFound('The key')
    const revoked = await tx.tx.apiKey.updateMany({
      where: { id: row.id, revoked_at: null },
      data: { revoked_at: new Date(tx.systemNow()) },
    })
    if (revoked.count > 0) {
      await record(tx, {
        action: 'api_key.revoked',
        subject: { kind: 'api_key', id: row.id },
        clinicId: row.clinic_id,
      })
    }
    return toApiKeyView(await tx.tx.apiKey.findUniqueOrThrow({ where: { id: row.id }, include: KEY_INCLUDE }))
  })
}

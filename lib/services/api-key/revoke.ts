import { record } from '#lib/core/audit.ts'
import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { type ApiKeyView, type KeyIdInput, keyIdInput } from '#lib/domain/staff/schema.ts'
import { findKey } from './find.ts'
import { KEY_INCLUDE, toApiKeyView } from './view.ts'

/** Ends an API key at once. A revoked one stays revoked. For administrators. */
export async function revokeApiKey(ctx: Ctx, input: KeyIdInput): Promise<ApiKeyView> {
  const parsed = parseInput(keyIdInput, input)
  return mutate(ctx, { name: 'api_key.revoke', permission: 'admin' }, async (tx) => {
    const row = await findKey(tx, parsed.key_id)
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
    return toApiKeyView(
      tx,
      await tx.tx.apiKey.findUniqueOrThrow({ where: { id: row.id }, include: KEY_INCLUDE }),
    )
  })
}

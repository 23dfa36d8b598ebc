import { requireClinic } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { forbidden, invalidInput } from '#lib/domain/errors.ts'
import { SCOPES, type Scope } from '#lib/domain/permissions.ts'
import {
  type CreateApiKeyInput,
  type CreatedApiKeyView,
  createApiKeyInput,
} from '#lib/domain/staff/schema.ts'
import { reachesAllClinics } from '../clinic/reaches-all.ts'
import { insertKey } from './insert.ts'
import { toApiKeyView } from './view.ts'

const DAY_MS = 24 * 60 * 60 * 1000

function requireScopes(scopes: readonly string[]): void {
  const index = scopes.findIndex((scope) => !SCOPES.includes(scope as Scope))
  if (index === -1) return
  throw invalidInput(`There is no scope ${scopes[index]?.slice(0, 40)}.`, `scopes.${index}`, [...SCOPES])
}

/** A key without a clinic reaches all of them, so only somebody who reaches all of them may make one. */
async function requireReach(ctx: Ctx, clinicId: string | null | undefined): Promise<void> {
  if (clinicId) return requireClinic(ctx, clinicId)
  if (await reachesAllClinics(ctx)) return
  throw forbidden(
    'Choose a clinic for this key: your login does not cover all clinics, so its keys cannot either.',
  )
}

/**
 * Makes an API key. The key itself is in this answer and nowhere else: only its keyed hash is stored. For administrators.
 */
export async function createApiKey(ctx: Ctx, input: CreateApiKeyInput): Promise<CreatedApiKeyView> {
  const parsed = parseInput(createApiKeyInput, input)
  requireScopes(parsed.scopes)
  return mutate(ctx, { name: 'api_key.create', permission: 'admin' }, async (tx) => {
    await requireReach(tx, parsed.clinic_id)
    const days = parsed.expires_in_days
    const { key, row } = await insertKey(tx, {
      name: parsed.name,
      scopes: parsed.scopes,
      clinic_id: parsed.clinic_id ?? null,
      expires_at: days ? new Date(tx.systemNow() + days * DAY_MS) : null,
    })
    return { ...toApiKeyView(tx, row), key }
  })
}

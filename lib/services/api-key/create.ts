import { randomBytes } from 'node:crypto'
import { record } from '#lib/core/audit.ts'
import { requireClinic } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { forbidden, invalidInput } from '#lib/domain/errors.ts'
import { SCOPES, type Scope } from '#lib/domain/permissions.ts'
import { type ApiKeyView, type CreateApiKeyInput, createApiKeyInput } from '#lib/domain/staff/schema.ts'
import { KEY_INCLUDE, toApiKeyView } from './view.ts'

/** Opens every key, so that people and secret scanners know one when they see it. */
export const KEY_PREFIX = 'sbk_'
/** 256 bits. */
const KEY_BYTES = 32
/** How much of a key stays readable, to tell keys apart. */
const SHOWN_CHARACTERS = KEY_PREFIX.length + 6
const DAY_MS = 24 * 60 * 60 * 1000

function requireScopes(scopes: readonly string[]): void {
  const index = scopes.findIndex((scope) => !SCOPES.includes(scope as Scope))
  if (index === -1) return
  throw invalidInput(`There is no scope ${scopes[index]?.slice(0, 40)}.`, `scopes.${index}`, [...SCOPES])
}

/** A key without a clinic reaches all of them, so only somebody who reaches all of them may make one. */
async function requireReach(ctx: Ctx, clinicId: string | null | undefined): Promise<void> {
  if (clinicId) return requireClinic(ctx, clinicId)
  if (ctx.actor.clinicIds === 'all') return
  const outOfReach = await ctx.db.clinic.count({ where: { id: { notIn: [...ctx.actor.clinicIds] } } })
  if (outOfReach === 0) return
  throw forbidden(
    'Choose a clinic for this key: your login does not cover all clinics, so its keys cannot either.',
  )
}

/**
 * Makes an API key. The key itself is in this answer and nowhere else: only its keyed hash is stored. For administrators.
 */
export async function createApiKey(
  ctx: Ctx,
  input: CreateApiKeyInput,
): Promise<ApiKeyView & { key: string }> {
  const parsed = parseInput(createApiKeyInput, input)
  requireScopes(parsed.scopes)
  const key = `${KEY_PREFIX}${randomBytes(KEY_BYTES).toString('base64url')}`
  return mutate(ctx, { name: 'api_key.create', permission: 'admin' }, async (tx) => {
    await requireReach(tx, parsed.clinic_id)
    const now = tx.systemNow()
    const days = parsed.expires_in_days
    const row = await tx.tx.apiKey.create({
      data: {
        id: tx.newId(),
        name: parsed.name,
        prefix: key.slice(0, SHOWN_CHARACTERS),
        key_hash: tx.sealer.tokenHash(key),
        scopes: [...new Set(parsed.scopes)],
        clinic_id: parsed.clinic_id ?? null,
        created_by: tx.actor.name,
        created_at: new Date(now),
        expires_at: days ? new Date(now + days * DAY_MS) : null,
      },
      include: KEY_INCLUDE,
    })
    await record(tx, {
      action: 'api_key.created',
      subject: { kind: 'api_key', id: row.id },
      clinicId: row.clinic_id,
      detail: { scopes: row.scopes },
    })
    return { ...toApiKeyView(row), key }
  })
}

import { record } from '#lib/core/audit.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { forbidden, illegalState } from '#lib/domain/errors.ts'
import {
  type CreatedApiKeyView,
  type RotateApiKeyInput,
  rotateApiKeyInput,
} from '#lib/domain/staff/schema.ts'
import { reachesAllClinics } from '../clinic/reaches-all.ts'
import { findKey } from './find.ts'
import { insertKey } from './insert.ts'
import { toApiKeyView } from './view.ts'

const HOUR_MS = 60 * 60 * 1000
const DEFAULT_OVERLAP_HOURS = 24

type KeyRow = Awaited<ReturnType<typeof findKey>>

/** A key of all clinics would be handed to somebody who covers only some. */
async function requireReach(tx: TxCtx, row: KeyRow): Promise<void> {
  if (row.clinic_id !== null || (await reachesAllClinics(tx))) return
  throw forbidden(
    'This key reaches clinics that your login does not. Somebody who covers all of them must rotate it.',
  )
}

function refuseOver(row: KeyRow, now: number): void {
  const isOver = row.revoked_at !== null || (row.expires_at !== null && row.expires_at.getTime() <= now)
  if (isOver) throw illegalState('This key is over. Make a new one.', ['active'])
  if (row.replaced_by) throw illegalState('This key was rotated already. Rotate the newer one.', ['active'])
}

/** The new key lasts as long as the old one was made for. */
const lifetimeFrom = (now: number, { created_at, expires_at }: KeyRow): Date | null =>
  expires_at === null ? null : new Date(now + expires_at.getTime() - created_at.getTime())

/**
 * Makes the next key of a program, with the same name, scopes and reach; the old one works on for `overlap_hours`, so that
 * nothing stops while the program is changed over. The new key is in this answer and nowhere else. For administrators.
 * Throws `illegal_state` for a key that is over or was rotated, `not_found`. System clock.
 */
export async function rotateApiKey(ctx: Ctx, input: RotateApiKeyInput): Promise<CreatedApiKeyView> {
  const parsed = parseInput(rotateApiKeyInput, input)
  return mutate(ctx, { name: 'api_key.rotate', permission: 'admin' }, async (tx) => {
    const now = tx.systemNow()
    const old = await findKey(tx, parsed.key_id)
    await requireReach(tx, old)
    refuseOver(old, now)
    const { key, row } = await insertKey(tx, {
      name: old.name,
      scopes: old.scopes,
      clinic_id: old.clinic_id,
      ...(old.agent_id ? { agent_id: old.agent_id } : {}),
      expires_at: lifetimeFrom(now, old),
      replaces_id: old.id,
    })
    const hours = parsed.overlap_hours ?? DEFAULT_OVERLAP_HOURS
    const end = Math.min(now + hours * HOUR_MS, old.expires_at?.getTime() ?? Number.POSITIVE_INFINITY)
    await tx.tx.apiKey.update({ where: { id: old.id }, data: { expires_at: new Date(end) } })
    await record(tx, {
      action: 'api_key.rotated',
      subject: { kind: 'api_key', id: old.id },
      clinicId: old.clinic_id,
      detail: { replaced_by: row.id, overlap_hours: hours },
    })
    return { ...toApiKeyView(tx, row), key }
  })
}

import { record } from '#lib/core/audit.ts'
import { requireClinic } from '#lib/core/authorize.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { requireVersion } from '#lib/core/version.ts'
import { conflict, notFound } from '#lib/domain/errors.ts'
import { parseQuietHours } from '#lib/domain/messaging/quiet-hours.ts'
import {
  type SaveTextPolicyInput,
  saveTextPolicyInput,
  type TextPolicyView,
} from '#lib/domain/messaging/text-schema.ts'
import { policyView } from './get-policy.ts'

/** The clinic as it stands, so that two who save come one after the other. */
async function lockClinic(tx: TxCtx, id: string): Promise<{ version: number; fails_over: boolean }> {
  const [clinic] = await tx.tx.$queryRaw<{ version: number; fails_over: boolean }[]>`
    SELECT version, fails_over FROM clinic WHERE id = ${id}::uuid FOR NO KEY UPDATE`
  if (!clinic) throw notFound('The clinic')
  return clinic
}

/**
 * Sets a clinic's rules for texts. What waits by the old ones is looked at again when its time comes. Throws `invalid_input`
 * for impossible quiet hours, `conflict` for a change of carriers while only one is configured, `changed_meanwhile` when
 * somebody else has changed the clinic since the version that the caller has seen.
 */
export async function saveTextPolicy(ctx: Ctx, input: SaveTextPolicyInput): Promise<TextPolicyView> {
  const { clinic_id, ...parsed } = parseInput(saveTextPolicyInput, input)
  const quiet_hours = parsed.quiet_hours || null
  if (quiet_hours !== null) parseQuietHours(quiet_hours)
  requireClinic(ctx, clinic_id)
  return mutate(ctx, { name: 'text_policy.save', permission: 'settings:write' }, async (tx) => {
    const before = await lockClinic(tx, clinic_id)
    const seen = { kind: 'clinic', id: clinic_id, version: before.version, words: 'the rules for texts' }
    await requireVersion(tx, seen, parsed.version)
    if (parsed.fails_over && !before.fails_over && tx.ports.smsBackups.length === 0)
      throw conflict('Only one carrier is configured, so there is none to change to.', 'fails_over')
    const data = {
      quiet_hours,
      max_texts_per_day: parsed.max_texts_per_day || null,
      max_texts_per_week: parsed.max_texts_per_week || null,
      fails_over: parsed.fails_over,
    }
    const clinic = await tx.tx.clinic.update({
      where: { id: clinic_id },
      data: { ...data, version: { increment: 1 } },
    })
    await record(tx, {
      action: 'clinic.text_policy_changed',
      subject: { kind: 'clinic', id: clinic_id },
      clinicId: clinic_id,
      detail: data,
    })
    tx.outgoing.events.push({ type: 'clinic.changed', id: clinic_id, clinic_id })
    return policyView(tx, clinic)
  })
}

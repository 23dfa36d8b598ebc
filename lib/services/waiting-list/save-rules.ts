import { record } from '#lib/core/audit.ts'
import { requireClinic } from '#lib/core/authorize.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { requireVersion } from '#lib/core/version.ts'
import { notFound } from '#lib/domain/errors.ts'
import {
  type SaveWaitingListRulesInput,
  saveWaitingListRulesInput,
  type WaitingListRules,
} from '#lib/domain/waiting-list/schema.ts'
import { waitingListRulesOf } from './rules.ts'

type Knobs = NonNullable<SaveWaitingListRulesInput['service_types']>[number]

async function saveService(tx: TxCtx, clinicId: string, { id, ...knobs }: Knobs): Promise<void> {
  const saved = await tx.tx.serviceType.updateMany({ where: { id, clinic_id: clinicId }, data: knobs })
  if (saved.count === 0) throw notFound('The service type')
  await record(tx, {
    action: 'service_type.backfill_changed',
    subject: { kind: 'service_type', id },
    clinicId,
    detail: knobs,
  })
}

/**
 * Sets how freed times are offered: whether, to how many patients at once, how far apart and how late, for each service that
 * is named; and whether those who prefer a provider hear of their new time. It holds from the next wave on. Throws
 * `not_found` out of scope.
 */
export async function saveWaitingListRules(
  ctx: Ctx,
  input: SaveWaitingListRulesInput,
): Promise<WaitingListRules> {
  const parsed = parseInput(saveWaitingListRulesInput, input)
  const mutation = { name: 'waiting_list.save_rules', permission: 'settings:write' } as const
  return mutate(ctx, mutation, async (tx) => {
    const { clinic_id, suggests_preferred } = parsed
    requireClinic(tx, clinic_id)
    const [clinic] = await tx.tx.$queryRaw<{ rules_version: number }[]>`
      SELECT rules_version FROM clinic WHERE id = ${clinic_id}::uuid FOR NO KEY UPDATE`
    if (!clinic) throw notFound('The clinic')
    const seen = { kind: 'clinic', id: clinic_id, version: clinic.rules_version, words: 'these rules' }
    await requireVersion(tx, seen, parsed.version)
    await tx.tx.clinic.update({ where: { id: clinic_id }, data: { rules_version: { increment: 1 } } })
    for (const service of parsed.service_types ?? []) await saveService(tx, clinic_id, service)
    if (typeof suggests_preferred === 'boolean') {
      await tx.tx.clinic.update({ where: { id: clinic_id }, data: { suggests_preferred } })
      await record(tx, {
        action: 'clinic.suggests_preferred_changed',
        subject: { kind: 'clinic', id: clinic_id },
        clinicId: clinic_id,
        detail: { suggests_preferred },
      })
    }
    tx.outgoing.events.push(
      { type: 'clinic.changed', id: clinic_id, clinic_id },
      { type: 'waiting_list.changed', id: clinic_id, clinic_id },
    )
    return waitingListRulesOf(tx, clinic_id)
  })
}

import { record } from '#lib/core/audit.ts'
import { requireClinic } from '#lib/core/authorize.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { requireVersion } from '#lib/core/version.ts'
import { notFound } from '#lib/domain/errors.ts'
import { assertWording } from '#lib/domain/messaging/templates/lint.ts'
import {
  type SaveWordingInput,
  saveWordingInput,
  type WordingView,
} from '#lib/domain/messaging/templates/schema.ts'
import { wordingViewOf } from './view.ts'

/** The clinic, locked so that versions are counted one after the other, and the service type in it. */
async function lockScope(tx: TxCtx, { clinic_id, service_type_id }: SaveWordingInput): Promise<void> {
  requireClinic(tx, clinic_id)
  const clinics = await tx.tx.$queryRaw<unknown[]>`
    SELECT id FROM clinic WHERE id = ${clinic_id}::uuid FOR NO KEY UPDATE`
  if (clinics.length === 0) throw notFound('The clinic')
  if (!service_type_id) return
  const service = await tx.tx.serviceType.count({ where: { id: service_type_id, clinic_id } })
  if (service === 0) throw notFound('The service type')
}

/**
 * Sets what the clinic, or one of its service types, says in one text or approved answer; `text: null` takes its own words
 * back. Every change is kept as a version of its own; texts that were sent name theirs. The same words again change
 * nothing. Throws `invalid_input` with the reason that the lint has against them, `not_found` out of scope,
 * `changed_meanwhile` when there are newer words than the caller has seen.
 */
export async function saveWording(ctx: Ctx, input: SaveWordingInput): Promise<WordingView> {
  const parsed = parseInput(saveWordingInput, input)
  assertWording(parsed)
  return mutate(ctx, { name: 'wording.save', permission: 'settings:write', input: parsed }, async (tx) => {
    await lockScope(tx, parsed)
    const { clinic_id, key, language, text } = parsed
    const service_type_id = parsed.service_type_id ?? null
    const scope_id = service_type_id ?? clinic_id
    const now = nowDate(tx)
    const current = await tx.tx.textTemplate.findFirst({
      where: { scope_id, key, language, replaced_at: null },
    })
    if (current && current.text === text) return wordingViewOf(current)
    const words = 'these words'
    const seen = { kind: 'wording', id: current?.id ?? scope_id, version: current?.version ?? 0, words }
    await requireVersion(tx, seen, parsed.version)
    if (current) {
      await tx.tx.textTemplate.update({ where: { id: current.id }, data: { replaced_at: now } })
    }
    const row = await tx.tx.textTemplate.create({
      data: {
        id: tx.newId(),
        clinic_id,
        service_type_id,
        scope_id,
        key,
        language,
        version: (current?.version ?? 0) + 1,
        text,
        changed_by: tx.actor.name,
        created_at: now,
      },
    })
    await record(tx, {
      action: text === null ? 'wording.reset' : 'wording.changed',
      subject: { kind: 'wording', id: row.id },
      clinicId: clinic_id,
      detail: { key, language, version: row.version, service_type_id },
    })
    tx.outgoing.events.push({ type: 'clinic.changed', id: clinic_id, clinic_id })
    return wordingViewOf(row)
  })
}

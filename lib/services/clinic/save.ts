import { record } from '#lib/core/audit.ts'
import { requireClinic } from '#lib/core/authorize.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { requireVersion } from '#lib/core/version.ts'
import { conflict, notFound } from '#lib/domain/errors.ts'
import { parsePhoneNumber } from '#lib/domain/messaging/phone-number.ts'
import { parseQuietHours } from '#lib/domain/messaging/quiet-hours.ts'
import { assertTimeZone } from '#lib/domain/scheduling/zone.ts'
import { type ClinicView, type SaveClinicInput, saveClinicInput } from '#lib/domain/staff/schema.ts'
import { rezoneReminders } from '../reminder/rezone.ts'
import { toClinicView } from './view.ts'

/** Where a clinic is when its phone number does not tell. Prices of texts are in US dollars everywhere. */
const DEFAULT_COUNTRY = 'US'
const CURRENCY = 'USD'

function readPhone(text: string | null | undefined) {
  if (!text) return { phone_number: null, country: null }
  const parsed = parsePhoneNumber(text, { default_country: DEFAULT_COUNTRY })
  return { phone_number: parsed.e164 as string, country: parsed.country ?? null }
}

/** Exactly one clinic is the default. The lock is on the question, not on rows: the first clinic has none to lock. */
async function settleDefault(
  tx: TxCtx,
  clinicId: string,
  wanted: boolean | null | undefined,
): Promise<boolean> {
  await tx.tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('clinic:default', 0))`
  const clinics = await tx.tx.clinic.findMany({ select: { id: true, is_default: true } })
  const isDefault = clinics.some(({ id, is_default }) => id === clinicId && is_default)
  const hasOther = clinics.some(({ id, is_default }) => id !== clinicId && is_default)
  if (wanted === false && isDefault) {
    throw conflict('One clinic is always the default. Make another one the default instead.', 'is_default')
  }
  if (wanted === true && hasOther) {
    await tx.tx.clinic.updateMany({
      where: { is_default: true, id: { not: clinicId } },
      data: { is_default: false },
    })
  }
  return isDefault || wanted === true || !hasOther
}

/** The staff member who opens a clinic works in it from then on. */
async function joinCreator(tx: TxCtx, clinicId: string): Promise<void> {
  if (tx.actor.kind !== 'staff' || tx.actor.id === null) return
  await tx.tx.staffClinic.createMany({ data: [{ staff_id: tx.actor.id, clinic_id: clinicId }] })
}

/** What was asked for; left out, a clinic keeps its hours and a new one gets the installation's. */
function readQuietHours(ctx: Ctx, input: SaveClinicInput): { quiet_hours?: string | null } {
  if (input.quiet_hours === undefined) {
    return input.clinic_id ? {} : { quiet_hours: ctx.config.defaultQuietHours }
  }
  if (input.quiet_hours) parseQuietHours(input.quiet_hours)
  return { quiet_hours: input.quiet_hours || null }
}

/** The clinic's time zone so far, with the clinic locked as the caller saw it. */
async function requireSeen(tx: TxCtx, id: string, expected: number | null | undefined): Promise<string> {
  const [row] = await tx.tx.$queryRaw<{ version: number; time_zone: string }[]>`
    SELECT version, time_zone FROM clinic WHERE id = ${id}::uuid FOR NO KEY UPDATE`
  if (!row) throw notFound('The clinic')
  await requireVersion(tx, { kind: 'clinic', id, version: row.version, words: 'this clinic' }, expected)
  return row.time_zone
}

/**
 * Creates a clinic, or changes one in scope. The first clinic is the default one. Throws `invalid_input` for an unknown
 * time zone, a wrong phone number or impossible quiet hours, `conflict` when the default would be taken from the last that has it.
 */
export async function saveClinic(ctx: Ctx, input: SaveClinicInput): Promise<ClinicView> {
  const parsed = parseInput(saveClinicInput, input)
  assertTimeZone(parsed.time_zone)
  const { phone_number, country } = readPhone(parsed.phone_number)
  const quiet = readQuietHours(ctx, parsed)
  const isNew = !parsed.clinic_id
  if (parsed.clinic_id) requireClinic(ctx, parsed.clinic_id)
  return mutate(ctx, { name: 'clinic.save', permission: 'settings:write' }, async (tx) => {
    const id = parsed.clinic_id ?? tx.newId()
    const is_default = await settleDefault(tx, id, parsed.is_default)
    const zoneBefore = isNew ? null : await requireSeen(tx, id, parsed.version)
    const fields = { name: parsed.name, time_zone: parsed.time_zone, phone_number, is_default, ...quiet }
    const row = isNew
      ? await tx.tx.clinic.create({
          data: {
            id,
            ...fields,
            country: country ?? DEFAULT_COUNTRY,
            currency: CURRENCY,
            max_texts_per_day: tx.config.defaultTextCaps.per_day,
            max_texts_per_week: tx.config.defaultTextCaps.per_week,
            created_at: new Date(tx.systemNow()),
          },
        })
      : await tx.tx.clinic.update({
          where: { id },
          data: { ...fields, ...(country ? { country } : {}), version: { increment: 1 } },
        })
    if (isNew) await joinCreator(tx, id)
    if (zoneBefore !== null && zoneBefore !== row.time_zone) await rezoneReminders(tx, id, row.time_zone)
    await record(tx, {
      action: isNew ? 'clinic.created' : 'clinic.updated',
      subject: { kind: 'clinic', id },
      clinicId: id,
      detail: { time_zone: row.time_zone, is_default: row.is_default, quiet_hours: row.quiet_hours },
    })
    tx.outgoing.events.push({ type: 'clinic.changed', id, clinic_id: null })
    return toClinicView(row)
  })
}

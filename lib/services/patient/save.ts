import { record } from '#lib/core/audit.ts'
import { found, requireClinic } from '#lib/core/authorize.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { conflict, invalidInput } from '#lib/domain/errors.ts'
import { type PhoneNumber, parsePhoneNumber } from '#lib/domain/messaging/phone-number.ts'
import { type PatientView, type SavePatientInput, savePatientInput } from '#lib/domain/messaging/schema.ts'
import { optedOutPhones, PATIENT_INCLUDE, patientView } from './list.ts'

/** On a carrier a number that cannot exist is refused; on the mock gateway it may be used. */
export function readPatientPhone(ctx: Ctx, text: string): PhoneNumber {
  const parsed = parsePhoneNumber(text, { default_country: 'US' })
  if (!parsed.is_valid && !ctx.config.isMockGateway) {
    throw invalidInput('This phone number is not in use anywhere; check the digits.', 'phone_number')
  }
  return parsed.e164
}

/** A number with a thread keeps it: another number is another person to the carriers and to the opt-out list. */
async function refuseMovedThread(
  tx: TxCtx,
  patient: { id: string; phone_index: string },
  phoneIndex: string,
): Promise<void> {
  if (patient.phone_index === phoneIndex) return
  const open = await tx.tx.offer.findFirst({
    where: { patient_id: patient.id, state: 'open' },
    select: { id: true },
  })
  if (open)
    throw conflict(
      'An offer to the old number is still open. Withdraw it first, then change the number.',
      'phone_number',
    )
}

/** Creates a patient or changes one. Throws `invalid_input` for a phone number that cannot be one, saying how. */
export async function savePatient(ctx: Ctx, input: SavePatientInput): Promise<PatientView> {
  const parsed = parseInput(savePatientInput, input)
  return mutate(
    ctx,
    { name: 'patient.save', permission: 'appointments:write', input: parsed },
    async (tx) => {
      requireClinic(tx, parsed.clinic_id)
      const phone = readPatientPhone(tx, parsed.phone_number)
      const phoneIndex = tx.sealer.phoneIndex(phone)
      const known = parsed.patient_id
        ? found(tx, await tx.tx.patient.findUnique({ where: { id: parsed.patient_id } }), 'The patient')
        : null
      if (known) await refuseMovedThread(tx, known, phoneIndex)
      if (parsed.preferred_provider_id)
        await requireProvider(tx, parsed.preferred_provider_id, known?.clinic_id ?? parsed.clinic_id)
      const id = known?.id ?? tx.newId()
      const now = nowDate(tx)
      const values = {
        first_name: parsed.first_name,
        last_name: parsed.last_name,
        phone_sealed: tx.sealer.seal({ table: 'patient', column: 'phone_sealed', id }, phone),
        phone_index: phoneIndex,
        is_stub: false,
        preferred_provider_id: parsed.preferred_provider_id ?? null,
        preferred_time_of_day: parsed.preferred_time_of_day ?? null,
        note_sealed: parsed.note
          ? tx.sealer.seal({ table: 'patient', column: 'note_sealed', id }, parsed.note)
          : null,
        updated_at: now,
      }
      const row = known
        ? await tx.tx.patient.update({ where: { id }, data: values, include: PATIENT_INCLUDE })
        : await tx.tx.patient.create({
            data: { id, clinic_id: parsed.clinic_id, search_tokens: [], created_at: now, ...values },
            include: PATIENT_INCLUDE,
          })
      await record(tx, {
        action: known ? 'patient.updated' : 'patient.created',
        subject: { kind: 'patient', id },
        clinicId: row.clinic_id,
        patientId: id,
      })
      tx.outgoing.events.push({ type: 'patient.changed', id, clinic_id: row.clinic_id })
      return patientView(tx, row, await optedOutPhones(tx, [phoneIndex]))
    },
  )
}

async function requireProvider(tx: TxCtx, providerId: string, clinicId: string): Promise<void> {
  const provider = await tx.tx.provider.findFirst({
    where: { id: providerId, clinic_id: clinicId },
    select: { id: true },
  })
  if (!provider) throw invalidInput('This clinic has no such provider.', 'preferred_provider_id')
}

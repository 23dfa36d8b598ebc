import { record } from '#lib/core/audit.ts'
import { found, requireClinic } from '#lib/core/authorize.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { requireVersion } from '#lib/core/version.ts'
import type { Patient } from '#lib/db/generated/client.ts'
import { conflict, invalidInput, notFound } from '#lib/domain/errors.ts'
import { DEFAULT_LANGUAGE } from '#lib/domain/messaging/language.ts'
import { type PhoneNumber, parsePhoneNumber } from '#lib/domain/messaging/phone-number.ts'
import { type PatientView, type SavePatientInput, savePatientInput } from '#lib/domain/messaging/schema.ts'
import { assertTimeZone } from '#lib/domain/scheduling/zone.ts'
import { noteConsent } from '../consent/note-consent.ts'
import { lockPhone } from '../conversation/lock.ts'
import { optedOutPhones, PATIENT_INCLUDE, patientView } from './list.ts'
import { moveThreads } from './move-threads.ts'

/**
 * Reads a number as people of `country` (ISO 3166) write it. On a carrier a number that cannot exist is refused; on the
 * mock gateway it may be used.
 */
function readPatientPhone(ctx: Ctx, text: string, country: string): PhoneNumber {
  const parsed = parsePhoneNumber(text, { default_country: country })
  if (!parsed.is_valid && !ctx.config.isMockGateway) {
    throw invalidInput('This phone number is not in use anywhere; check the digits.', 'phone_number')
  }
  return parsed.e164
}

/** The patient to change, with the old and the new number locked, the lower index first. */
async function lockKnown(
  tx: TxCtx,
  { patient_id, clinic_id }: SavePatientInput,
  phoneIndex: string,
): Promise<Patient | null> {
  if (!patient_id) return null
  const read = async () =>
    found(tx, await tx.tx.patient.findUnique({ where: { id: patient_id } }), 'The patient')
  const seen = await read()
  if (seen.clinic_id !== clinic_id)
    throw invalidInput('This patient belongs to another clinic.', 'patient_id')
  for (const index of [...new Set([seen.phone_index, phoneIndex])].sort()) await lockPhone(tx, index)
  const known = await read()
  if (known.phone_index !== seen.phone_index)
    throw conflict('Somebody else has just changed this number. Look at it again.', 'phone_number')
  return known
}

/**
 * Creates a patient or changes one. Throws `invalid_input` for a phone number that cannot be one, saying how, and
 * `conflict` for a change of number while an offer to the old one is open.
 */
export async function savePatient(ctx: Ctx, input: SavePatientInput): Promise<PatientView> {
  const parsed = parseInput(savePatientInput, input)
  if (parsed.time_zone) assertTimeZone(parsed.time_zone)
  return mutate(
    ctx,
    { name: 'patient.save', permission: 'appointments:write', input: parsed },
    async (tx) => {
      requireClinic(tx, parsed.clinic_id)
      const clinic = await tx.tx.clinic.findUnique({ where: { id: parsed.clinic_id } })
      if (!clinic) throw notFound('The clinic')
      const phone = readPatientPhone(tx, parsed.phone_number, clinic.country)
      const phoneIndex = tx.sealer.phoneIndex(phone)
      const known = await lockKnown(tx, parsed, phoneIndex)
      if (known) {
        const seen = { kind: 'patient', id: known.id, version: known.version, words: 'this patient' }
        await requireVersion(tx, seen, parsed.version)
      }
      const isMoved = known !== null && known.phone_index !== phoneIndex
      if (isMoved) await moveThreads(tx, known, phoneIndex)
      if (parsed.preferred_provider_id)
        await requireProvider(tx, parsed.preferred_provider_id, parsed.clinic_id)
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
        time_zone: parsed.time_zone || null,
        language: parsed.language ?? known?.language ?? DEFAULT_LANGUAGE,
        note_sealed: parsed.note
          ? tx.sealer.seal({ table: 'patient', column: 'note_sealed', id }, parsed.note)
          : null,
        updated_at: now,
      }
      const row = known
        ? await tx.tx.patient.update({
            where: { id },
            data: { ...values, version: { increment: 1 } },
            include: PATIENT_INCLUDE,
          })
        : await tx.tx.patient.create({
            data: { id, clinic_id: parsed.clinic_id, search_tokens: [], created_at: now, ...values },
            include: PATIENT_INCLUDE,
          })
      if (known?.is_stub) await nameSender(tx, id)
      await record(tx, {
        action: known ? 'patient.updated' : 'patient.created',
        subject: { kind: 'patient', id },
        clinicId: row.clinic_id,
        patientId: id,
        detail: { is_number_changed: isMoved },
      })
      if (known === null || isMoved || known.is_stub) {
        await noteConsent(tx, { phone_index: phoneIndex, clinic_id: row.clinic_id, patient_id: id })
      }
      tx.outgoing.events.push({ type: 'patient.changed', id, clinic_id: row.clinic_id })
      return patientView(tx, row, await optedOutPhones(tx, [phoneIndex]))
    },
  )
}

/** Whose number it is is known now: the threads leave the inbox of unknown numbers. */
async function nameSender(tx: TxCtx, patientId: string): Promise<void> {
  await tx.tx.conversation.updateMany({
    where: { patient_id: patientId, is_unknown_sender: true },
    data: { is_unknown_sender: false },
  })
}

async function requireProvider(tx: TxCtx, providerId: string, clinicId: string): Promise<void> {
  const provider = await tx.tx.provider.findFirst({
    where: { id: providerId, clinic_id: clinicId },
    select: { id: true },
  })
  if (!provider) throw invalidInput('This clinic has no such provider.', 'preferred_provider_id')
}

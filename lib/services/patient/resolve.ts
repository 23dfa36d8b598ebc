import { record } from '#lib/core/audit.ts'
import type { TxCtx } from '#lib/core/context.ts'
import type { Clinic, Patient } from '#lib/db/generated/client.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { type PhoneNumber, parsePhoneNumber } from '#lib/domain/messaging/phone-number.ts'
import { noteConsent } from '../consent/note-consent.ts'
import { lockPhone } from '../conversation/lock.ts'
import { createStubPatient } from './stub.ts'

export interface ReadPhone {
  e164: PhoneNumber
  /** Of a number that is possible, but that nobody has. */
  warnings: string[]
}

/**
 * Reads a number as a caller outside wrote it; without a country code it is one of the clinic's country. A number that is
 * possible but that nobody has is a warning on the mock gateway, where nothing is sent, and `invalid_input` on a carrier.
 */
export function readOutsidePhone(tx: TxCtx, clinic: Clinic, text: string): ReadPhone {
  const parsed = parsePhoneNumber(text, { default_country: clinic.country })
  if (parsed.is_valid) return { e164: parsed.e164, warnings: [] }
  const words = 'This phone number is possible, but no numbering plan has it. Check the digits.'
  if (!tx.config.isMockGateway) throw invalidInput(words, 'phone_number')
  return { e164: parsed.e164, warnings: [words] }
}

/** Family members may share a phone: the one that the clinic last wrote with, else the one that is longest on file. */
async function findByPhone(tx: TxCtx, clinicId: string, phoneIndex: string): Promise<Patient | null> {
  const latest = await tx.tx.conversation.findFirst({
    where: { clinic_id: clinicId, phone_index: phoneIndex, patient: { phone_index: phoneIndex } },
    orderBy: { last_message_at: 'desc' },
    include: { patient: true },
  })
  if (latest) return latest.patient
  return tx.tx.patient.findFirst({
    where: { clinic_id: clinicId, phone_index: phoneIndex },
    orderBy: [{ is_stub: 'asc' }, { created_at: 'asc' }, { id: 'asc' }],
  })
}

interface Wanted {
  clinic_id: string
  phone_number: PhoneNumber
  conversation_id?: string | null
}

async function findOrCreate(tx: TxCtx, wanted: Wanted, phoneIndex: string): Promise<Patient> {
  if (wanted.conversation_id) {
    const named = await tx.tx.conversation.findUnique({
      where: {
        clinic_id_external_id: { clinic_id: wanted.clinic_id, external_id: wanted.conversation_id },
      },
      include: { patient: true },
    })
    if (named && named.phone_index === phoneIndex) return named.patient
  }
  const known = await findByPhone(tx, wanted.clinic_id, phoneIndex)
  if (known) return known
  const patient = await createStubPatient(tx, wanted)
  await record(tx, {
    action: 'patient.created',
    subject: { kind: 'patient', id: patient.id },
    clinicId: wanted.clinic_id,
    patientId: patient.id,
    detail: { is_stub: true },
  })
  tx.outgoing.events.push({ type: 'patient.changed', id: patient.id, clinic_id: wanted.clinic_id })
  return patient
}

/**
 * The patient behind a phone number (E.164), or a new one made of the number alone. Takes the phone's lock, the first in
 * the order of locks, so that two calls at one time make one patient. Whoever gave the number attests the consent.
 */
export async function resolvePatient(tx: TxCtx, wanted: Wanted): Promise<Patient> {
  const phoneIndex = tx.sealer.phoneIndex(wanted.phone_number)
  await lockPhone(tx, phoneIndex)
  const patient = await findOrCreate(tx, wanted, phoneIndex)
  await noteConsent(tx, { phone_index: phoneIndex, clinic_id: wanted.clinic_id, patient_id: patient.id })
  return patient
}

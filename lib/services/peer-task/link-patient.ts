import { nowDate, type TxCtx } from '#lib/core/context.ts'
import type { Clinic, Patient } from '#lib/db/generated/client.ts'
import { conflict, invalidInput } from '#lib/domain/errors.ts'
import { readOutsidePhone, resolvePatient } from '../patient/resolve.ts'
import { ownerOf } from './owner.ts'

interface Named {
  /** The peer's own id of a person. */
  user_id?: string | null
  phone_number?: string | null
}

/**
 * The patient whom a peer means, by an id of its own that it has linked to a phone number before, or by the number, which
 * links the two. Throws `invalid_input` for an id that is not known yet and comes without a number, `conflict` when it was
 * linked to somebody with another one.
 */
export async function linkedPatient(tx: TxCtx, clinic: Clinic, named: Named): Promise<Patient> {
  const { user_id, phone_number } = named
  const owner = ownerOf(tx.actor)
  const user_index = user_id ? tx.sealer.tokenHash(`peer_user:${user_id}`) : null
  const where = user_index
    ? { owner_clinic_id_user_index: { owner, clinic_id: clinic.id, user_index } }
    : null
  const link = where ? await tx.tx.peerUser.findUnique({ where }) : null
  const known = link ? await tx.tx.patient.findUnique({ where: { id: link.patient_id } }) : null
  if (!phone_number) {
    if (known) return known
    throw invalidInput(
      user_id
        ? 'This user_id is not known yet. Send phone_number with it once; from then on the user_id is enough.'
        : 'Say who the appointment is for: phone_number, or a user_id that came with one before.',
      'phone_number',
    )
  }
  const { e164 } = readOutsidePhone(tx, clinic, phone_number)
  if (known) {
    if (known.phone_index === tx.sealer.phoneIndex(e164)) return known
    throw conflict('This user_id belongs to somebody with another phone number.', 'phone_number')
  }
  const patient = await resolvePatient(tx, { clinic_id: clinic.id, phone_number: e164 })
  if (user_index) {
    await tx.tx.peerUser.createMany({
      data: [
        {
          id: tx.newId(),
          owner,
          clinic_id: clinic.id,
          user_index,
          patient_id: patient.id,
          created_at: nowDate(tx),
        },
      ],
      skipDuplicates: true,
    })
  }
  return patient
}

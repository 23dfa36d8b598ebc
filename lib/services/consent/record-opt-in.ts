import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { type ConsentView, type RecordOptInInput, recordOptInInput } from '#lib/domain/consent/schema.ts'
import { forbidden } from '#lib/domain/errors.ts'
import { optIn } from '../sms/opt-out.ts'
import { consentOf } from './history.ts'
import { latestThread, lockedPatient } from './locked-patient.ts'

/**
 * Records consent that a patient gave to a person, with how and in what words, and lifts an opt-out. Only people may: a
 * program cannot hear a patient. The carrier may keep its own block until START comes from the phone.
 * Throws `forbidden` for a key, `not_found`.
 */
export async function recordOptIn(ctx: Ctx, input: RecordOptInInput): Promise<ConsentView> {
  const parsed = parseInput(recordOptInInput, input)
  await mutate(ctx, { name: 'consent.opt_in', permission: 'sms:send', input: parsed }, async (tx) => {
    if (tx.actor.kind !== 'staff') {
      throw forbidden('Only a member of staff can record that a patient gave consent.')
    }
    const patient = await lockedPatient(tx, parsed.patient_id)
    await optIn(tx, {
      phone_index: patient.phone_index,
      source: 'staff_record',
      text_version: 'record-1',
      given: parsed.given,
      note: parsed.reason,
      clinic_id: patient.clinic_id,
      conversation_id: await latestThread(tx, patient.id),
      patient_id: patient.id,
    })
    tx.outgoing.events.push({ type: 'patient.changed', id: patient.id, clinic_id: patient.clinic_id })
  })
  return consentOf(ctx, parsed.patient_id)
}

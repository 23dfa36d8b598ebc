import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { type ConsentView, type RecordOptOutInput, recordOptOutInput } from '#lib/domain/consent/schema.ts'
import { illegalState } from '#lib/domain/errors.ts'
import { phoneOf } from '../patient/view.ts'
import { stopTexting } from '../sms/stop-texting.ts'
import { consentOf } from './history.ts'
import { latestThread, lockedPatient } from './locked-patient.ts'

/**
 * Records that a patient wants no more texts, said on the phone or at the desk: as final as STOP, for every clinic that
 * has the number. Waiting texts are dropped, open offers end. Throws `not_found`, and `illegal_state` when the number has
 * opted out already.
 */
export async function recordOptOut(ctx: Ctx, input: RecordOptOutInput): Promise<ConsentView> {
  const parsed = parseInput(recordOptOutInput, input)
  await mutate(ctx, { name: 'consent.opt_out', permission: 'sms:send', input: parsed }, async (tx) => {
    const patient = await lockedPatient(tx, parsed.patient_id)
    const isNew = await stopTexting(tx, {
      phone_index: patient.phone_index,
      phone_number: phoneOf(tx, patient),
      source: tx.actor.kind === 'staff' ? 'staff' : 'agent',
      clinic_id: patient.clinic_id,
      conversation_id: await latestThread(tx, patient.id),
      patient_id: patient.id,
      note: parsed.note,
    })
    if (!isNew) throw illegalState('This number has opted out already.', ['texts allowed'])
    tx.outgoing.events.push({ type: 'patient.changed', id: patient.id, clinic_id: patient.clinic_id })
  })
  return consentOf(ctx, parsed.patient_id)
}

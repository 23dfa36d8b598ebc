import { requireClinic } from '#lib/core/authorize.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import type { Clinic } from '#lib/db/generated/client.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import {
  type DirectText,
  type SendDirectInput,
  sendDirectInput,
} from '#lib/domain/messaging/direct-schema.ts'
import { readOutsidePhone, resolvePatient } from '../patient/resolve.ts'
import { toDirectText } from './direct-view.ts'
import { sendStaffText } from './send-staff-text.ts'

async function clinicFor(tx: TxCtx, wanted: string | undefined): Promise<Clinic> {
  const { clinicIds } = tx.actor
  if (wanted) requireClinic(tx, wanted)
  const own = clinicIds === 'all' ? {} : { id: { in: [...clinicIds] } }
  const clinic = await tx.tx.clinic.findFirst({
    where: wanted ? { id: wanted } : own,
    orderBy: [{ is_default: 'desc' }, { created_at: 'asc' }],
  })
  if (clinic === null) throw invalidInput('There is no clinic to text from yet.', 'clinic_id')
  return clinic
}

/**
 * Texts a phone number: that of a patient, else of a new one made of the number alone. The text goes the way of every other
 * one, through consent, quiet hours and outbox; the answer says where it stands now.
 * Throws what `sendStaffText` throws, and `invalid_input` for what is no phone number.
 */
export async function sendDirectText(ctx: Ctx, input: SendDirectInput): Promise<DirectText> {
  const parsed = parseInput(sendDirectInput, input)
  const mutation = {
    name: 'text.send_direct',
    permission: 'sms:send',
    idempotencyKey: parsed.idempotency_key,
    input: parsed,
  } as const
  return mutate(ctx, mutation, async (tx) => {
    const clinic = await clinicFor(tx, parsed.clinic_id)
    const { e164 } = readOutsidePhone(tx, clinic, parsed.phone_number)
    const patient = await resolvePatient(tx, { clinic_id: clinic.id, phone_number: e164 })
    const { message_id } = await sendStaffText(tx, {
      clinic_id: clinic.id,
      patient_id: patient.id,
      text: parsed.text,
    })
    return toDirectText(tx, await tx.tx.smsMessage.findUniqueOrThrow({ where: { id: message_id } }))
  })
}

import { record } from '#lib/core/audit.ts'
import { found } from '#lib/core/authorize.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { type SendStaffTextInput, sendStaffTextInput } from '#lib/domain/messaging/schema.ts'
import { staffActed } from '../conversation/ask-staff.ts'
import { type LockedConversation, lockConversation, lockPhone } from '../conversation/lock.ts'
import { refreshConversation } from '../conversation/refresh.ts'
import { openThread } from '../offer/thread.ts'
import { queueText } from './queue-text.ts'

/** The named conversation, else the patient's latest open one, else a new one. */
async function threadOf(
  tx: TxCtx,
  input: SendStaffTextInput,
  patient: { id: string; phone_index: string },
): Promise<LockedConversation> {
  const latest = input.conversation_id
    ? { id: input.conversation_id }
    : await tx.tx.conversation.findFirst({
        where: { patient_id: patient.id, closed_at: null },
        orderBy: { last_message_at: 'desc' },
        select: { id: true },
      })
  if (latest) return lockConversation(tx, latest.id)
  return openThread(tx, { clinic_id: input.clinic_id, patient, service_type_id: null, external_id: null })
}

/**
 * Texts a patient in a person's own words. The conversation leaves the list of what needs staff.
 * Throws `opted_out`, `not_found`, and `invalid_input` for an empty or too long text.
 */
export async function sendStaffText(
  ctx: Ctx,
  input: SendStaffTextInput,
): Promise<{ message_id: string; conversation_id: string }> {
  const parsed = parseInput(sendStaffTextInput, input)
  const mutation = {
    name: 'text.send',
    permission: 'sms:send',
    idempotencyKey: parsed.idempotency_key,
    input: parsed,
  } as const
  return mutate(ctx, mutation, async (tx) => {
    const patient = found(
      tx,
      await tx.tx.patient.findUnique({ where: { id: parsed.patient_id } }),
      'The patient',
    )
    await lockPhone(tx, patient.phone_index)
    const conversation = await threadOf(tx, parsed, patient)
    const message = await queueText(tx, {
      clinic_id: patient.clinic_id,
      patient_id: patient.id,
      conversation_id: conversation.id,
      kind: 'staff',
      text: parsed.text,
    })
    await staffActed(tx, conversation.id)
    await tx.tx.conversation.update({
      where: { id: conversation.id },
      data: { closed_at: null, updated_at: nowDate(tx) },
    })
    await record(tx, {
      action: 'text.queued',
      subject: { kind: 'sms_message', id: message.id },
      clinicId: patient.clinic_id,
      conversationId: conversation.id,
      patientId: patient.id,
      detail: { segments: message.segments },
    })
    await refreshConversation(tx, conversation.id)
    return { message_id: message.id, conversation_id: conversation.id }
  })
}

import { record } from '#lib/core/audit.ts'
import { found } from '#lib/core/authorize.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { type SendStaffTextInput, sendStaffTextInput, type TextWait } from '#lib/domain/messaging/schema.ts'
import { staffActed } from '../conversation/ask-staff.ts'
import { type LockedConversation, lockConversation, lockPhone } from '../conversation/lock.ts'
import { refreshConversation } from '../conversation/refresh.ts'
import { openThread, refuseTakenOver } from '../offer/thread.ts'
import { queueText } from './queue-text.ts'
import { requirePerson, sendAt } from './send-at.ts'
import { textWait } from './text-wait.ts'

interface Addressee {
  id: string
  clinic_id: string
  phone_index: string
}

/** The named conversation, else the patient's latest open one, else a new one. */
async function threadOf(
  tx: TxCtx,
  input: SendStaffTextInput,
  patient: Addressee,
): Promise<LockedConversation> {
  const latest = input.conversation_id
    ? { id: input.conversation_id }
    : await tx.tx.conversation.findFirst({
        where: { patient_id: patient.id, closed_at: null },
        orderBy: { last_message_at: 'desc' },
        select: { id: true },
      })
  const { clinic_id } = patient
  if (!latest) return openThread(tx, { clinic_id, patient, service_type_id: null, external_id: null })
  const conversation = await lockConversation(tx, latest.id)
  if (conversation.patient_id !== patient.id) {
    throw invalidInput('This conversation is with another patient.', 'conversation_id')
  }
  refuseTakenOver(tx, conversation)
  return conversation
}

/**
 * Texts a patient in a person's own words. The conversation leaves the list of what needs staff.
 * Throws `opted_out`, `not_found`, `staff_has_it` for a key while staff have the conversation, and `invalid_input` for an
 * empty or too long text or another patient's conversation.
 */
export async function sendStaffText(
  ctx: Ctx,
  input: SendStaffTextInput,
): Promise<{ message_id: string; conversation_id: string; waits: TextWait | null }> {
  const parsed = parseInput(sendStaffTextInput, input)
  const mutation = {
    name: 'text.send',
    permission: 'sms:send',
    idempotencyKey: parsed.idempotency_key,
    input: parsed,
  } as const
  return mutate(ctx, mutation, async (tx) => {
    if (parsed.send_now_reason) requirePerson(tx)
    const patient = found(
      tx,
      await tx.tx.patient.findUnique({ where: { id: parsed.patient_id } }),
      'The patient',
    )
    if (patient.clinic_id !== parsed.clinic_id)
      throw invalidInput('This patient belongs to another clinic.', 'patient_id')
    await lockPhone(tx, patient.phone_index)
    const conversation = await threadOf(tx, parsed, patient)
    const message = await queueText(tx, {
      clinic_id: patient.clinic_id,
      patient_id: patient.id,
      conversation_id: conversation.id,
      // A program's words are automated, whoever wrote the program.
      kind: tx.actor.kind === 'key' || tx.actor.kind === 'agent' ? 'notice' : 'staff',
      text: parsed.text,
      due_at: sendAt(tx, parsed.send_at),
      sends_now: Boolean(parsed.send_now_reason),
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
      detail: { segments: message.segments, waits_for: message.hold?.why ?? null },
      note: parsed.send_now_reason,
    })
    await refreshConversation(tx, conversation.id)
    const waits = textWait(message.hold, conversation.clinic.time_zone)
    return { message_id: message.id, conversation_id: conversation.id, waits }
  })
}

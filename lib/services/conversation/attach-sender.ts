import { record } from '#lib/core/audit.ts'
import { found } from '#lib/core/authorize.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import type { Patient } from '#lib/db/generated/client.ts'
import { conflict, illegalState, invalidInput } from '#lib/domain/errors.ts'
import { type AttachSenderInput, attachSenderInput } from '#lib/domain/messaging/schema.ts'
import { moveThreads } from '../patient/move-threads.ts'
import { phoneOf } from '../patient/view.ts'
import { type LockedConversation, lockConversation, lockPhone } from './lock.ts'
import { refreshConversation } from './refresh.ts'

/** Thread and patient, with both numbers locked, the lower index first. */
async function lockBoth(tx: TxCtx, input: { conversation_id: string; patient_id: string }) {
  const readPatient = async () =>
    found(tx, await tx.tx.patient.findUnique({ where: { id: input.patient_id } }), 'The patient')
  const seen = await readPatient()
  const thread = found(
    tx,
    await tx.tx.conversation.findUnique({ where: { id: input.conversation_id } }),
    'The conversation',
  )
  for (const index of [...new Set([seen.phone_index, thread.phone_index])].sort()) await lockPhone(tx, index)
  const [conversation, patient] = [await lockConversation(tx, thread.id), await readPatient()]
  if (patient.phone_index !== seen.phone_index)
    throw conflict('Somebody else has just changed this number. Look at it again.', 'patient_id')
  return { conversation, patient }
}

/** What is known by its number alone must have nothing of its own that would be lost. */
async function requireEmptyStub(tx: TxCtx, { patient }: LockedConversation): Promise<void> {
  const ofStub = { where: { patient_id: patient.id } }
  const [offers, visits, waiting] = await Promise.all([
    tx.tx.offer.count(ofStub),
    tx.tx.appointment.count(ofStub),
    tx.tx.waitingListEntry.count(ofStub),
  ])
  if (offers + visits + waiting > 0) {
    throw conflict(
      'This number has offers or visits of its own by now. Put it on file as a patient instead.',
      'conversation_id',
    )
  }
}

async function takeNumber(tx: TxCtx, patient: Patient, stub: Patient): Promise<void> {
  if (patient.phone_index === stub.phone_index) return
  await moveThreads(tx, patient, stub.phone_index)
  const at = { table: 'patient', column: 'phone_sealed', id: patient.id }
  await tx.tx.patient.update({
    where: { id: patient.id },
    data: {
      phone_index: stub.phone_index,
      phone_sealed: tx.sealer.seal(at, phoneOf(tx, stub)),
      updated_at: nowDate(tx),
    },
  })
}

/**
 * Says whose a number is that nobody had: its texts become those of a patient on file, who is texted at this number from then
 * on. Throws `illegal_state` for a thread whose number is known, and `conflict` while an offer to the patient's old number is
 * open or the number has visits of its own.
 */
export async function attachSender(ctx: Ctx, input: AttachSenderInput): Promise<{ id: string }> {
  const parsed = parseInput(attachSenderInput, input)
  const mutation = {
    name: 'conversation.attach_sender',
    permission: 'appointments:write',
    input: parsed,
  } as const
  return mutate(ctx, mutation, async (tx) => {
    const { conversation, patient } = await lockBoth(tx, parsed)
    const stub = conversation.patient
    if (!conversation.is_unknown_sender || !stub.is_stub)
      throw illegalState('It is known already whose number this is.', ['unknown number'])
    if (patient.is_stub || patient.id === stub.id)
      throw invalidInput('Choose a patient who is on file.', 'patient_id')
    await requireEmptyStub(tx, conversation)
    await takeNumber(tx, patient, stub)
    const now = nowDate(tx)
    const ofStub = { patient_id: stub.id }
    const threads = await tx.tx.conversation.updateManyAndReturn({
      where: ofStub,
      data: {
        patient_id: patient.id,
        clinic_id: patient.clinic_id,
        is_unknown_sender: false,
        updated_at: now,
        version: { increment: 1 },
      },
      select: { id: true },
    })
    await tx.tx.smsMessage.updateMany({
      where: ofStub,
      data: { patient_id: patient.id, clinic_id: patient.clinic_id },
    })
    await tx.tx.patient.delete({ where: { id: stub.id } })
    await record(tx, {
      action: 'conversation.sender_attached',
      subject: { kind: 'conversation', id: conversation.id },
      clinicId: patient.clinic_id,
      conversationId: conversation.id,
      patientId: patient.id,
      detail: { is_number_changed: patient.phone_index !== stub.phone_index },
    })
    for (const { id } of threads) await refreshConversation(tx, id)
    tx.outgoing.events.push({ type: 'patient.changed', id: patient.id, clinic_id: patient.clinic_id })
    return { id: conversation.id }
  })
}

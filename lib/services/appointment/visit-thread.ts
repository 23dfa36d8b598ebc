import type { TxCtx } from '#lib/core/context.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { staffActed } from '../conversation/ask-staff.ts'
import { lockPhone, lockThread } from '../conversation/lock.ts'
import { refreshConversation } from '../conversation/refresh.ts'
import { openThread, refuseTakenOver } from '../offer/thread.ts'
import { isOptedOut } from '../sms/opt-out.ts'
import { sendConfirmation, type VisitNews } from '../sms/send-confirmation.ts'

interface VisitThread {
  clinic_id: string
  /** Null for holds that stand for nobody. */
  patient: { id: string; phone_index: string } | null
  service_type_id: string | null
  conversation_id: string | null | undefined
  /** The patient will be texted, which needs a thread. */
  is_notifying: boolean
  /** A new booking goes on in the thread of an open offer for the same service; other news gets a thread of its own. */
  continues: boolean
}

/**
 * Locks the conversation that a visit belongs to, or opens one when the patient is to be told and there is none. Comes
 * before every other lock. Null: there is nothing to tell, or the phone has opted out. Throws `invalid_input` for
 * another patient's conversation, `staff_has_it` for agents and keys when staff have it.
 */
export async function lockVisitThread(tx: TxCtx, visit: VisitThread): Promise<string | null> {
  if (visit.conversation_id) {
    const conversation = await lockThread(tx, visit.conversation_id)
    if (conversation.patient_id !== visit.patient?.id) {
      throw invalidInput('This conversation is with another patient.', 'conversation_id')
    }
    refuseTakenOver(tx, conversation)
    return conversation.id
  }
  if (!visit.patient || !visit.is_notifying) return null
  await lockPhone(tx, visit.patient.phone_index)
  if (await isOptedOut(tx, visit.patient.phone_index)) return null
  const conversation = await openThread(tx, {
    clinic_id: visit.clinic_id,
    patient: visit.patient,
    service_type_id: visit.service_type_id,
    external_id: visit.continues ? null : `conv_${tx.newId()}`,
  })
  return conversation.id
}

/**
 * Tells the patient what became of the visit, takes the conversation off the staff list and derives its status anew.
 * False: nobody was texted, because nobody asked for it, there is no thread, or the phone has opted out.
 */
export async function tellPatient(
  tx: TxCtx,
  visit: { id: string; conversation_id: string | null },
  news: VisitNews,
  isNotifying: boolean,
): Promise<boolean> {
  const isTexted = isNotifying && (await sendConfirmation(tx, { appointment_id: visit.id, news }))
  if (visit.conversation_id) {
    await staffActed(tx, visit.conversation_id)
    await refreshConversation(tx, visit.conversation_id)
  }
  return isTexted
}

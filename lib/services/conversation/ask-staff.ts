import { record } from '#lib/core/audit.ts'
import { nowDate, type TxCtx } from '#lib/core/context.ts'
import type { NeedsStaffReason } from '#lib/domain/messaging/conversation.ts'
import { isOptedOut } from '../sms/opt-out.ts'
import { queueText } from '../sms/queue-text.ts'
import { composeText } from '../template/compose.ts'
import { lockConversation } from './lock.ts'
import { refreshConversation } from './refresh.ts'

export interface AskStaff {
  conversation_id: string
  reason: NeedsStaffReason
  is_urgent?: boolean
  /** Tell the patient that a person will answer. Once per time that staff are asked, and never during a take-over. */
  tells_patient?: boolean
}

/** Puts a conversation in front of staff, with the reason. An urgent reason is never replaced by a lesser one. */
export async function askStaff(tx: TxCtx, asked: AskStaff): Promise<void> {
  const conversation = await lockConversation(tx, asked.conversation_id)
  const wasAsked = conversation.needs_staff_reason !== null
  const isUrgent = asked.is_urgent === true
  if (!wasAsked || isUrgent || !conversation.is_urgent) {
    await tx.tx.conversation.update({
      where: { id: conversation.id },
      data: {
        needs_staff_reason: asked.reason,
        needs_staff_since: conversation.needs_staff_since ?? nowDate(tx),
        is_urgent: isUrgent || conversation.is_urgent,
        closed_at: null,
      },
    })
  }
  await record(tx, {
    action: 'conversation.staff_asked',
    subject: { kind: 'conversation', id: conversation.id },
    clinicId: conversation.clinic_id,
    conversationId: conversation.id,
    patientId: conversation.patient_id,
    detail: { reason: asked.reason, is_urgent: isUrgent },
  })
  const mayText = asked.tells_patient === true && !wasAsked && conversation.taken_over_by === null
  if (mayText && !(await isOptedOut(tx, conversation.phone_index))) {
    await queueText(tx, {
      clinic_id: conversation.clinic_id,
      patient_id: conversation.patient_id,
      conversation_id: conversation.id,
      kind: 'notice',
      text: await composeText(tx, 'person_will_answer', conversation),
    })
  }
  await refreshConversation(tx, conversation.id)
}

/** Staff have acted: the conversation leaves their list. Does nothing when it was not on it. */
export async function staffActed(tx: TxCtx, conversationId: string): Promise<void> {
  if (tx.actor.kind !== 'staff') return
  await tx.tx.conversation.updateMany({
    where: { id: conversationId, needs_staff_reason: { not: null } },
    data: { needs_staff_reason: null, needs_staff_since: null, is_urgent: false },
  })
}

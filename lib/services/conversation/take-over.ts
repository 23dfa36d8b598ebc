import { record } from '#lib/core/audit.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { forbidden, illegalState } from '#lib/domain/errors.ts'
import { type ConversationIdInput, conversationIdInput } from '#lib/domain/messaging/schema.ts'
import { lockThread } from './lock.ts'
import { refreshConversation } from './refresh.ts'

function requireStaff({ actor }: TxCtx, message: string): string {
  if (actor.kind !== 'staff' || !actor.id) throw forbidden(message)
  return actor.id
}

/**
 * A member of staff takes the conversation: agents neither text nor book in it until it is handed back. Holds live on.
 * Taking over what a colleague has is allowed and audited. Throws `forbidden` for anyone who is not staff.
 */
export async function takeOver(ctx: Ctx, input: ConversationIdInput): Promise<{ id: string }> {
  const parsed = parseInput(conversationIdInput, input)
  return mutate(ctx, { name: 'conversation.take_over', permission: 'sms:send' }, async (tx) => {
    const staffId = requireStaff(tx, 'Only a member of staff can take a conversation over.')
    const conversation = await lockThread(tx, parsed.conversation_id)
    if (conversation.taken_over_by === staffId) return { id: conversation.id }
    await tx.tx.conversation.update({
      where: { id: conversation.id },
      data: { taken_over_by: staffId, taken_over_at: nowDate(tx) },
    })
    await record(tx, {
      action: 'conversation.taken_over',
      subject: { kind: 'conversation', id: conversation.id },
      clinicId: conversation.clinic_id,
      conversationId: conversation.id,
      patientId: conversation.patient_id,
      detail: { from: conversation.taken_over_by },
    })
    await refreshConversation(tx, conversation.id)
    return { id: conversation.id }
  })
}

/**
 * Gives the conversation back to the agents. Replays nothing: what came in meanwhile stays for staff to answer. Throws
 * `illegal_state` when nobody has it, `forbidden` for anyone who is not staff: an agent's key must not end a take-over.
 */
export async function handBack(ctx: Ctx, input: ConversationIdInput): Promise<{ id: string }> {
  const parsed = parseInput(conversationIdInput, input)
  return mutate(ctx, { name: 'conversation.hand_back', permission: 'sms:send' }, async (tx) => {
    requireStaff(tx, 'Only a member of staff can hand a conversation back.')
    const conversation = await lockThread(tx, parsed.conversation_id)
    if (conversation.taken_over_by === null) {
      throw illegalState('Nobody has taken this conversation over; the agents have it.', ['taken over'])
    }
    await tx.tx.conversation.update({
      where: { id: conversation.id },
      data: { taken_over_by: null, taken_over_at: null },
    })
    await record(tx, {
      action: 'conversation.handed_back',
      subject: { kind: 'conversation', id: conversation.id },
      clinicId: conversation.clinic_id,
      conversationId: conversation.id,
      patientId: conversation.patient_id,
    })
    await refreshConversation(tx, conversation.id)
    return { id: conversation.id }
  })
}

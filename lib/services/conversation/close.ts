import { record } from '#lib/core/audit.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { illegalState, SwitchboardError } from '#lib/domain/errors.ts'
import { type CloseConversationInput, closeConversationInput } from '#lib/domain/messaging/schema.ts'
import { lockProvidersFor } from '../appointment/provider-lock.ts'
import { endOffer } from '../offer/end.ts'
import { refuseTakenOver } from '../offer/thread.ts'
import { staffActed } from './ask-staff.ts'
import { type LockedConversation, lockThread } from './lock.ts'
import { refreshConversation } from './refresh.ts'

/** What waits for a person is closed by one: a key would end it unread. */
function refuseForStaff(tx: TxCtx, conversation: LockedConversation): void {
  if (conversation.needs_staff_reason === null || tx.actor.kind === 'staff') return
  throw new SwitchboardError(
    'staff_has_it',
    'This conversation waits for a member of staff, who answers or closes it in the console. Nothing was changed.',
  )
}

/**
 * Closes a conversation: off the list of what needs staff, its open offer cancelled and its holds released. Booked
 * visits stay. A later text from the patient opens it again. Throws `illegal_state` for a closed one, `staff_has_it` for a
 * key while staff have it or are asked for.
 */
export async function closeConversation(ctx: Ctx, input: CloseConversationInput): Promise<{ id: string }> {
  const parsed = parseInput(closeConversationInput, input)
  return mutate(ctx, { name: 'conversation.close', permission: 'sms:send' }, async (tx) => {
    const conversation = await lockThread(tx, parsed.conversation_id)
    refuseTakenOver(tx, conversation)
    refuseForStaff(tx, conversation)
    if (conversation.closed_at !== null) throw illegalState('This conversation is closed already.', ['open'])
    const open = await tx.tx.offer.findMany({ where: { conversation_id: conversation.id, state: 'open' } })
    await lockProvidersFor(tx, { conversation_ids: [conversation.id] })
    for (const offer of open) await endOffer(tx, offer, 'cancelled', parsed.reason)
    await staffActed(tx, conversation.id)
    await tx.tx.conversation.update({
      where: { id: conversation.id },
      data: { closed_at: nowDate(tx), taken_over_by: null, taken_over_at: null },
    })
    await record(tx, {
      action: 'conversation.closed',
      subject: { kind: 'conversation', id: conversation.id },
      clinicId: conversation.clinic_id,
      conversationId: conversation.id,
      patientId: conversation.patient_id,
      note: parsed.reason,
    })
    await refreshConversation(tx, conversation.id)
    return { id: conversation.id }
  })
}

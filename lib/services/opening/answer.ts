import type { TxCtx } from '#lib/core/context.ts'
import { lockConversation } from '../conversation/lock.ts'
import { refreshConversation } from '../conversation/refresh.ts'
import { refuseTakenOver } from '../offer/thread.ts'
import { isOptedOut } from '../sms/opt-out.ts'
import { queueText } from '../sms/queue-text.ts'
import { composeText } from '../template/compose.ts'
import { settleInvitation } from './settle-invitation.ts'

const SAID_NO = { on_list: 'suggestion_declined_on_list', not_on_list: 'suggestion_declined' } as const
const SOMEBODY_WAS_FIRST = { on_list: 'suggestion_lost_on_list', not_on_list: 'suggestion_lost' } as const
const INVITATION = { entry: { select: { state: true } } } as const

/** True when this offer suggested a freed time. */
export async function isSuggestion(tx: TxCtx, offerId: string): Promise<boolean> {
  const where = { offer_id: offerId }
  return (await tx.tx.openingInvitation.findUnique({ where, select: { id: true } })) !== null
}

/** The freed time that this conversation's last offer suggested, if it did, and that offer is over. */
export async function endedSuggestion(tx: TxCtx, conversationId: string) {
  const last = await tx.tx.offer.findFirst({
    where: { conversation_id: conversationId },
    orderBy: { id: 'desc' },
    select: { id: true, state: true, invitation: { include: INVITATION } },
  })
  return last?.invitation && last.state !== 'open' ? { ...last, invitation: last.invitation } : null
}

/**
 * Ends a suggestion politely, in answer to the patient's own text: somebody else was first, or they said no. Nobody searches
 * for other times, and they stay on the waiting list. Texts nobody who has opted out; throws `staff_has_it` for an agent
 * while staff have the conversation.
 */
export async function answerSuggestion(tx: TxCtx, conversationId: string): Promise<void> {
  const conversation = await lockConversation(tx, conversationId)
  refuseTakenOver(tx, conversation)
  const suggestion = await endedSuggestion(tx, conversationId)
  if (suggestion === null) return
  const isDeclined = suggestion.state === 'declined'
  await settleInvitation(tx, suggestion.id, isDeclined ? 'declined' : 'too_late')
  if (!(await isOptedOut(tx, conversation.phone_index))) {
    const news = isDeclined ? SAID_NO : SOMEBODY_WAS_FIRST
    const isWaiting = suggestion.invitation.entry?.state === 'waiting'
    await queueText(tx, {
      clinic_id: conversation.clinic_id,
      patient_id: conversation.patient_id,
      conversation_id: conversation.id,
      kind: 'notice',
      text: await composeText(tx, isWaiting ? news.on_list : news.not_on_list, conversation),
    })
  }
  await refreshConversation(tx, conversation.id)
}

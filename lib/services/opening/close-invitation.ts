import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { lockConversation, lockPhone } from '../conversation/lock.ts'
import { refreshConversation } from '../conversation/refresh.ts'
import { endOffer } from '../offer/end.ts'
import { isOptedOut } from '../sms/opt-out.ts'
import { queueText } from '../sms/queue-text.ts'
import { composeText } from '../template/compose.ts'
import { announceOpening } from './create.ts'

const INCLUDE = {
  opening: { include: { clinic: true } },
  entry: { select: { state: true } },
  patient: { select: { phone_index: true } },
  offer: true,
} satisfies Prisma.OpeningInvitationInclude
type Invitation = Prisma.OpeningInvitationGetPayload<{ include: typeof INCLUDE }>

const WITH_A_CARRIER = ['sending', 'sent', 'delivered', 'unknown'] as const

const read = (tx: TxCtx, id: string) =>
  tx.tx.openingInvitation.findUnique({ where: { id }, include: INCLUDE })

/** Nothing was texted yet: there is nothing to take back. */
async function closeUnsent(tx: TxCtx, invitation: Invitation): Promise<boolean> {
  const closed = await tx.tx.openingInvitation.updateMany({
    where: { id: invitation.id, state: 'invited', offer_id: null },
    data: { state: 'too_late', decided_at: nowDate(tx) },
  })
  if (closed.count > 0)
    announceOpening(tx, { id: invitation.opening_id, clinic_id: invitation.opening.clinic_id })
  return closed.count > 0
}

/** A text of theirs may be the answer: it is read first, and its own flow tells them. */
async function isAnswerUnread(tx: TxCtx, phoneIndex: string): Promise<boolean> {
  const unread = await tx.tx.smsMessage.findFirst({
    where: { phone_index: phoneIndex, direction: 'inbound', interpreted_at: null },
    select: { id: true },
  })
  return unread !== null
}

async function close(tx: TxCtx, id: string, phoneIndex: string): Promise<boolean> {
  await lockPhone(tx, phoneIndex)
  const invitation = await read(tx, id)
  if (invitation?.state !== 'invited' || invitation.opening.state === 'open') return false
  const { offer, opening, entry } = invitation
  if (offer === null) return closeUnsent(tx, invitation)
  if (await isAnswerUnread(tx, phoneIndex)) return false
  const conversation = await lockConversation(tx, offer.conversation_id)
  const sent = await tx.tx.smsMessage.count({
    where: { offer_id: offer.id, kind: 'offer', state: { in: [...WITH_A_CARRIER] } },
  })
  if (!(await endOffer(tx, offer, 'cancelled'))) return false
  const mayText = sent > 0 && conversation.taken_over_by === null
  if (mayText && !(await isOptedOut(tx, offer.phone_index))) {
    await queueText(tx, {
      clinic_id: opening.clinic_id,
      patient_id: invitation.patient_id,
      conversation_id: conversation.id,
      kind: 'notice',
      text: await composeText(
        tx,
        entry?.state === 'waiting' ? 'suggestion_lost_on_list' : 'suggestion_lost',
        conversation,
      ),
    })
  }
  await refreshConversation(tx, conversation.id)
  return true
}

/**
 * Ends the offer of somebody who was asked about a freed time that is over, and tells them, when the text with the offer
 * had left and the phone may be texted; in quiet hours as soon as those end. False: somebody else did, or they answered
 * meanwhile, and their own flow tells them.
 */
export async function closeInvitation(ctx: Ctx, id: string): Promise<boolean> {
  return mutate(ctx, { name: 'opening.close_invitation', permission: null }, async (tx) => {
    const seen = await read(tx, id)
    return seen ? close(tx, id, seen.patient.phone_index) : false
  })
}

import { found } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { illegalState } from '#lib/domain/errors.ts'
import { type OfferIdInput, type OfferView, offerIdInput } from '#lib/domain/messaging/schema.ts'
import { staffActed } from '../conversation/ask-staff.ts'
import { lockThread } from '../conversation/lock.ts'
import { refreshConversation } from '../conversation/refresh.ts'
import { isOptedOut } from '../sms/opt-out.ts'
import { queueText } from '../sms/queue-text.ts'
import { composeText } from '../template/compose.ts'
import { endOffer } from './end.ts'
import { refuseTakenOver } from './thread.ts'
import { OFFER_INCLUDE, offerView } from './view.ts'

const WITH_A_CARRIER = ['sending', 'sent', 'delivered', 'unknown'] as const

/**
 * Takes an open offer back: releases its holds and tells the patient when the offer's text has already gone out.
 * Throws `illegal_state` when the offer is no longer open, `staff_has_it` for a key while staff have the conversation.
 */
export async function withdrawOffer(ctx: Ctx, input: OfferIdInput): Promise<OfferView> {
  const parsed = parseInput(offerIdInput, input)
  return mutate(ctx, { name: 'offer.withdraw', permission: 'offers:send', input: parsed }, async (tx) => {
    const seen = found(tx, await tx.tx.offer.findUnique({ where: { id: parsed.offer_id } }), 'The offer')
    const conversation = await lockThread(tx, seen.conversation_id)
    refuseTakenOver(tx, conversation)
    const text = await tx.tx.smsMessage.findFirst({
      where: { offer_id: seen.id, kind: 'offer' },
      orderBy: { id: 'desc' },
    })
    const hasGoneOut = text !== null && WITH_A_CARRIER.some((state) => state === text.state)
    if (!(await endOffer(tx, seen, 'cancelled', parsed.reason))) {
      throw illegalState('This offer is no longer open, so there is nothing to withdraw.', ['open'])
    }
    if (hasGoneOut && !(await isOptedOut(tx, seen.phone_index))) {
      await queueText(tx, {
        clinic_id: seen.clinic_id,
        patient_id: seen.patient_id,
        conversation_id: conversation.id,
        kind: 'notice',
        text: await composeText(tx, 'withdrawn', conversation),
      })
    }
    await staffActed(tx, conversation.id)
    await refreshConversation(tx, conversation.id)
    return offerView(await tx.tx.offer.findUniqueOrThrow({ where: { id: seen.id }, include: OFFER_INCLUDE }))
  })
}

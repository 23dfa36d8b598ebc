import type { TxCtx } from '#lib/core/context.ts'
import type { DecisionOutcome } from '#lib/domain/messaging/decision.ts'
import type { ReplyReading } from '#lib/domain/messaging/reply/types.ts'
import { askStaff } from '../conversation/ask-staff.ts'
import { endOffer } from '../offer/end.ts'
import { isLate, requestTimes } from './act-on-choice.ts'
import { askWhichPatient } from './act-on-which.ts'
import type { Received } from './received.ts'

type OtherTimesReading = Extract<ReplyReading, { kind: 'other_times' }>

/**
 * The patient asks for times that were not offered: the agents look for those alone. What is held for the open offer stays
 * so until new times are offered in its place, unless the patient turned it down or its time is over.
 */
export async function actOnOtherTimes(
  tx: TxCtx,
  received: Received,
  reading: OtherTimesReading,
): Promise<DecisionOutcome> {
  const { conversation, view, is_new_sender } = received
  if (is_new_sender) {
    await askStaff(tx, { conversation_id: conversation.id, reason: 'unknown_sender' })
    return 'staff_asked'
  }
  const offer = view.open.find(({ id }) => id === reading.offer_id)
  if (offer === undefined && view.open.length > 1) {
    const asked = await askWhichPatient(tx, received)
    if (asked !== null) return asked
    await askStaff(tx, { conversation_id: conversation.id, reason: 'wants_other_time', tells_patient: true })
    return 'staff_asked'
  }
  if (offer && isLate(received, offer)) await endOffer(tx, offer, 'expired')
  else if (offer && reading.declines === true) await endOffer(tx, offer, 'declined')
  return requestTimes(tx, received, reading.wish)
}

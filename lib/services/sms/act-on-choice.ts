import { publishAgentMessage } from '#lib/bus/publish.ts'
import { nowDate, type TxCtx } from '#lib/core/context.ts'
import type { OfferLead } from '#lib/domain/agents/envelope-payloads.ts'
import type { DecisionOutcome } from '#lib/domain/messaging/decision.ts'
import type { ReplyReading } from '#lib/domain/messaging/reply/types.ts'
import { isAnyTime, type TimeWish } from '#lib/domain/scheduling/time-wish.ts'
import { AT_WORK } from '../agent/at-work.ts'
import { askStaff } from '../conversation/ask-staff.ts'
import { endOffer } from '../offer/end.ts'
import { isSuggestion } from '../opening/answer.ts'
import { answerQuestion } from './act-on-question.ts'
import type { PhoneOffer } from './phone-view.ts'
import type { Received } from './received.ts'
import { sendConfirmation } from './send-confirmation.ts'

type OptionReading = Extract<ReplyReading, { kind: 'option' }>
type NoneReading = Extract<ReplyReading, { kind: 'none' }>

const offerOf = ({ view }: Received, offerId: string | undefined): PhoneOffer | undefined =>
  [...view.open, ...view.ended].find((offer) => offer.id === offerId)

/** Only this conditional update lets anyone act on an offer. */
async function answerOffer(tx: TxCtx, offerId: string, optionId: string): Promise<boolean> {
  const now = nowDate(tx)
  const answered = await tx.tx.offer.updateMany({
    where: { id: offerId, state: 'open' },
    data: {
      state: 'answered',
      chosen_option_id: optionId,
      answered_at: now,
      version: { increment: 1 },
      updated_at: now,
    },
  })
  return answered.count === 1
}

const toScheduling = ({ conversation }: Received) =>
  ({
    from: 'user-agent',
    to: 'scheduling-agent',
    conversation_id: conversation.id,
    clinic_id: conversation.clinic_id,
  }) as const

async function confirmSlot(tx: TxCtx, received: Received, reading: OptionReading, isChange: boolean) {
  await publishAgentMessage(tx, {
    ...toScheduling(received),
    message_type: 'CONFIRM_SLOT',
    content: { offer_id: reading.offer_id, option_id: reading.option_id, is_change: isChange },
  })
}

/** Asks the agents for the times that the patient asked for, and only those. */
export async function requestTimes(
  tx: TxCtx,
  received: Received,
  wish: TimeWish,
  visit: { moves_appointment_id: string; service_type_id: string | null } | null = null,
): Promise<DecisionOutcome> {
  await publishAgentMessage(tx, {
    ...toScheduling(received),
    message_type: 'REQUEST_APPOINTMENT',
    content: { reason: 'other_times', preferences: isAnyTime(wish) ? null : { wish }, ...visit },
  })
  return 'wished_times_requested'
}

/** Asks the agents for times that are still free. */
export async function requestFreshTimes(
  tx: TxCtx,
  received: Received,
  reason: OfferLead,
): Promise<DecisionOutcome> {
  await publishAgentMessage(tx, {
    ...toScheduling(received),
    message_type: 'REQUEST_APPOINTMENT',
    content: { reason, preferences: null },
  })
  return 'fresh_times_requested'
}

/** True for a reply that came after its offer had ended. */
export const isLate = ({ message }: Received, offer: PhoneOffer) =>
  (message.received_at ?? message.created_at).getTime() > offer.expires_at.getTime()

/** The visit that stands in this conversation, if it is still ahead. */
const standingVisit = (tx: TxCtx, { conversation }: Received) =>
  tx.tx.appointment.findFirst({
    where: { conversation_id: conversation.id, state: 'booked', starts_at: { gt: nowDate(tx) } },
    select: { id: true },
  })

/** A second reply to an offer that was answered: the same choice, a change of mind, or one that a person must settle. */
async function actOnAnswered(
  tx: TxCtx,
  received: Received,
  offer: PhoneOffer,
  reading: OptionReading,
): Promise<DecisionOutcome> {
  const isSame = offer.chosen_option_id === reading.option_id
  const visit = await standingVisit(tx, received)
  if (isSame && visit) {
    await sendConfirmation(tx, { appointment_id: visit.id, news: 'booked' })
    return 'confirmed_again'
  }
  const isUnderWay = await isBookingUnderWay(tx, received)
  if (isSame && isUnderWay) return 'under_way'
  if (!visit && !isUnderWay) return requestFreshTimes(tx, received, 'late_reply')
  if (reading.is_change !== true || isLate(received, offer)) {
    await askStaff(tx, {
      conversation_id: received.conversation.id,
      reason: 'change_after_booking',
      tells_patient: true,
    })
    return 'staff_asked'
  }
  await confirmSlot(tx, received, reading, true)
  return 'change_requested'
}

async function isBookingUnderWay(tx: TxCtx, { conversation }: Received): Promise<boolean> {
  const atWork = await tx.tx.agentMessage.count({ where: { conversation_id: conversation.id, ...AT_WORK } })
  return atWork > 0
}

/**
 * No, then yes: within the offer's time the choice counts after all, if the time is still free. What was offered in its
 * place meanwhile is taken back; a search that is under way is given up when the agents are asked to book.
 */
async function actOnDeclined(
  tx: TxCtx,
  received: Received,
  offer: PhoneOffer,
  reading: OptionReading,
): Promise<DecisionOutcome> {
  if (isLate(received, offer)) return requestFreshTimes(tx, received, 'late_reply')
  const now = nowDate(tx)
  const answered = await tx.tx.offer.updateMany({
    where: { id: offer.id, state: 'declined' },
    data: {
      state: 'answered',
      chosen_option_id: reading.option_id,
      answered_at: now,
      version: { increment: 1 },
      updated_at: now,
    },
  })
  if (answered.count === 0) return 'under_way'
  for (const newer of received.view.open.filter((each) => each.conversation_id === offer.conversation_id)) {
    await endOffer(tx, newer, 'superseded')
  }
  await confirmSlot(tx, received, reading, true)
  return 'booking_requested'
}

/** The patient picked an option. It books only while the offer is open and the text came in time. */
export async function actOnOption(
  tx: TxCtx,
  received: Received,
  reading: OptionReading,
): Promise<DecisionOutcome> {
  const offer = offerOf(received, reading.offer_id)
  if (!offer) return requestFreshTimes(tx, received, 'late_reply')
  if (offer.state === 'answered') return actOnAnswered(tx, received, offer, reading)
  if (offer.state === 'declined') return actOnDeclined(tx, received, offer, reading)
  if (offer.state !== 'open') return requestFreshTimes(tx, received, 'late_reply')
  if (isLate(received, offer)) {
    await endOffer(tx, offer, 'expired')
    return requestFreshTimes(tx, received, 'late_reply')
  }
  if (!(await answerOffer(tx, offer.id, reading.option_id))) return 'under_way'
  await confirmSlot(tx, received, reading, false)
  // The choice is sure and is booked; the question beside it is answered in approved words, or needs a person.
  if (reading.has_question === true) {
    await answerQuestion(tx, received, reading.topics ?? [], { tells_patient: false })
  }
  return 'booking_requested'
}

/** None of the options suits: the agents look for others, unless a freed time was suggested to somebody who asked for none. Said after a booking, a person finds out what was meant. */
export async function actOnNone(
  tx: TxCtx,
  received: Received,
  reading: NoneReading,
): Promise<DecisionOutcome> {
  const offer = offerOf(received, reading.offer_id)
  if (offer?.state === 'answered') {
    await askStaff(tx, {
      conversation_id: received.conversation.id,
      reason: 'change_after_booking',
      tells_patient: true,
    })
    return 'staff_asked'
  }
  if (offer?.state === 'declined' && (await isBookingUnderWay(tx, received))) return 'under_way'
  if (offer?.state !== 'open') return requestFreshTimes(tx, received, 'none_of_them')
  await endOffer(tx, offer, isLate(received, offer) ? 'expired' : 'declined')
  await publishAgentMessage(tx, {
    ...toScheduling(received),
    message_type: 'DECLINE_SLOTS',
    content: { offer_id: offer.id, preferences: null },
  })
  return (await isSuggestion(tx, offer.id)) ? 'suggestion_declined' : 'fresh_times_requested'
}

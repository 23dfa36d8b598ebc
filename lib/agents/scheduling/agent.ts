import type { AgentHandlers } from '#lib/bus/handler.ts'
import { cancelForPeer, rescheduleForPeer } from '../peer/change-visit.ts'
import { requestTimesForPeer } from '../peer/request-times.ts'
import { tellConversation } from '../peer/tell-conversation.ts'
import { takeBookingResult } from './booking-result.ts'
import { confirmSlot } from './confirm-slot.ts'
import { startSearch } from './start-search.ts'
import { takeAvailability } from './take-availability.ts'
import { takeUnavailability } from './unavailability.ts'

/** What outside agents ask of us, in a conversation or outside of any. */
const peerRequests = {
  CANCEL_APPOINTMENT: cancelForPeer,
  RESCHEDULE_APPOINTMENT: rescheduleForPeer,
  GET_CONVERSATION: tellConversation,
  UPDATE_UNAVAILABILITY: takeUnavailability,
}

/** Decides what happens next in a flow; asks the provider agents for times and bookings, tells the user agent the end. */
export const schedulingAgent: AgentHandlers = {
  async REQUEST_APPOINTMENT(tx, message) {
    if (message.is_from_outside) return requestTimesForPeer(tx, message)
    const { reason, preferences, moves_appointment_id, service_type_id } = message.content
    const is_unlimited = reason === 'requested'
    await startSearch(tx, message, {
      reason,
      preferences,
      moves_appointment_id,
      service_type_id,
      is_unlimited,
    })
    return undefined
  },

  DECLINE_SLOTS: (tx, message) =>
    startSearch(tx, message, { reason: 'none_of_them', preferences: message.content.preferences }),

  AVAILABILITY: takeAvailability,
  CONFIRM_SLOT: confirmSlot,
  BOOKING_RESULT: takeBookingResult,
  ...peerRequests,
  desk: peerRequests,
}

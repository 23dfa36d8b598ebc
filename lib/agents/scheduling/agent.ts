import type { AgentHandlers } from '#lib/bus/handler.ts'
import { sendOn } from '../answer.ts'
import { confirmSlot } from './confirm-slot.ts'
import { endFlow, startSearch } from './start-search.ts'

/** How many times a text offers together. */
const OFFERED_AT_ONCE = 3

/** Decides what happens next in a flow; asks the provider agent for times and bookings, tells the user agent the end. */
export const schedulingAgent: AgentHandlers = {
  REQUEST_APPOINTMENT: (tx, message) => startSearch(tx, message, message.content),

  DECLINE_SLOTS: (tx, message) =>
    startSearch(tx, message, { reason: 'none_of_them', preferences: message.content.preferences }),

  CONFIRM_SLOT: confirmSlot,

  async BOOKING_RESULT(tx, message) {
    const { status, appointment_id, is_moved } = message.content
    if (status === 'FAILED') return startSearch(tx, message, { reason: 'slot_taken' })
    await sendOn(tx, message, {
      to: 'user-agent',
      message_type: 'FINAL_APPOINTMENT_CONFIRMATION',
      content: { status, appointment_id, is_moved },
    })
  },

  async AVAILABILITY(tx, message) {
    const { request_echo, available_slots } = message.content
    const offered = available_slots.slice(0, OFFERED_AT_ONCE)
    if (offered.length === 0) return endFlow(tx, message, 'no_times_found')
    await sendOn(tx, message, {
      to: 'user-agent',
      message_type: 'OFFER_SLOTS',
      content: {
        request_echo,
        available_slots: offered,
        suggestion_context: 'The best matches among the times that are free.',
      },
    })
  },
}

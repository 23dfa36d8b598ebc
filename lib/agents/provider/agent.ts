import type { AgentHandlers } from '#lib/bus/handler.ts'
import { sendOn } from '../answer.ts'
import { bookChosen } from '../book-chosen.ts'
import { findTimes } from '../find-times.ts'

/** Speaks for the clinic's own providers: what is free, and whether a booking went through. */
export const providerAgent: AgentHandlers = {
  async QUERY_AVAILABILITY(tx, message) {
    const available_slots = await findTimes(tx, message, message.content)
    await sendOn(tx, message, {
      to: message.from,
      message_type: 'AVAILABILITY',
      content: { available_slots },
    })
  },

  async REQUEST_BOOKING(tx, message) {
    const { slot_details } = message.content
    const booked = await bookChosen(tx, message.content)
    const content =
      'reason' in booked
        ? { status: 'FAILED', slot_details, is_moved: false, reason: booked.reason }
        : { status: 'CONFIRMED', slot_details, ...booked }
    await sendOn(tx, message, { to: message.from, message_type: 'BOOKING_RESULT', content })
  },

  /** Staff read it on the board; the schedule itself is ours already. */
  desk: { async ACKNOWLEDGE_UPDATE() {} },
}

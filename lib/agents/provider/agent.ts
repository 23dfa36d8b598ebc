import type { AgentHandlers, AgentMessage } from '#lib/bus/handler.ts'
import type { TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { MessagePayload } from '#lib/domain/agents/envelope.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { bookOption } from '#lib/services/offer/book-option.ts'
import { sendOn } from '../answer.ts'
import { findTimes } from '../find-times.ts'

/** Books the chosen option in a savepoint, so that a lost race leaves the transaction able to answer. */
async function book(
  tx: TxCtx,
  { content }: AgentMessage<'REQUEST_BOOKING'>,
): Promise<MessagePayload<'BOOKING_RESULT'>> {
  const chosen = { offer_id: content.offer_id, option_id: content.option_id }
  try {
    const booked = await mutate(
      tx,
      { name: 'offer.book_option', permission: 'appointments:write' },
      (inner) => bookOption(inner, chosen),
    )
    return { ...chosen, status: 'CONFIRMED', ...booked }
  } catch (error) {
    if (!isSwitchboardError(error, 'conflict')) throw error
    return { ...chosen, status: 'FAILED', is_moved: false, reason: error.message }
  }
}

/** Speaks for the clinic's providers: what is free, and whether a booking went through. */
export const providerAgent: AgentHandlers = {
  async QUERY_AVAILABILITY(tx, message) {
    await sendOn(tx, message, {
      to: message.from,
      message_type: 'AVAILABILITY',
      content: {
        request_echo: message.content,
        available_slots: await findTimes(tx, message, message.content),
      },
    })
  },

  async REQUEST_BOOKING(tx, message) {
    const content = await book(tx, message)
    await sendOn(tx, message, { to: message.from, message_type: 'BOOKING_RESULT', content })
  },
}

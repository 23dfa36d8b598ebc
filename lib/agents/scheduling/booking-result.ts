import { type Ask, CLOSED, closeAsk, readAsk } from '#lib/bus/ask.ts'
import type { AgentMessage, Refusal } from '#lib/bus/handler.ts'
import type { TxCtx } from '#lib/core/context.ts'
import type { NamedSlot } from '#lib/domain/agents/peer-payloads.ts'
import { bookingAnswer } from '#lib/domain/agents/status-words.ts'
import { endOpeningBehind } from '#lib/services/opening/end.ts'
import { type Flow, sendOn } from '../answer.ts'
import { bookChosen } from '../book-chosen.ts'
import { loseSlot } from './lose-slot.ts'

type Result = AgentMessage<'BOOKING_RESULT'>
type Booking = Ask<'REQUEST_BOOKING'>

/** Whether the answer names the time that was asked for: by slot_id, or by provider and start, and nothing else. */
function namesSlot({ content }: Result, asked: Booking['content']['slot_details']): boolean {
  const named: NamedSlot = {
    ...content.slot_details,
    slot_id: content.slot_id ?? content.slot_details?.slot_id,
  }
  const { slot_id, provider_id, start_time } = named
  const isSlot = slot_id ? slot_id === asked.slot_id : null
  const isProvider = provider_id ? provider_id.toLowerCase() === asked.provider_id : null
  const isStart = start_time ? Date.parse(start_time) === Date.parse(asked.start_time) : null
  if ([isSlot, isProvider, isStart].includes(false)) return false
  return isSlot === true || (isProvider === true && isStart === true)
}

const isBookedHere = async (tx: TxCtx, flow: Flow, { slot_details }: Booking['content']) =>
  (await tx.tx.appointment.count({
    where: {
      conversation_id: flow.conversation_id,
      provider_id: slot_details.provider_id,
      starts_at: new Date(slot_details.start_time),
      state: { in: ['booked', 'arrived', 'fulfilled'] },
    },
  })) > 0

/** The time that an agent has booked is not booked here: it must be free there as well. */
function freeElsewhere(tx: TxCtx, message: Result, booking: Booking, reason: string): Promise<void> {
  return sendOn(tx, message, {
    to: message.from_agent_id,
    message_type: 'CANCEL_APPOINTMENT',
    content: {
      appointment_id: message.content.appointment_id ?? null,
      slot_details: booking.content.slot_details,
      status: 'CANCELLED_BY_USER',
      reason,
    },
  })
}

/** What an agent that decides for its own providers has confirmed is booked here, where our rows have the last word. */
async function bookHere(tx: TxCtx, message: Result, booking: Booking): Promise<Refusal | undefined> {
  const booked = await bookChosen(tx, booking.content, ['staff_has_it'])
  if (!('reason' in booked)) {
    await sendOn(tx, message, {
      to: 'user-agent',
      message_type: 'FINAL_APPOINTMENT_CONFIRMATION',
      content: { status: 'CONFIRMED', ...booked },
    })
    return undefined
  }
  await freeElsewhere(tx, message, booking, 'The time could not be booked here after all.')
  if (booked.code === 'staff_has_it') return { refused: booked.reason }
  await loseSlot(tx, message)
  return undefined
}

/**
 * The provider's agent has answered. It counts once, from the agent that was asked, for the time that was asked for; a
 * yes that does not count and is not booked here is taken back, so that no time stays taken elsewhere for nobody.
 */
export async function takeBookingResult(tx: TxCtx, message: Result): Promise<Refusal | undefined> {
  const booking = await readAsk(tx, message)
  if ('refused' in booking) return booking
  const { content, is_from_outside } = message
  const isConfirmed = bookingAnswer(content.status) === 'CONFIRMED'
  if (is_from_outside && !namesSlot(message, booking.content.slot_details)) {
    return { refused: 'It does not name the time that was asked for, by slot_id or by provider and start.' }
  }
  if (!(await closeAsk(tx, booking.id))) {
    if (is_from_outside && isConfirmed && !(await isBookedHere(tx, message, booking.content))) {
      await freeElsewhere(tx, message, booking, CLOSED)
    }
    return { refused: CLOSED }
  }
  if (!isConfirmed) {
    if (is_from_outside) await endOpeningBehind(tx, booking.content.offer_id)
    await loseSlot(tx, message)
    return undefined
  }
  if (is_from_outside) return bookHere(tx, message, booking)
  await sendOn(tx, message, {
    to: 'user-agent',
    message_type: 'FINAL_APPOINTMENT_CONFIRMATION',
    content: { status: 'CONFIRMED', appointment_id: content.appointment_id, is_moved: content.is_moved },
  })
  return undefined
}

import { z } from 'zod'
import { invalidInput } from '../errors.ts'
import { id, instant } from '../wire.ts'
import * as changes from './change-payloads.ts'
import * as payloads from './envelope-payloads.ts'
import * as peers from './peer-payloads.ts'
import { proactiveSuggestion } from './suggestion-payloads.ts'

/**
 * What each type of message carries. The field names are those of the A2A communication design, sections 3, 4 and 6.
 */
export const MESSAGE_PAYLOADS = {
  REQUEST_APPOINTMENT: payloads.requestAppointment,
  QUERY_AVAILABILITY: payloads.queryAvailability,
  AVAILABILITY: peers.availability,
  OFFER_SLOTS: payloads.offerSlots,
  CONFIRM_SLOT: payloads.confirmSlot,
  DECLINE_SLOTS: payloads.declineSlots,
  REQUEST_BOOKING: payloads.requestBooking,
  BOOKING_RESULT: peers.bookingResult,
  FINAL_APPOINTMENT_CONFIRMATION: payloads.finalAppointmentConfirmation,
  UPDATE_UNAVAILABILITY: changes.updateUnavailability,
  ACKNOWLEDGE_UPDATE: changes.acknowledgeUpdate,
  NOTIFY_APPOINTMENT_CHANGE: changes.notifyAppointmentChange,
  PROACTIVE_SUGGESTION: proactiveSuggestion,
  CANCEL_APPOINTMENT: peers.cancelAppointment,
  RESCHEDULE_APPOINTMENT: peers.rescheduleAppointment,
  GET_CONVERSATION: peers.getConversation,
} as const

export type MessageType = keyof typeof MESSAGE_PAYLOADS
export type MessagePayload<Type extends MessageType> = z.infer<(typeof MESSAGE_PAYLOADS)[Type]>

export const MESSAGE_TYPES = Object.keys(MESSAGE_PAYLOADS) as MessageType[]

/** True for a message type that has a schema here; other agents may use any. */
export const isMessageType = (type: string): type is MessageType => Object.hasOwn(MESSAGE_PAYLOADS, type)

/**
 * The payload of one message, checked; fields that its type does not know are dropped.
 * Throws `invalid_input` with the field's path below `content`.
 */
export function parsePayload<Type extends MessageType>(type: Type, content: unknown): MessagePayload<Type> {
  const result = MESSAGE_PAYLOADS[type].safeParse(content)
  if (result.success) return result.data as MessagePayload<Type>
  const issue = result.error.issues[0]
  const field = ['content', ...(issue?.path ?? [])].map(String).join('.')
  throw invalidInput(`A ${type} message cannot be read: ${field}: ${issue?.message}.`, field)
}

/** The message as the A2A design writes it, sections 4. */
export const envelope = z.object({
  message_id: id,
  correlation_id: z.string().nullable().describe('Shared by all messages of one conversation.'),
  in_reply_to: id.nullable(),
  timestamp: instant,
  source_agent_id: z.string().describe('The agent’s unique name.'),
  target_agent_id: z.string().nullable(),
  message_type: z.string(),
  payload: z.json(),
})
export type Envelope = z.infer<typeof envelope>

/** An agent message as it is stored, its content opened and its agents named. */
export interface StoredMessage {
  id: string
  correlation_id: string | null
  in_reply_to: string | null
  created_at: Date
  from: { name: string }
  to: { name: string } | null
  message_type: string
  content: Envelope['payload']
}

/** The one mapping between the bus's rows and the envelope of the A2A design. */
export function toEnvelope(message: StoredMessage): Envelope {
  return {
    message_id: message.id,
    correlation_id: message.correlation_id,
    in_reply_to: message.in_reply_to,
    timestamp: message.created_at.toISOString(),
    source_agent_id: message.from.name,
    target_agent_id: message.to?.name ?? null,
    message_type: message.message_type,
    payload: message.content,
  }
}

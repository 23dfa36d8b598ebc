import type { ConversationStatus } from '../messaging/conversation.ts'
import type { AppointmentState } from '../scheduling/appointment.ts'

/** The status words of the A2A communication design, section 6. */
export const FLOW_STATUSES = [
  'REQUESTED',
  'OFFERED',
  'SELECTED',
  'CONFIRMED',
  'CANCELLED_BY_USER',
  'CANCELLED_BY_PROVIDER',
  'COMPLETED',
  'FAILED',
] as const
export type FlowStatus = (typeof FLOW_STATUSES)[number]

/** What other agents are told of a conversation. Who cancelled stands in the audit trail; to them it is the patient's side. */
export const CONVERSATION_FLOW_STATUS: Record<ConversationStatus, FlowStatus> = {
  awaiting_response: 'OFFERED',
  slot_selected: 'SELECTED',
  confirmed: 'CONFIRMED',
  cancelled: 'CANCELLED_BY_USER',
  declined: 'REQUESTED',
  needs_staff: 'REQUESTED',
  expired: 'FAILED',
  opted_out: 'FAILED',
  failed: 'FAILED',
}

/** What other agents are told of a visit. */
export const APPOINTMENT_FLOW_STATUS: Record<AppointmentState, FlowStatus> = {
  held: 'OFFERED',
  booked: 'CONFIRMED',
  arrived: 'CONFIRMED',
  fulfilled: 'COMPLETED',
  cancelled: 'CANCELLED_BY_USER',
  noshow: 'FAILED',
  released: 'FAILED',
}

/** What a provider's agent means by its word for a booking: only a clear yes is one. */
export const bookingAnswer = (word: string): 'CONFIRMED' | 'FAILED' =>
  word.trim().toUpperCase() === 'CONFIRMED' ? 'CONFIRMED' : 'FAILED'

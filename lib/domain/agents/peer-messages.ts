import type { Permission } from '../permissions.ts'
import type { MessageType } from './envelope.ts'

interface PeerRule {
  /** What the sending key must be allowed besides sending messages. */
  permission?: Permission
  /** An agent may send it without that permission about providers whose schedule it keeps. */
  isForKeepers?: boolean
}

/**
 * The types of ours that other people's agents may send to our own agents. What is not here passes between our own agents
 * only.
 */
export const PEER_MESSAGES: Partial<Record<MessageType, PeerRule>> = {
  AVAILABILITY: {},
  BOOKING_RESULT: {},
  REQUEST_APPOINTMENT: { permission: 'offers:send' },
  CANCEL_APPOINTMENT: { permission: 'appointments:write', isForKeepers: true },
  RESCHEDULE_APPOINTMENT: { permission: 'appointments:write', isForKeepers: true },
  UPDATE_UNAVAILABILITY: {},
  GET_CONVERSATION: { permission: 'conversations:read' },
}

/** True for what an outside agent may send to one of ours. */
export const isPeerMessage = (type: MessageType): boolean => PEER_MESSAGES[type] !== undefined

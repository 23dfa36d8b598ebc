import { bookAppointmentTool } from './book-appointment.ts'
import { cancelAppointmentTool } from './cancel-appointment.ts'
import { checkSmsResponse } from './check-sms-response.ts'
import { findSlotsTool } from './find-slots.ts'
import { getAgentMessageTool } from './get-agent-message.ts'
import { getConversationState } from './get-conversation-state.ts'
import { listAppointmentsTool } from './list-appointments.ts'
import { listConversationsTool } from './list-conversations.ts'
import { listDeadLettersTool } from './list-dead-letters.ts'
import { listProvidersTool } from './list-providers.ts'
import { rescheduleAppointmentTool } from './reschedule-appointment.ts'
import { sendAppointmentSms } from './send-appointment-sms.ts'
import { setTimeOffTool } from './set-time-off.ts'
import { simulateUserSmsResponse } from './simulate-user-sms-response.ts'
import type { Tool } from './tool.ts'

/** Every tool, in the order in which clients list them. */
export const TOOLS: readonly Tool[] = [
  sendAppointmentSms,
  checkSmsResponse,
  simulateUserSmsResponse,
  getConversationState,
  findSlotsTool,
  listConversationsTool,
  listAppointmentsTool,
  listProvidersTool,
  bookAppointmentTool,
  rescheduleAppointmentTool,
  cancelAppointmentTool,
  setTimeOffTool,
  getAgentMessageTool,
  listDeadLettersTool,
]

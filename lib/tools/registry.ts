import { checkSmsResponse } from './check-sms-response.ts'
import { getConversationState } from './get-conversation-state.ts'
import { sendAppointmentSms } from './send-appointment-sms.ts'
import { simulateUserSmsResponse } from './simulate-user-sms-response.ts'
import type { Tool } from './tool.ts'

/** Every tool, in the order in which clients list them. */
export const TOOLS: readonly Tool[] = [
  sendAppointmentSms,
  checkSmsResponse,
  simulateUserSmsResponse,
  getConversationState,
]

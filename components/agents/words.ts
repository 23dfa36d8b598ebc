import type { MessagePage } from '#lib/domain/agents/schema.ts'
import type { Tone } from '../ui/status-pill.tsx'

export type AgentMessage = MessagePage['items'][number]

/** Built-in agents stand in the order in which a booking passes them. */
export const USUAL_ORDER: readonly string[] = ['user-agent', 'scheduling-agent', 'provider-agent']

const AGENTS: Record<string, string> = {
  'user-agent': 'User agent',
  'scheduling-agent': 'Scheduling agent',
  'provider-agent': 'Provider agent',
}

/** `Scheduling agent`; agents of somebody else's keep the name that they registered. */
export const agentName = (name: string) => AGENTS[name] ?? name

const MESSAGES: Record<string, string> = {
  REQUEST_APPOINTMENT: 'Asks for times for the patient',
  QUERY_AVAILABILITY: 'Asks which times are free',
  AVAILABILITY: 'Names free times',
  OFFER_SLOTS: 'Picks times to offer',
  CONFIRM_SLOT: 'The patient chose a time',
  DECLINE_SLOTS: 'The patient wants none of them',
  REQUEST_BOOKING: 'Asks to book it',
  BOOKING_RESULT: 'Says whether it is booked',
  FINAL_APPOINTMENT_CONFIRMATION: 'Ends the matter',
  UPDATE_UNAVAILABILITY: 'Says when somebody is away',
  ACKNOWLEDGE_UPDATE: 'Has noted it',
  NOTIFY_APPOINTMENT_CHANGE: 'Says that a visit changed',
  PROACTIVE_SUGGESTION: 'Suggests times by itself',
  CANCEL_APPOINTMENT: 'Asks to cancel a visit',
  RESCHEDULE_APPOINTMENT: 'Asks to move a visit',
  GET_CONVERSATION: 'Asks for a conversation',
  task: 'Gives a task',
  response: 'Answers',
  status: 'Reports how far it is',
  error: 'Reports an error',
  heartbeat: 'Is alive',
}

/** What a message does, in words; types of outside agents as they wrote them. */
export const messageWords = (type: string) => MESSAGES[type] ?? type

export const MESSAGE_STATE: Record<AgentMessage['state'], { words: string; tone: Tone }> = {
  pending: { words: 'waiting', tone: 'warn' },
  delivered: { words: 'delivered', tone: 'accent' },
  processed: { words: 'done', tone: 'good' },
  failed: { words: 'failed', tone: 'bad' },
  expired: { words: 'ran out', tone: 'neutral' },
}

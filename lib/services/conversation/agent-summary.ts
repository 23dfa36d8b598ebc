import { bookingAnswer } from '#lib/domain/agents/status-words.ts'
import type { AgentsItem } from '#lib/domain/messaging/schema.ts'

type Step = AgentsItem['messages'][number]

const FOUND = (step: Step): string => {
  const slots = (step.content as { available_slots?: unknown[] } | null)?.available_slots
  return slots
    ? `found ${slots.length} free ${slots.length === 1 ? 'time' : 'times'}`
    : 'answered with free times'
}

interface Outcome {
  status?: string
  failure_reason?: string
  agents?: string[]
}

const outcomeOf = (step: Step): Outcome => (step.content as Outcome | null) ?? {}
const isConfirmed = (step: Step) => bookingAnswer(String(outcomeOf(step).status)) === 'CONFIRMED'

/** How a flow ended without a booking, and which agents it waited for in vain. */
function unfinished(step: Step): string {
  const { failure_reason, agents = [] } = outcomeOf(step)
  if (failure_reason === 'suggestion_over') return 'ended the suggestion'
  if (agents.length === 0) return 'asked for a person'
  const why = failure_reason === 'agent_silent' ? 'did not answer' : 'could not be reached'
  return `asked for a person, because ${agents.join(' and ')} ${why}`
}

/** What each message says, in a clerk's words. */
const SAYS: Record<string, (step: Step) => string> = {
  REQUEST_APPOINTMENT: () => 'asked for times',
  QUERY_AVAILABILITY: () => 'is finding times',
  AVAILABILITY: FOUND,
  OFFER_SLOTS: () => 'chose times to offer',
  PROACTIVE_SUGGESTION: () => 'suggested a time that freed',
  CONFIRM_SLOT: () => 'passed on the choice',
  DECLINE_SLOTS: () => 'passed on that none of the times suits',
  REQUEST_BOOKING: () => 'asked for the booking',
  BOOKING_RESULT: (step) => (isConfirmed(step) ? 'booked it' : 'could not book it'),
  NOTIFY_APPOINTMENT_CHANGE: () => 'said that the visit must change',
  FINAL_APPOINTMENT_CONFIRMATION: (step) => (isConfirmed(step) ? 'confirmed the visit' : unfinished(step)),
  CANCEL_APPOINTMENT: () => 'asked to cancel a booked time',
  RESCHEDULE_APPOINTMENT: () => 'asked to move the visit',
  GET_CONVERSATION: () => 'asked how far it is',
  response: () => 'answered',
  error: () => 'said why not',
  status: () => 'said what became of it',
}

const shortName = (agent: string | null) => (agent ?? 'any agent').replace(/-agent$/, '')

const STATES: Partial<Record<Step['state'], string>> = {
  pending: ', waiting',
  failed: ', failed',
  expired: ', given up',
}

/** One line for a run of agents' messages: who spoke last to whom, and what came of it. */
export function agentSummary(steps: readonly Step[]): string {
  const last = steps.at(-1)
  if (!last) return ''
  const says = SAYS[last.message_type]?.(last) ?? last.message_type.toLowerCase().replaceAll('_', ' ')
  return `${shortName(last.from)} → ${shortName(last.to)}: ${says}${STATES[last.state] ?? ''}`
}

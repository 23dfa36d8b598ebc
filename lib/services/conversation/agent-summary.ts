import type { AgentsItem } from '#lib/domain/messaging/schema.ts'

type Step = AgentsItem['messages'][number]

const FOUND = (step: Step): string => {
  const slots = (step.content as { available_slots?: unknown[] } | null)?.available_slots
  return slots
    ? `found ${slots.length} free ${slots.length === 1 ? 'time' : 'times'}`
    : 'answered with free times'
}

const statusOf = (step: Step) => (step.content as { status?: string } | null)?.status

const failureOf = (step: Step) => (step.content as { failure_reason?: string } | null)?.failure_reason

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
  BOOKING_RESULT: (step) => (statusOf(step) === 'CONFIRMED' ? 'booked it' : 'could not book it'),
  NOTIFY_APPOINTMENT_CHANGE: () => 'said that the visit must change',
  FINAL_APPOINTMENT_CONFIRMATION: (step) => {
    if (statusOf(step) === 'CONFIRMED') return 'confirmed the visit'
    return failureOf(step) === 'suggestion_over' ? 'ended the suggestion' : 'asked for a person'
  },
}

const shortName = (agent: string | null) => (agent ?? 'any agent').replace(/-agent$/, '')

/** One line for a run of agents' messages: who spoke last to whom, and what came of it. */
export function agentSummary(steps: readonly Step[]): string {
  const last = steps.at(-1)
  if (!last) return ''
  const says = SAYS[last.message_type]?.(last) ?? last.message_type.toLowerCase().replaceAll('_', ' ')
  const state = last.state === 'pending' ? ', waiting' : last.state === 'failed' ? ', failed' : ''
  return `${shortName(last.from)} → ${shortName(last.to)}: ${says}${state}`
}

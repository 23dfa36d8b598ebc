import type { CONVERSATION_STATUSES, OFFER_STATES } from './schema.ts'

export type ConversationStatus = (typeof CONVERSATION_STATUSES)[number]
type OfferState = (typeof OFFER_STATES)[number]

/** Why a conversation waits for a person, in the words that staff read. */
export const NEEDS_STAFF_REASONS = {
  urgent: 'The text may be about an emergency',
  unclear_reply: 'The reply could not be read for sure',
  asked_question: 'Asked a question',
  wants_other_time: 'Asked for a time that was not offered',
  wants_to_cancel_visit: 'Wants to cancel or move the visit',
  wrong_person: 'Says this is the wrong number',
  wants_waiting_list: 'Wrote about the waiting list',
  late_reply: 'Answered an offer that is no longer open',
  change_after_booking: 'Changed their mind after the booking',
  opted_out_by_cancel: 'Texted CANCEL or END, which opts out, but perhaps meant the visit',
  opted_out_with_visit: 'Opted out by text and still has a visit or an open offer',
  texted_after_opt_out: 'Wrote although the number has opted out, so no text can answer',
  unknown_sender: 'A text from a number that is not on file',
  no_times_found: 'No free times were found to offer',
  no_time_fits: 'No free time fits what the patient asked for',
  rounds_used_up: 'Turned down every offer the agents may make',
  booking_failed: 'The booking did not go through',
  text_not_delivered: 'A text was not delivered',
  text_unknown: 'It is not known whether a text went out',
  replied_to_staff: 'Replied while staff have the conversation',
  visit_must_change: 'The visit must change, and no new time is chosen yet',
  agent_failed: 'An agent could not finish its work',
  agent_missing: 'An agent that should act is not running',
  agent_silent: 'An outside agent did not answer in time',
  agent_asked: 'An agent asked for a person',
} as const
export type NeedsStaffReason = keyof typeof NEEDS_STAFF_REASONS

/** In a clerk's words; a reason from an older release reads as the general one. */
export const needsStaffWords = (reason: string): string =>
  Object.hasOwn(NEEDS_STAFF_REASONS, reason)
    ? NEEDS_STAFF_REASONS[reason as NeedsStaffReason]
    : NEEDS_STAFF_REASONS.agent_asked

/** The rows of a conversation, as far as its status follows from them. */
export interface StatusFacts {
  is_opted_out: boolean
  needs_staff: boolean
  /** A visit of this conversation is booked, or has taken place; not one that an open offer asks to move. */
  has_booking: boolean
  last_offer_state: OfferState | null
  /** The visit was cancelled and nothing has been offered since. */
  was_cancelled: boolean
  /** The last outbound text failed or was not delivered. */
  has_failed_text: boolean
}

/** In the order in which they are asked; the first that holds is the status. */
const STATUS_RULES: ReadonlyArray<readonly [ConversationStatus, (facts: StatusFacts) => boolean]> = [
  ['opted_out', (facts) => facts.is_opted_out],
  ['needs_staff', (facts) => facts.needs_staff],
  ['confirmed', (facts) => facts.has_booking],
  ['slot_selected', (facts) => facts.last_offer_state === 'answered' && !facts.was_cancelled],
  ['awaiting_response', (facts) => facts.last_offer_state === 'open'],
  [
    'cancelled',
    (facts) =>
      facts.was_cancelled ||
      facts.last_offer_state === 'cancelled' ||
      facts.last_offer_state === 'superseded',
  ],
  ['declined', (facts) => facts.last_offer_state === 'declined'],
  ['expired', (facts) => facts.last_offer_state === 'expired'],
  ['failed', (facts) => facts.has_failed_text],
]

/**
 * The status of a conversation as callers and staff see it; derived, never set. A conversation without any offer, in which
 * only texts were exchanged, waits for the patient.
 */
export function wireStatus(facts: StatusFacts): ConversationStatus {
  return STATUS_RULES.find(([, holds]) => holds(facts))?.[0] ?? 'awaiting_response'
}

export type NextStep = 'wait' | 'send_new_slots' | 'none' | 'staff_will_answer'

/**
 * What the caller of the tools should do next. `is_finding_times`: the agents are already looking for fresh options, so there
 * is nothing to send.
 */
export function nextStep(status: ConversationStatus, options: { is_finding_times?: boolean } = {}): NextStep {
  const steps: Record<ConversationStatus, NextStep> = {
    opted_out: 'none',
    needs_staff: 'staff_will_answer',
    confirmed: 'none',
    slot_selected: 'wait',
    awaiting_response: 'wait',
    cancelled: 'none',
    declined: options.is_finding_times === true ? 'wait' : 'send_new_slots',
    expired: options.is_finding_times === true ? 'wait' : 'send_new_slots',
    failed: 'none',
  }
  return steps[status]
}

const MINUTE_MS = 60_000
const MINUTES_PER_HOUR = 60
/** From here on days say more than hours. */
const MAX_SHOWN_HOURS = 48

function timeLeft(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / MINUTE_MS)
  if (minutes < 1) return 'less than a minute left'
  if (minutes < MINUTES_PER_HOUR) return `${minutes} min left`
  const hours = Math.floor(minutes / MINUTES_PER_HOUR)
  return hours < MAX_SHOWN_HOURS ? `${hours} h left` : `${Math.floor(hours / 24)} days left`
}

export interface StatusContext {
  /** When the open offer expires; epoch milliseconds or Date. */
  expires_at?: number | Date | null
  now: number | Date
  is_urgent?: boolean
  /** The agents are looking for times to offer. */
  is_finding_times?: boolean
}

const waitingLabel = ({ expires_at, now }: StatusContext) => {
  if (expires_at === undefined || expires_at === null) return 'Waiting'
  const left = Number(expires_at) - Number(now)
  return left > 0 ? `Waiting, ${timeLeft(left)}` : 'Waiting, time is up'
}

/** The status in a clerk's words: "Waiting, 21 h left", "Needs you", "Agent finding times". */
export function statusLabel(status: ConversationStatus, context: StatusContext): string {
  if (context.is_urgent === true && status !== 'opted_out') return 'Urgent'
  const findsTimes = context.is_finding_times === true
  const labels: Record<ConversationStatus, string> = {
    opted_out: 'Opted out',
    needs_staff: 'Needs you',
    confirmed: 'Booked',
    slot_selected: 'Booking under way',
    awaiting_response: waitingLabel(context),
    cancelled: 'Cancelled',
    declined: findsTimes ? 'Agent finding times' : 'Turned down',
    expired: findsTimes ? 'Agent finding times' : 'No answer in time',
    failed: 'Not delivered',
  }
  return labels[status]
}

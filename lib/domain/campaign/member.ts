import { defineLifecycle } from '../lifecycle.ts'
import type { OfferState } from '../messaging/offer.ts'
import { HOUR_MS } from '../scheduling/units.ts'

export const CAMPAIGN_STATES = ['running', 'finished', 'undone'] as const
export type CampaignState = (typeof CAMPAIGN_STATES)[number]

export const MEMBER_STATES = ['waiting', 'told', 'chosen', 'unreachable', 'settled', 'undone'] as const
export type MemberState = (typeof MEMBER_STATES)[number]

/** A patient who has not chosen by then is rung: later a text is no way to settle it. */
export const CHOOSE_BEFORE_MS = 24 * HOUR_MS

/**
 * `unreachable` is the phone list; a late reply leads back from it. `settled`: staff moved, cancelled or kept the visit.
 */
export const memberLifecycle = defineLifecycle<MemberState>({
  name: 'visit of the campaign',
  steps: {
    waiting: ['told', 'chosen', 'unreachable', 'settled', 'undone'],
    told: ['waiting', 'chosen', 'unreachable', 'settled', 'undone'],
    unreachable: ['told', 'chosen', 'settled', 'undone'],
    chosen: [],
    settled: [],
    undone: [],
  },
})

/** Why a patient is on the phone list, in a clerk's words. */
export const PHONE_REASONS = {
  too_soon: 'The visit is less than 24 hours away',
  no_choice: 'No choice yet, and the visit is less than 24 hours away',
  opted_out: 'Opted out of texts',
  no_phone: 'No number that texts can reach',
  staff_have_it: 'Staff have this conversation',
  no_service: 'No service is set, so no times can be found',
  no_times: 'No equivalent time is free',
  not_delivered: 'The text was not delivered',
  not_sent: 'The text could not be sent',
  no_answer: 'No answer in time',
  turned_down: 'Turned down every time; no others are left to offer by text',
  not_booked: 'Chose a time that could not be booked',
  offer_gone: 'The offered times were withdrawn',
  agent_failed: 'The agents could not offer times',
  visit_stays: 'Was told of a change; must hear that the visit stays',
} as const
export type PhoneReason = keyof typeof PHONE_REASONS

/** The rows around one visit, as far as what becomes of it follows from them. */
export interface MemberFacts {
  state: MemberState
  /** As it stands on the phone list. */
  reason: string | null
  campaign_state: CampaignState
  /** Told at least once. */
  is_told: boolean
  visit: 'in_time_off' | 'elsewhere' | 'cancelled' | 'arrived' | 'noshow'
  /** The visit stands at an option of this campaign's offers that the patient chose. */
  is_at_chosen_option: boolean
  /** The newest offer that moves this visit; null while none was sent. */
  offer: OfferState | null
  /** What became of that offer's newest text, if it will not arrive. */
  failed_text: 'not_delivered' | 'dropped' | null
  is_opted_out: boolean
  /** Agents have still something to do in the patient's conversation. */
  is_agent_at_work: boolean
  /** Less than 24 hours are left. */
  is_choose_by_over: boolean
}

/** What a visit of the campaign becomes. */
export interface MemberStep {
  state: MemberState
  /** Why it is on the phone list, or how it was settled, in a clerk's words. */
  reason: string | null
  is_urgent: boolean
}

const settled = (reason: string): MemberStep => ({ state: 'settled', reason, is_urgent: false })
const toPhone = (reason: string): MemberStep => ({ state: 'unreachable', reason, is_urgent: false })

/** What the visit itself says; null while it still stands in the time off. */
function stepOfVisit(facts: MemberFacts): MemberStep | null {
  if (facts.visit === 'in_time_off') return null
  if (facts.visit === 'cancelled') return settled('The visit was cancelled')
  if (facts.visit === 'arrived') return settled('The patient came')
  if (facts.visit === 'noshow') return settled('The patient did not come')
  return facts.is_at_chosen_option
    ? { state: 'chosen', reason: null, is_urgent: false }
    : settled('The visit was moved by hand')
}

const OFFER_IS_OVER: Record<Exclude<OfferState, 'open'>, PhoneReason> = {
  answered: 'not_booked',
  declined: 'turned_down',
  expired: 'no_answer',
  superseded: 'offer_gone',
  cancelled: 'offer_gone',
}

/** Why no text can lead to a choice any more; null while one can. */
function phoneReason(facts: MemberFacts): PhoneReason | null {
  if (facts.is_opted_out) return 'opted_out'
  if (facts.failed_text === 'not_delivered') return 'not_delivered'
  if (facts.offer === 'open') return facts.failed_text === 'dropped' ? 'not_sent' : null
  if (facts.is_agent_at_work) return null
  return facts.offer === null ? 'agent_failed' : OFFER_IS_OVER[facts.offer]
}

/** Whose time is up is rung today, whatever else is known; the reason that stands says more than the clock. */
const timeIsUp = ({ state, reason, is_told }: MemberFacts): MemberStep => ({
  state: 'unreachable',
  reason: (state === 'unreachable' ? reason : null) ?? PHONE_REASONS[is_told ? 'no_choice' : 'too_soon'],
  is_urgent: true,
})

/**
 * What becomes of one visit of a campaign, from the rows around it alone; null when it stays as it is. The same rows
 * always lead to the same state, so nothing that happened can be missed, only be seen late.
 */
export function memberStep(facts: MemberFacts): MemberStep | null {
  if (memberLifecycle.isFinal(facts.state)) return null
  const byVisit = stepOfVisit(facts)
  if (byVisit) return byVisit
  if (facts.campaign_state === 'undone') return null
  if (facts.is_choose_by_over) return timeIsUp(facts)
  // A campaign that is over texts nobody any more; what is left of it is a list of calls.
  if (facts.campaign_state === 'finished') return null
  if (facts.state === 'waiting') return facts.is_opted_out ? toPhone(PHONE_REASONS.opted_out) : null
  // Whoever could never be told by text stays on the phone list.
  if (!facts.is_told) return null
  const reason = phoneReason(facts)
  if (reason) return toPhone(PHONE_REASONS[reason])
  return { state: 'told', reason: null, is_urgent: false }
}

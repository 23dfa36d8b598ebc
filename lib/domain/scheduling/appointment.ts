import { defineLifecycle } from '../lifecycle.ts'
import type { AppointmentView } from './schema.ts'
import { HOUR_MS } from './units.ts'

/** FHIR R4 AppointmentStatus words where it has them; a hold is an appointment in state `held`. */
export type AppointmentState = AppointmentView['state']

/** Which state may follow which. Moving keeps the row and the state. */
export const APPOINTMENT_STEPS = defineLifecycle<AppointmentState>({
  name: 'appointment',
  steps: {
    held: ['booked', 'released'],
    booked: ['arrived', 'cancelled', 'noshow'],
    arrived: ['fulfilled'],
    fulfilled: [],
    cancelled: [],
    noshow: [],
    released: [],
  },
})

/** The states that take the provider's time: the WHERE of the database's exclusion constraint. */
export const BLOCKING_STATES = ['held', 'booked', 'arrived'] as const satisfies readonly AppointmentState[]

/** True for an appointment that takes its provider’s time. */
export const isBlocking = (state: AppointmentState): boolean =>
  (BLOCKING_STATES as readonly AppointmentState[]).includes(state)

/** What staff do with an appointment. `move` gives it another time or provider. */
export const APPOINTMENT_ACTIONS = [
  'book',
  'move',
  'cancel',
  'arrive',
  'fulfil',
  'noshow',
  'release',
] as const
export type AppointmentAction = (typeof APPOINTMENT_ACTIONS)[number]

/** The state each action leads to; a move leads to none. */
export const ACTION_STEP: Readonly<Record<Exclude<AppointmentAction, 'move'>, AppointmentState>> = {
  book: 'booked',
  cancel: 'cancelled',
  arrive: 'arrived',
  fulfil: 'fulfilled',
  noshow: 'noshow',
  release: 'released',
}

/** Why a state stops an action, in a clerk's words. */
const STATE_REASON: Readonly<Record<AppointmentState, string>> = {
  held: 'This time is only held; it is not booked yet.',
  booked: 'This appointment is booked; the patient has not arrived yet.',
  arrived: 'The patient has arrived.',
  fulfilled: 'This visit is over.',
  cancelled: 'This appointment is cancelled.',
  noshow: 'The patient did not come to this appointment.',
  released: 'This hold has been released.',
}

/** Where the plain reason of the state would not say what to do instead. */
const BETTER_REASON: Partial<Record<AppointmentAction, Partial<Record<AppointmentState, string>>>> = {
  book: { booked: 'This appointment is booked already.' },
  move: { held: 'This time is only held; offer or hold another time instead.' },
  cancel: { held: 'This time is only held; release it instead.' },
  arrive: { arrived: 'The patient is marked as arrived already.' },
  release: { booked: 'This appointment is booked; cancel it instead.' },
}

/** Why the action is not possible in this state, for the button, the verb and the tool; null where it is possible. */
export function disabledReason(action: AppointmentAction, state: AppointmentState): string | null {
  const isPossible =
    action === 'move' ? state === 'booked' : APPOINTMENT_STEPS.canStep(state, ACTION_STEP[action])
  return isPossible ? null : (BETTER_REASON[action]?.[state] ?? STATE_REASON[state])
}

/** Nobody arrives earlier than this before a visit: it would be a click on the wrong day. */
export const ARRIVAL_WINDOW_MS = 12 * HOUR_MS

/** Why it is too early for the step, for the button and the verb; null where it is not. Epoch milliseconds, domain clock. */
export function tooEarlyReason(
  action: AppointmentAction,
  visit: { starts_at: number; now: number },
): string | null {
  if (action === 'noshow' && visit.now < visit.starts_at) return 'This visit has not begun yet.'
  if (action === 'arrive' && visit.now < visit.starts_at - ARRIVAL_WINDOW_MS) {
    return 'This visit is not today; check that it is the right one.'
  }
  return null
}

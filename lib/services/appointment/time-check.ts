import { formatSlotForText } from '#lib/domain/scheduling/local-time.ts'
import { explainSlot, type SlotConflict } from '#lib/domain/scheduling/slot-conflicts.ts'
import type { ServiceRules } from '#lib/domain/scheduling/slots.ts'
import type { Calendar } from './calendar.ts'

/** The length of a visit when neither the slot nor any service type says one. */
const DEFAULT_DURATION_MINUTES = 30

/** Visits without a service type: no buffers, no notice, any minute. */
export const NO_SERVICE: ServiceRules = {
  duration_minutes: DEFAULT_DURATION_MINUTES,
  buffer_before_minutes: 0,
  buffer_after_minutes: 0,
  alignment_minutes: 1,
  minimum_notice_minutes: 0,
}

type Kind = SlotConflict['kind']

/** What no rule-free booking may run into either: other people's time, and the past. */
const HARD: ReadonlySet<Kind> = new Set(['in_past', 'booking', 'hold', 'buffer'])
/** A length that was asked for on purpose is no conflict. */
const NEVER: ReadonlySet<Kind> = new Set(['wrong_duration'])
/** What the outside agent that keeps a schedule knows, and we do not. */
const KEPT_ELSEWHERE: ReadonlySet<Kind> = new Set(['outside_availability', 'off_alignment'])

export interface TimeQuestion {
  calendar: Calendar
  service: ServiceRules | null
  starts_at: number
  ends_at: number
  now: number
  /** False: hours, time off, notice and the grid do not count. They never do for external providers that nobody keeps. */
  is_rule_checked: boolean
  /** Times that an agent or a patient wished for need not stand on the grid. */
  is_alignment_checked: boolean
}

/** Every reason why this time cannot be taken, in the order in which people should hear them. Empty: it is free. */
export function timeConflicts(question: TimeQuestion): SlotConflict[] {
  const { calendar, service, starts_at, ends_at, now } = question
  const isKept = calendar.agent_id !== null
  const isChecked = question.is_rule_checked && (isKept || !calendar.is_external)
  const conflicts = explainSlot({
    provider: calendar,
    service: service ?? NO_SERVICE,
    starts_at,
    ends_at,
    now,
  })
  return conflicts.filter((each) => {
    if (NEVER.has(each.kind) || (isKept && KEPT_ELSEWHERE.has(each.kind))) return false
    if (each.kind === 'off_alignment' && !question.is_alignment_checked) return false
    if (each.kind === 'buffer' && each.against === 'time_off') return isChecked
    return isChecked || HARD.has(each.kind)
  })
}

/** What is lost, after "Slot 2 (Tue Dec 1, 10:00 AM with Dr. Smith)". */
const LOST: Record<Kind, string> = {
  wrong_duration: 'has another length than the service',
  in_past: 'is in the past',
  inside_notice: 'starts too soon to be booked',
  outside_availability: 'is outside the provider’s hours',
  time_off: 'is in the provider’s time off',
  off_alignment: 'does not start at one of the service’s times',
  buffer: 'is too close to another visit',
  hold: 'is held for somebody else',
  booking: 'is taken',
}

/** "Slot 2 (Tue Dec 1, 10:00 AM with Dr. Smith) is taken", in the clinic's time. */
export function lostTime(
  label: string,
  calendar: Calendar,
  startsAt: number,
  kinds: readonly Kind[],
): string {
  const why = [...new Set(kinds.map((kind) => LOST[kind]))].join(' and ')
  return `${label} (${formatSlotForText(startsAt, calendar.time_zone)} with ${calendar.name}) ${why}`
}

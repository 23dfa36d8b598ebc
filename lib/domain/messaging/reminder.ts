import { DAY_MS, HOUR_MS, MINUTE_MS } from '../scheduling/units.ts'
import { zonedTime } from '../scheduling/zone.ts'

export const REMINDER_STATES = ['planned', 'texted', 'skipped', 'cancelled'] as const

/** Why a reminder did not go, in the words that staff read. */
export const REMINDER_REASONS = {
  booked_late: 'The visit was booked or moved shortly before, and that text said it',
  confirmed: 'The patient has confirmed the visit',
  moved: 'The visit was moved; the new time has reminders of its own',
  visit_cancelled: 'The visit was cancelled',
  visit_over: 'The visit has taken place, or the patient did not come',
  switched_off: 'Switched off for this visit',
  rule_removed: 'The service no longer has this reminder',
  opted_out: 'The number has opted out of texts',
  staff_has_it: 'A member of staff has the conversation',
  too_late: 'It came due too close to the visit, as after an outage',
  overtaken: 'A later reminder of the same visit was due as well',
  not_sent: 'Its text was dropped before it was sent',
} as const
export type ReminderReason = keyof typeof REMINDER_REASONS

/** In a clerk's words; a reason from another release reads as it is. */
export const reminderReasonWords = (reason: string): string =>
  Object.hasOwn(REMINDER_REASONS, reason) ? REMINDER_REASONS[reason as ReminderReason] : reason

export const MAX_REMINDERS = 5
export const MIN_REMINDER_MINUTES = 30
export const MAX_REMINDER_MINUTES = 60 * 24 * 60

/** A reminder that would follow the confirmation of the booking sooner than this says nothing new. */
export const REMINDER_GAP_MS = 4 * HOUR_MS

/** With less time left than this a reminder helps nobody any more. */
export const LEAST_NOTICE_MS = 15 * MINUTE_MS

const MINUTES_PER_DAY = DAY_MS / MINUTE_MS
const MINUTES_PER_HOUR = HOUR_MS / MINUTE_MS

const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`

/** "7 days before", "3 hours before", "90 minutes before". */
export function reminderRuleWords(minutes: number): string {
  if (minutes % MINUTES_PER_DAY === 0) return `${counted(minutes / MINUTES_PER_DAY, 'day')} before`
  if (minutes % MINUTES_PER_HOUR === 0) return `${counted(minutes / MINUTES_PER_HOUR, 'hour')} before`
  return `${counted(minutes, 'minute')} before`
}

/**
 * When a reminder is due, epoch ms. Whole days are counted on the clinic's calendar: 7 days before 10:00 is 10:00, also when
 * the clocks change in between. Quiet hours come later, when the text leaves.
 */
export function reminderDueAt(startsAt: number, minutesBefore: number, timeZone: string): number {
  if (minutesBefore % MINUTES_PER_DAY !== 0) return startsAt - minutesBefore * MINUTE_MS
  const days = minutesBefore / MINUTES_PER_DAY
  return zonedTime(startsAt, timeZone).subtract({ days }).epochMilliseconds
}

export interface ReminderVisit {
  /** Booked, for a patient. */
  is_standing: boolean
  is_cancelled: boolean
  starts_at: number
  time_zone: string
  rules: readonly number[]
  is_off: boolean
  is_confirmed: boolean
}

/** Why this visit gets no reminder at all; null: it does. */
export function reminderStop(visit: ReminderVisit): ReminderReason | null {
  if (visit.is_cancelled) return 'visit_cancelled'
  if (!visit.is_standing) return 'visit_over'
  if (visit.is_off) return 'switched_off'
  return visit.is_confirmed ? 'confirmed' : null
}

export interface WantedReminder {
  minutes_before: number
  due_at: number
}

/** The reminders that a visit should have, the earliest first. */
export function wantedReminders(visit: ReminderVisit): WantedReminder[] {
  if (reminderStop(visit) !== null) return []
  return [...new Set(visit.rules)]
    .map((minutes_before) => ({
      minutes_before,
      due_at: reminderDueAt(visit.starts_at, minutes_before, visit.time_zone),
    }))
    .sort((a, b) => a.due_at - b.due_at)
}

export interface DueReminder {
  id: string
  appointment_id: string
  due_at: number
  /** When the visit begins. */
  visit_at: number
}

export interface ReminderRound {
  /** What one text says now, the next visit first. */
  sent: DueReminder[]
  skipped: { reminder: DueReminder; reason: ReminderReason }[]
}

/**
 * What one patient is reminded of now, in one text: every visit with a reminder that is due, the latest of each, and every
 * other visit whose next reminder comes due before `day_ends_at`, so that nobody gets two texts on one day for two visits.
 * `planned` are the patient's reminders that wait, all from one clinic.
 */
export function reminderRound(
  planned: readonly DueReminder[],
  { now, day_ends_at }: { now: number; day_ends_at: number },
): ReminderRound {
  const round: ReminderRound = { sent: [], skipped: [] }
  const latest = new Map<string, DueReminder>()
  const due = planned.filter((each) => each.due_at <= now).sort((a, b) => a.due_at - b.due_at)
  for (const reminder of due) {
    const earlier = latest.get(reminder.appointment_id)
    if (earlier) round.skipped.push({ reminder: earlier, reason: 'overtaken' })
    latest.set(reminder.appointment_id, reminder)
  }
  for (const reminder of latest.values()) {
    if (reminder.visit_at - now < LEAST_NOTICE_MS) round.skipped.push({ reminder, reason: 'too_late' })
    else round.sent.push(reminder)
  }
  if (round.sent.length > 0) {
    const soon = planned.filter((each) => each.due_at > now && each.due_at < day_ends_at)
    for (const reminder of soon.sort((a, b) => a.due_at - b.due_at)) {
      if (latest.has(reminder.appointment_id)) continue
      latest.set(reminder.appointment_id, reminder)
      round.sent.push(reminder)
    }
  }
  round.sent.sort((a, b) => a.visit_at - b.visit_at)
  return round
}

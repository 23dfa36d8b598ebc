import { describe, expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../scheduling/units.ts'
import {
  type DueReminder,
  type ReminderVisit,
  reminderDueAt,
  reminderRound,
  reminderRuleWords,
  reminderStop,
  wantedReminders,
} from './reminder.ts'

const NEW_YORK = 'America/New_York'
const at = (iso: string) => Date.parse(iso)
const iso = (instant: number) => new Date(instant).toISOString()

describe('when a reminder is due', () => {
  it.each([
    ['2026-12-08T10:00-05:00', 10_080, '2026-12-01T10:00-05:00'],
    // Clocks go back on 1 November: the same wall time, 169 hours before.
    ['2026-11-03T10:00-05:00', 10_080, '2026-10-27T10:00-04:00'],
    // Clocks go forward on 14 March at 2:00: there is no 2:30, so it is an hour later.
    ['2027-03-15T02:30-04:00', 1_440, '2027-03-14T03:30-04:00'],
    ['2027-03-14T04:00-04:00', 180, '2027-03-14T00:00-05:00'],
  ])('of a visit at %s, %i minutes before, is %s', (startsAt, minutes, dueAt) => {
    expect(iso(reminderDueAt(at(startsAt), minutes, NEW_YORK))).toBe(iso(at(dueAt)))
  })

  it('is said in words', () => {
    expect([10_080, 1_440, 180, 60, 90].map(reminderRuleWords)).toEqual([
      '7 days before',
      '1 day before',
      '3 hours before',
      '1 hour before',
      '90 minutes before',
    ])
  })
})

describe('the reminders of a visit', () => {
  const visit: ReminderVisit = {
    is_standing: true,
    is_cancelled: false,
    starts_at: at('2026-12-08T10:00-05:00'),
    time_zone: NEW_YORK,
    rules: [180, 10_080, 180],
    is_off: false,
    is_confirmed: false,
  }
  it('are those of its service, once each, the earliest first', () => {
    expect(wantedReminders(visit).map(({ minutes_before }) => minutes_before)).toEqual([10_080, 180])
  })
  it.each([
    [{ is_standing: false, is_cancelled: true }, 'visit_cancelled'],
    [{ is_standing: false }, 'visit_over'],
    [{ is_off: true }, 'switched_off'],
    [{ is_confirmed: true }, 'confirmed'],
    [{}, null],
  ])('with %j stop because of %s', (fields, reason) => {
    expect(reminderStop({ ...visit, ...fields })).toBe(reason)
    expect(wantedReminders({ ...visit, ...fields })).toHaveLength(reason === null ? 2 : 0)
  })
})

describe('what one text says', () => {
  const now = at('2026-12-01T10:00-05:00')
  const day_ends_at = at('2026-12-02T00:00-05:00')
  const reminder = (id: string, appointment: string, due: number, visit: number): DueReminder => ({
    id,
    appointment_id: appointment,
    due_at: now + due * HOUR_MS,
    visit_at: now + visit * HOUR_MS,
  })
  const round = (...planned: DueReminder[]) => {
    const { sent, skipped } = reminderRound(planned, { now, day_ends_at })
    return {
      sent: sent.map(({ id }) => id),
      skipped: skipped.map((each) => [each.reminder.id, each.reason]),
    }
  }

  it('names what is due, and nothing before something is', () => {
    expect(round(reminder('a', 'A', 0, 48))).toEqual({ sent: ['a'], skipped: [] })
    expect(round(reminder('a', 'A', 1, 48))).toEqual({ sent: [], skipped: [] })
  })

  it('names another visit that would be reminded of later the same day, the next visit first', () => {
    const soon = reminder('b', 'B', 5, 8)
    const tomorrow = reminder('c', 'C', 15, 30)
    expect(round(reminder('a', 'A', 0, 48), soon, tomorrow)).toEqual({ sent: ['b', 'a'], skipped: [] })
  })

  it('keeps a second reminder of the same visit for its own time', () => {
    expect(round(reminder('a', 'A', 0, 8), reminder('b', 'A', 5, 8)).sent).toEqual(['a'])
  })

  it('takes the latest of one visit after an outage, and none when the visit is about to begin', () => {
    const late = [reminder('a', 'A', -40, 2), reminder('b', 'A', -1, 2)]
    expect(round(...late)).toEqual({ sent: ['b'], skipped: [['a', 'overtaken']] })
    const begun = { ...reminder('a', 'A', -3, 0), visit_at: now + 10 * MINUTE_MS }
    expect(round(begun, reminder('b', 'B', 5, 8))).toEqual({ sent: [], skipped: [['a', 'too_late']] })
  })
})

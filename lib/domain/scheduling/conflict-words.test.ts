import { describe, expect, it } from 'vitest'
import { describeConflict } from './conflict-words.ts'
import type { SlotConflict } from './slot-conflicts.ts'

const ZONE = 'America/New_York'
const at = (clock: string, day = '01') => Date.parse(`2026-12-${day}T${clock}:00-05:00`)
const BUSY = { start: at('09:55'), end: at('10:40'), starts_at: at('10:00'), ends_at: at('10:30') }

const CASES: [SlotConflict, string][] = [
  [
    { kind: 'wrong_duration', expected_minutes: 30, actual_minutes: 90 },
    'The visit would last 1 h 30 min; this service takes 30 min.',
  ],
  [
    { kind: 'wrong_duration', expected_minutes: 30, actual_minutes: -5 },
    'The visit would end before it starts.',
  ],
  [{ kind: 'in_past', starts_at: at('10:00'), now: at('11:00') }, 'Tue Dec 1, 10:00 AM is in the past.'],
  [
    { kind: 'inside_notice', minimum_notice_minutes: 120, earliest_at: at('12:00') },
    'This service needs 2 h notice; the first time is Tue Dec 1, 12:00 PM.',
  ],
  [
    {
      kind: 'outside_availability',
      uncovered: [
        { start: at('07:30'), end: at('08:00') },
        { start: at('12:00'), end: at('12:15') },
      ],
    },
    "Outside the provider's hours: 7:30 AM to 8:00 AM and 12:00 PM to 12:15 PM.",
  ],
  [
    { kind: 'time_off', time_off: { start: at('12:00'), end: at('09:00', '03') } },
    'The provider is away: Tue Dec 1 12:00 PM to Thu Dec 3 9:00 AM.',
  ],
  [
    { kind: 'off_alignment', alignment_minutes: 15, next_aligned_at: at('10:15') },
    'This service starts every 15 min; the next time is 10:15 AM.',
  ],
  [{ kind: 'buffer', against: 'booking', busy: BUSY }, 'Too close to another visit: 10:00 AM to 10:30 AM.'],
  [
    { kind: 'buffer', against: 'time_off', busy: { start: at('10:00'), end: at('11:00') } },
    'Too close to time off: 10:00 AM to 11:00 AM.',
  ],
  [{ kind: 'hold', busy: BUSY }, 'Held for another patient: 10:00 AM to 10:30 AM.'],
  [{ kind: 'booking', busy: BUSY }, 'Another visit is booked: 10:00 AM to 10:30 AM.'],
]

describe('describeConflict', () => {
  it.each(CASES)('puts %j in words', (conflict, words) => {
    expect(describeConflict(conflict, ZONE)).toBe(words)
  })

  it('speaks the clinic’s time', () => {
    expect(describeConflict({ kind: 'booking', busy: BUSY }, 'America/Los_Angeles')).toContain('7:00 AM')
  })
})

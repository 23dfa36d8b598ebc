import { describe, expect, it } from 'vitest'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { readWish } from './wish.ts'

/** Monday, 23 November 2026, 10:00 in New York. */
const AT = { now: Date.parse('2026-11-23T15:00:00Z'), zone: 'America/New_York' }
const TUESDAY = '2026-11-24T05:00:00Z'

describe('readWish', () => {
  it('reads the preference of the A2A design as it stands there: from that day on, in the afternoon', () => {
    const wish = { type: 'flexible_date', date: 'tomorrow', time_of_day: 'afternoon' }
    expect(readWish(wish, AT)).toEqual({ from: TUESDAY, time_of_day: 'afternoon' })
  })

  it.each([
    ['tomorrow afternoon', { from: TUESDAY, days: 1, time_of_day: 'afternoon' }],
    ['2026-12-01', { from: '2026-12-01T05:00:00Z', days: 1 }],
    ['on Friday morning', { weekdays: [5], time_of_day: 'morning' }],
    ['Mondays or Wednesdays', { weekdays: [1, 3] }],
    ['next week', { from: '2026-11-30T05:00:00Z', days: 7 }],
    ['the day after tomorrow', { from: '2026-11-25T05:00:00Z', days: 1 }],
    ['as soon as possible', {}],
    ['today', { from: '2026-11-23T05:00:00Z', days: 1 }],
  ])('reads %s in the clinic’s zone', (text, expected) => {
    expect(readWish(text, AT)).toEqual(expected)
  })

  it('is a day of the clinic, where the server’s own day is another', () => {
    const late = { now: Date.parse('2026-11-24T03:00:00Z'), zone: 'America/New_York' }
    expect(readWish('today', late)).toMatchObject({ from: '2026-11-23T05:00:00Z' })
    expect(readWish('tomorrow', { ...late, zone: 'Asia/Tokyo' })).toMatchObject({
      from: '2026-11-24T15:00:00Z',
    })
  })

  it('takes one day for a specific date and several for a flexible one', () => {
    expect(readWish({ type: 'specific_date', date: '2026-12-01' }, AT)).toMatchObject({ days: 1 })
    expect(readWish({ type: 'flexible_date', date: '2026-12-01', days: 3 }, AT)).toMatchObject({ days: 3 })
    expect(readWish({ day_of_week: ['tue', 'Thursday'] }, AT)).toEqual({ weekdays: [2, 4] })
  })

  it('guesses nothing', () => {
    for (const text of ['soonish', 'the 3rd', '24/12']) {
      let error: unknown
      try {
        readWish(text, AT)
      } catch (thrown) {
        error = thrown
      }
      expect(isSwitchboardError(error, 'invalid_input'), text).toBe(true)
    }
  })
})

import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { wishFilter } from '#lib/domain/scheduling/time-wish.ts'
import { readWish, type timePreference } from './wish.ts'

/** Monday, 23 November 2026, 10:00 in New York. */
const AT = { now: Date.parse('2026-11-23T15:00:00Z'), zone: 'America/New_York' }

type Wish = z.output<typeof timePreference>

/** Whether a search for the wish finds the time, which is local to the clinic. */
function finds(wish: Wish, local: string, at: Parameters<typeof readWish>[1] = AT): boolean {
  const { from, days, wish: said } = readWish(wish, at)
  const starts_at = Temporal.PlainDateTime.from(local).toZonedDateTime(at.zone).epochMilliseconds
  const start = Date.parse(from!)
  const isInRange = starts_at >= start && starts_at < start + days! * 24 * 60 * 60_000
  return isInRange && wishFilter(said!, at.zone)({ provider_id: '', starts_at })
}

describe('readWish', () => {
  it('reads the preference of the A2A design as it stands there: from that day on, in the afternoon', () => {
    const wish = { type: 'flexible_date', date: 'tomorrow', time_of_day: 'afternoon' }
    expect(readWish(wish, AT)).toMatchObject({
      from: '2026-11-24T05:00:00.000Z',
      time_of_day: 'afternoon',
      wish: { from_date: '2026-11-24', dates: [] },
    })
    expect(finds(wish, '2026-11-27T14:00')).toBe(true)
    expect(finds(wish, '2026-11-27T10:00')).toBe(false)
  })

  it.each([
    ['tomorrow afternoon', '2026-11-24T14:00', '2026-11-25T14:00'],
    ['2026-12-01', '2026-12-01T09:00', '2026-12-02T09:00'],
    ['on Friday morning', '2026-11-27T09:00', '2026-11-27T14:00'],
    ['Mondays or Wednesdays', '2026-11-25T09:00', '2026-11-26T09:00'],
    ['next week', '2026-11-30T09:00', '2026-11-27T09:00'],
    ['the day after tomorrow', '2026-11-25T09:00', '2026-11-26T09:00'],
    ['today', '2026-11-23T16:00', '2026-11-24T09:00'],
    ['tomorrow, not in the morning', '2026-11-24T14:00', '2026-11-24T09:00'],
    ['Friday after 3 pm', '2026-11-27T15:30', '2026-11-27T14:30'],
    ['mañana por la tarde', '2026-11-24T14:00', '2026-11-24T09:00'],
  ])('reads %s in the clinic’s zone', (text, suits, doesNot) => {
    expect(finds(text, suits)).toBe(true)
    expect(finds(text, doesNot)).toBe(false)
  })

  it('leaves all times open when any will do', () => {
    for (const text of ['as soon as possible', 'any time']) expect(finds(text, '2026-11-26T10:00')).toBe(true)
    expect(readWish(null, AT)).toEqual({})
  })

  it('is a day of the clinic, where the server’s own day is another', () => {
    const late = { now: Date.parse('2026-11-24T03:00:00Z'), zone: 'America/New_York' }
    expect(readWish('today', late).wish).toMatchObject({ dates: ['2026-11-23'] })
    expect(readWish('tomorrow', { ...late, zone: 'Asia/Tokyo' }).wish).toMatchObject({
      dates: ['2026-11-25'],
    })
  })

  it('takes one day for a specific date and several for a flexible one', () => {
    expect(finds({ type: 'specific_date', date: '2026-12-01' }, '2026-12-02T09:00')).toBe(false)
    const flexible = { type: 'flexible_date', date: '2026-12-01', days: 3 }
    expect(finds(flexible, '2026-12-03T09:00')).toBe(true)
    expect(finds(flexible, '2026-12-04T09:00')).toBe(false)
    expect(readWish({ day_of_week: ['tue', 'Thursday'] }, AT)).toMatchObject({ weekdays: [2, 4] })
  })

  it('measures earlier and later against what was offered', () => {
    const slot = {
      slot_id: 'x',
      slot_number: 1,
      start_time: '2026-11-27T15:00:00Z',
      end_time: '2026-11-27T15:30:00Z',
    }
    const offered = [
      { ...slot, provider_id: '', provider_name: '', match_score: 1, reasoning: [], hold_id: '' },
    ]
    expect(finds('earlier', '2026-11-26T09:00', { ...AT, offered })).toBe(true)
    expect(finds('earlier', '2026-11-30T09:00', { ...AT, offered })).toBe(false)
  })

  it('guesses nothing, and looks for nothing that is past', () => {
    for (const text of ['soonish', 'tomorrow or Friday', 'earlier', '2026-11-20']) {
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

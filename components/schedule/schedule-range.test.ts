import { describe, expect, it } from 'vitest'
import { daysOf, isScheduleView, leaf } from './schedule-range.ts'

describe('the days that a view shows', () => {
  it('is the day itself', () => {
    expect(daysOf('day', '2026-12-01')).toEqual(['2026-12-01'])
  })

  it.each(['2026-11-30', '2026-12-02', '2026-12-06'])('is the week from Monday on around %s', (day) => {
    const days = daysOf('week', day)
    expect(days).toHaveLength(7)
    expect([days[0], days[6]]).toEqual(['2026-11-30', '2026-12-06'])
    expect(daysOf('list', day)).toEqual(days)
  })

  it('crosses the end of a year', () => {
    expect(daysOf('week', '2027-01-01')[0]).toBe('2026-12-28')
  })
})

it('leafs by a day or by a week', () => {
  expect(leaf('day', '2026-12-31', 1)).toBe('2027-01-01')
  expect(leaf('week', '2026-12-31', 1)).toBe('2027-01-07')
  expect(leaf('list', '2026-12-31', -1)).toBe('2026-12-24')
})

it('knows its views', () => {
  expect(isScheduleView('week')).toBe(true)
  expect(isScheduleView('month')).toBe(false)
  expect(isScheduleView(undefined)).toBe(false)
})

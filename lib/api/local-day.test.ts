import { describe, expect, it } from 'vitest'
import { addDays, dayBounds, isLocalDay, startOfDay, weekdayOf } from './local-day.ts'

const HOUR_MS = 3_600_000
const hoursOf = (day: string, zone: string) => {
  const { from, until } = dayBounds(day, zone)
  return (Date.parse(until) - Date.parse(from)) / HOUR_MS
}

describe('a calendar day', () => {
  it('is read only when the calendar has it', () => {
    expect(isLocalDay('2028-02-29')).toBe(true)
    for (const text of ['2026-02-29', '2026-13-01', '2026-1-1', 'today', '', undefined])
      expect(isLocalDay(text)).toBe(false)
  })

  it('counts across months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
  })

  it('numbers weekdays from Monday, 1, to Sunday, 7', () => {
    expect(weekdayOf('2026-11-30')).toBe(1)
    expect(weekdayOf('2026-12-06')).toBe(7)
  })

  it('is 23 hours long when clocks go forward and 25 when they go back', () => {
    expect(hoursOf('2026-03-08', 'America/New_York')).toBe(23)
    expect(hoursOf('2026-11-01', 'America/New_York')).toBe(25)
    expect(hoursOf('2026-12-01', 'Asia/Kathmandu')).toBe(24)
  })

  it('begins after midnight where midnight does not exist', () => {
    expect(startOfDay('2026-09-06', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z')
    expect(hoursOf('2026-09-06', 'America/Santiago')).toBe(23)
  })
})

import { describe, expect, it } from 'vitest'
import { hoursWords, wallTime } from './hours-words.ts'

const rule = (weekday: number, start_local: string, end_local: string, dates = {}) => ({
  weekday,
  start_local,
  end_local,
  from_date: null,
  until_date: null,
  ...dates,
})
const TODAY = '2026-12-01'

describe('weekly hours in words', () => {
  it('joins days in a row that have the same hours', () => {
    const week = [1, 2, 3, 4].flatMap((day) => [rule(day, '13:00', '17:00'), rule(day, '08:00', '12:00')])
    expect(hoursWords([...week, rule(5, '08:00', '12:00')], TODAY)).toBe(
      'Mon to Thu 8:00 AM to 12:00 PM, 1:00 PM to 5:00 PM; Fri 8:00 AM to 12:00 PM',
    )
  })

  it('does not join days across a day off', () => {
    expect(hoursWords([rule(1, '09:00', '17:00'), rule(3, '09:00', '17:00')], TODAY)).toBe(
      'Mon 9:00 AM to 5:00 PM; Wed 9:00 AM to 5:00 PM',
    )
  })

  it('leaves out what is over and dates what begins later or ends', () => {
    const rules = [
      rule(1, '09:00', '17:00', { until_date: '2026-11-30' }),
      rule(2, '09:00', '17:00', { from_date: '2027-01-04' }),
      rule(3, '09:00', '17:00', { from_date: '2026-01-01', until_date: '2026-12-31' }),
    ]
    expect(hoursWords(rules, TODAY)).toBe(
      'Tue 9:00 AM to 5:00 PM from Jan 4, 2027; Wed 9:00 AM to 5:00 PM until Dec 31, 2026',
    )
  })

  it('says nothing without hours, and midnight where a day ends', () => {
    expect(hoursWords([], TODAY)).toBe('')
    expect(wallTime('24:00')).toBe('midnight')
    expect(wallTime('00:30')).toBe('12:30 AM')
    expect(wallTime('12:00')).toBe('12:00 PM')
  })
})

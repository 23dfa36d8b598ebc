import { describe, expect, it } from 'vitest'
import { timeOffWords } from './time-off-words.ts'

const NEW_YORK = 'America/New_York'
const words = (starts_at: string, ends_at: string, zone = NEW_YORK) =>
  timeOffWords({ starts_at, ends_at }, zone)

describe('time off in words', () => {
  it('names whole days of the clinic without times', () => {
    expect(words('2026-11-23T05:00:00Z', '2026-11-24T05:00:00Z')).toBe('Mon Nov 23')
    expect(words('2026-11-23T05:00:00Z', '2026-11-26T05:00:00Z')).toBe('Mon Nov 23 to Wed Nov 25')
  })

  it('counts whole days in the zone, not in hours: a day can have 23 or 25', () => {
    expect(words('2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z')).toBe('Sun Nov 1')
    expect(words('2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z')).toBe('Sun Mar 8')
  })

  it('says the day once when it lasts for hours, and both days when it goes over midnight', () => {
    expect(words('2026-11-24T18:00:00Z', '2026-11-24T22:00:00Z')).toBe('Tue Nov 24, 1:00 PM to 5:00 PM')
    expect(words('2026-11-24T18:00:00Z', '2026-11-25T17:00:00Z')).toBe(
      'Tue Nov 24, 1:00 PM to Wed Nov 25, 12:00 PM',
    )
  })

  it('says times where the days are those of another zone', () => {
    expect(words('2026-11-23T05:00:00Z', '2026-11-24T05:00:00Z', 'America/Chicago')).toBe(
      'Sun Nov 22, 11:00 PM to Mon Nov 23, 11:00 PM',
    )
  })
})

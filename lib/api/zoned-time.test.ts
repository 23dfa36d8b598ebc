import { describe, expect, it } from 'vitest'
import { readZonedTime, toZonedLocal } from './zoned-time.ts'

const ZONES = [
  'America/New_York',
  'America/St_Johns',
  'Europe/London',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'America/Santiago',
]

describe('wall-clock times that staff type', () => {
  it('mean the same instant as in Temporal, on every hour of the days around each change of the clocks', () => {
    for (const zone of ZONES) {
      let at = Temporal.Instant.from('2026-01-01T00:00Z').toZonedDateTimeISO(zone)
      for (
        let next = at.getTimeZoneTransition('next');
        next !== null && next.year < 2028;
        next = at.getTimeZoneTransition('next')
      ) {
        at = next
        for (let hour = -30; hour <= 30; hour += 1) {
          const local = at.toPlainDateTime().add({ minutes: hour * 60 + 15 })
          const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' })
          const later = local.toZonedDateTime(zone, { disambiguation: 'later' })
          const exists = earlier.toPlainDateTime().equals(local)
          const read = readZonedTime(local.toString({ smallestUnit: 'minute' }), zone)
          const expected = !exists ? 'none' : earlier.equals(later) ? 'one' : 'two'
          expect(`${zone} ${local} ${read.kind}`).toBe(`${zone} ${local} ${expected}`)
          if (read.kind === 'one') expect(Date.parse(read.instant)).toBe(earlier.epochMilliseconds)
          if (read.kind === 'two')
            expect([read.first, read.second].map(Date.parse)).toEqual([
              earlier.epochMilliseconds,
              later.epochMilliseconds,
            ])
        }
      }
    }
  })

  it('go there and back', () => {
    expect(toZonedLocal('2026-12-01T15:00:00Z', 'America/New_York')).toBe('2026-12-01T10:00')
    expect(readZonedTime('2026-12-01T10:00', 'America/New_York')).toEqual({
      kind: 'one',
      instant: '2026-12-01T15:00:00.000Z',
    })
  })

  it('are refused when they are no time', () => {
    expect(readZonedTime('', 'America/New_York')).toEqual({ kind: 'none' })
    expect(readZonedTime('2026-13-40T10:00', 'America/New_York')).toEqual({ kind: 'none' })
  })
})

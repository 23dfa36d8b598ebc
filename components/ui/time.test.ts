import { describe, expect, it } from 'vitest'
import {
  dateKey,
  durationWords,
  formatDayTime,
  formatRelativeDay,
  roughDuration,
  shortAge,
  zoneName,
} from './time.ts'

const NEW_YORK = 'America/New_York'
const MINUTE = 60_000

describe('time in words', () => {
  it('is in the stated zone, not in the zone of the machine', () => {
    expect(formatDayTime('2026-12-01T15:00:00Z', NEW_YORK)).toBe('Tue Dec 1, 10:00 AM')
    expect(formatDayTime('2026-12-01T15:00:00Z', 'Asia/Kathmandu')).toBe('Tue Dec 1, 8:45 PM')
    expect(dateKey('2026-12-01T03:00:00Z', NEW_YORK)).toBe('2026-11-30')
  })

  it('counts tomorrow by calendar days, also on the short day of spring', () => {
    const lateBeforeChange = Date.parse('2026-03-08T04:30:00Z')
    expect(formatRelativeDay('2026-03-08T16:00:00Z', NEW_YORK, lateBeforeChange)).toBe('tomorrow')
    expect(formatRelativeDay('2026-03-08T04:00:00Z', NEW_YORK, lateBeforeChange)).toBe('today')
    expect(formatRelativeDay('2026-03-10T16:00:00Z', NEW_YORK, lateBeforeChange)).toBe('Tue Mar 10')
  })

  it('says how long with at most two units', () => {
    expect(durationWords(-5)).toBe('0 s')
    expect(durationWords(40_000)).toBe('40 s')
    expect(durationWords((23 * 60 + 34) * MINUTE)).toBe('23 h 34 min')
    expect(durationWords(48 * 60 * MINUTE)).toBe('2 d')
    expect(roughDuration((23 * 60 + 34) * MINUTE)).toBe('23 h')
    expect(shortAge(8 * MINUTE)).toBe('8m')
  })

  it('names a zone as a clerk would', () => {
    expect(zoneName(NEW_YORK)).toBe('New York')
    expect(zoneName('America/Argentina/Buenos_Aires')).toBe('Buenos Aires')
  })
})

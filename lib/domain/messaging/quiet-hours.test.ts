import { describe, expect, it } from 'vitest'
import { isSwitchboardError } from '../errors.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../scheduling/units.ts'
import { isQuiet, nextAllowed, parseQuietHours, quietHoursWords } from './quiet-hours.ts'

const NIGHT = '20:00-08:00'
const NEW_YORK = 'America/New_York'
const allowed = (instant: string, zone = NEW_YORK, hours: string | null = NIGHT) =>
  new Date(nextAllowed(hours, Date.parse(instant), zone)).toISOString()

/** Another way to the local wall clock, so that the code under test is not its own judge. */
function minuteOfDay(instant: number, zone: string): number {
  const [hour = 0, minute = 0] = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
    .format(instant)
    .split(':')
    .map(Number)
  return hour * 60 + minute
}

describe('quiet hours', () => {
  it('let a text leave by day and hold it until the morning', () => {
    expect(allowed('2026-11-23T15:00:00Z')).toBe('2026-11-23T15:00:00.000Z')
    expect(allowed('2026-11-24T02:30:00Z')).toBe('2026-11-24T13:00:00.000Z')
    expect(allowed('2026-11-24T05:00:00Z')).toBe('2026-11-24T13:00:00.000Z')
  })

  it('begin with their first minute and end before their last', () => {
    expect(allowed('2026-11-24T00:59:59.999Z')).toBe('2026-11-24T00:59:59.999Z')
    expect(allowed('2026-11-24T01:00:00Z')).toBe('2026-11-24T13:00:00.000Z')
    expect(allowed('2026-11-24T12:59:59.999Z')).toBe('2026-11-24T13:00:00.000Z')
    expect(allowed('2026-11-24T13:00:00Z')).toBe('2026-11-24T13:00:00.000Z')
  })

  it('are those of the place where the patient is', () => {
    const evening = '2026-11-24T02:00:00Z'
    expect(allowed(evening, 'America/Los_Angeles')).toBe('2026-11-24T02:00:00.000Z')
    expect(allowed(evening, NEW_YORK)).toBe('2026-11-24T13:00:00.000Z')
    expect(allowed('2026-11-24T15:30:00Z', 'Asia/Kolkata')).toBe('2026-11-25T02:30:00.000Z')
  })

  it('may lie within one day', () => {
    expect(allowed('2026-11-24T17:30:00Z', NEW_YORK, '12:00-13:00')).toBe('2026-11-24T18:00:00.000Z')
    expect(allowed('2026-11-24T04:30:00Z', NEW_YORK, '12:00-13:00')).toBe('2026-11-24T04:30:00.000Z')
  })

  it('are never quiet where there are none', () => {
    expect(isQuiet(null, Date.parse('2026-11-24T07:00:00Z'), NEW_YORK)).toBe(false)
  })

  it('end an hour earlier, or later, in the night in which the clocks change', () => {
    expect(allowed('2026-03-08T02:00:00Z')).toBe('2026-03-08T12:00:00.000Z')
    expect(allowed('2026-11-01T01:00:00Z')).toBe('2026-11-01T13:00:00.000Z')
  })

  it('are over at once when they end in an hour that the clocks skip', () => {
    expect(allowed('2026-03-08T06:00:00Z', NEW_YORK, '22:00-02:30')).toBe('2026-03-08T07:00:00.000Z')
  })

  it.each([
    [NEW_YORK, '2026-03-07T12:00:00Z'],
    [NEW_YORK, '2026-10-31T12:00:00Z'],
    ['Australia/Lord_Howe', '2026-04-04T00:00:00Z'],
    ['America/Santiago', '2026-09-05T12:00:00Z'],
    ['Africa/Cairo', '2026-04-23T12:00:00Z'],
  ])('agree with the clock on the wall in every minute around a change in %s', (zone, around) => {
    const start = Date.parse(around)
    for (const hours of [NIGHT, '00:30-02:15', '23:45-01:30']) {
      const { from, until } = parseQuietHours(hours)
      const isQuietAt = (instant: number) => {
        const ms = minuteOfDay(instant, zone) * MINUTE_MS
        return from < until ? from <= ms && ms < until : ms >= from || ms < until
      }
      let next = start + 3 * DAY_MS
      for (let instant = next; instant >= start; instant -= 15 * MINUTE_MS) {
        if (!isQuietAt(instant)) next = instant
        // The grid of a quarter of an hour holds every edge of these hours and zones.
        if (instant < start + DAY_MS + HOUR_MS) expect(nextAllowed(hours, instant, zone)).toBe(next)
      }
    }
  })

  it.each(['8-20', '24:00-08:00', '20:00', '08:00-08:00', ''])('are not written %j', (hours) => {
    expect(() => parseQuietHours(hours)).toThrow(/quiet hours/i)
    try {
      parseQuietHours(hours)
    } catch (error) {
      expect(isSwitchboardError(error, 'invalid_input') && error.field).toBe('quiet_hours')
    }
  })

  it('are said in words', () => {
    expect(quietHoursWords(NIGHT)).toBe('8:00 PM to 8:00 AM')
  })
})

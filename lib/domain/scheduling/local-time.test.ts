import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SWEPT_ZONES } from './dst-oracle.ts'
import {
  dayRange,
  formatClock,
  formatDay,
  formatSlotForText,
  formatTimeLeft,
  localDateOf,
  parseLocalDate,
  parseSlotTime,
} from './local-time.ts'
import { HOUR_MS, MINUTE_MS } from './units.ts'

const NEW_YORK = 'America/New_York'
const parse = (date: string, time: string, time_zone = NEW_YORK) => parseSlotTime({ date, time, time_zone })
const iso = (instant: number) => new Date(instant).toISOString()
const refusal = (field: string, message: RegExp) =>
  expect.objectContaining({ code: 'invalid_input', field, message: expect.stringMatching(message) })

describe('parseSlotTime', () => {
  it.each([
    ['10:00 AM', '2026-12-01T15:00:00.000Z'],
    ['10:00', '2026-12-01T15:00:00.000Z'],
    ['9:05', '2026-12-01T14:05:00.000Z'],
    ['10 am', '2026-12-01T15:00:00.000Z'],
    ['10:00am', '2026-12-01T15:00:00.000Z'],
    [' 2:30  p.m. ', '2026-12-01T19:30:00.000Z'],
    ['10:00\u202fAM', '2026-12-01T15:00:00.000Z'],
    ['12:00 AM', '2026-12-01T05:00:00.000Z'],
    ['12:30 PM', '2026-12-01T17:30:00.000Z'],
    ['00:00', '2026-12-01T05:00:00.000Z'],
    ['14:30:00', '2026-12-01T19:30:00.000Z'],
    ['10:00-08:00', '2026-12-01T18:00:00.000Z'],
    ['10:00 AM +0530', '2026-12-01T04:30:00.000Z'],
    ['10:00Z', '2026-12-01T10:00:00.000Z'],
    ['2026-12-01T10:00', '2026-12-01T15:00:00.000Z'],
    ['2026-12-01T10:00:00-05:00', '2026-12-01T15:00:00.000Z'],
    ['2026-12-01T10:00:00.000-05:00', '2026-12-01T15:00:00.000Z'],
    ['2026-12-02T02:00:00Z', '2026-12-02T02:00:00.000Z'],
  ])('reads %j on 2026-12-01 in New York', (time, expected) => {
    expect(iso(parse('2026-12-01', time))).toBe(expected)
  })

  it.each([
    '',
    'ten',
    '10',
    '25:00',
    '24:00',
    '10:60',
    '13:00 PM',
    '0:30 AM',
    '10:00:30',
    '10:00 XM',
    '10:00 AM tomorrow',
  ])('refuses the time %j and shows the right form', (time) => {
    expect(() => parse('2026-12-01', time)).toThrow(refusal('time', /10:00 AM, 14:30/))
  })

  it.each(['2026-02-30', '2027-02-29', '2026-13-01', '2026-00-10'])(
    'refuses the date %s as not in the calendar',
    (date) => {
      expect(() => parse(date, '10:00')).toThrow(refusal('date', new RegExp(`no ${date}`)))
    },
  )

  it.each(['', '12/01/2026', '2026-12-1', 'tomorrow', '2026-12-01T10:00'])(
    'refuses the date %j as malformed',
    (date) => {
      expect(() => parse(date, '10:00')).toThrow(refusal('date', /like 2026-12-01/))
    },
  )

  it('refuses an offset that no clock can have', () => {
    expect(() => parse('2026-12-01', '10:00+99:00')).toThrow(refusal('time', /\+99:00.*-05:00/))
  })

  it('refuses a date-time of another date', () => {
    const wrong = refusal('time', /2026-12-02 but the date is 2026-12-01/)
    expect(() => parse('2026-12-01', '2026-12-02T10:00')).toThrow(wrong)
    expect(() => parse('2026-12-01', '2026-12-02T10:00-05:00')).toThrow(wrong)
    expect(() => parse('2026-12-01', '2026-02-30T10:00Z')).toThrow(refusal('time', /no 2026-02-30/))
  })

  it('asks for an offset when the time happens twice, and takes either', () => {
    expect(() => parse('2026-11-01', '1:30 AM')).toThrow(
      expect.objectContaining({
        field: 'time',
        message:
          '01:30 happens twice on 2026-11-01 in America/New_York, because clocks go back. Add an offset: 01:30-04:00 or 01:30-05:00.',
        legal: ['2026-11-01T01:30:00-04:00', '2026-11-01T01:30:00-05:00'],
      }),
    )
    expect(iso(parse('2026-11-01', '01:30-04:00'))).toBe('2026-11-01T05:30:00.000Z')
    expect(iso(parse('2026-11-01', '01:30-05:00'))).toBe('2026-11-01T06:30:00.000Z')
  })

  it('asks for an offset or another time when the time is skipped', () => {
    expect(() => parse('2027-03-14', '02:30')).toThrow(
      expect.objectContaining({
        field: 'time',
        message:
          'There is no 02:30 on 2027-03-14 in America/New_York, because clocks go forward. Use another time, like 03:30, or add an offset.',
        legal: ['2027-03-14T01:30:00-05:00', '2027-03-14T03:30:00-04:00'],
      }),
    )
    expect(iso(parse('2027-03-14', '02:30-05:00'))).toBe('2027-03-14T07:30:00.000Z')
    expect(() => parse('2026-09-06', '00:00', 'America/Santiago')).toThrow(refusal('time', /no 00:00/))
  })

  it('puts the path of the input before the field', () => {
    const slot = { date: '2026-02-30', time: '10:00', time_zone: NEW_YORK, path: 'appointment_slots.1' }
    expect(() => parseSlotTime(slot)).toThrow(refusal('appointment_slots.1.date', /./))
    expect(() => parseSlotTime({ ...slot, date: '2026-02-20', time: 'x' })).toThrow(
      refusal('appointment_slots.1.time', /./),
    )
  })

  it('reads back every formatted time of every zone, or asks for the offset', () => {
    const minutes = fc.integer({
      min: Date.UTC(2026, 0, 1) / MINUTE_MS,
      max: Date.UTC(2029, 0, 1) / MINUTE_MS,
    })
    fc.assert(
      fc.property(minutes, fc.constantFrom(...SWEPT_ZONES), (minute, zone) => {
        const instant = minute * MINUTE_MS
        const date = localDateOf(instant, zone)
        try {
          expect(parse(date, formatClock(instant, zone), zone)).toBe(instant)
        } catch (error) {
          expect(error).toEqual(refusal('time', /happens twice/))
        }
      }),
    )
  })
})

describe('parseLocalDate', () => {
  it('accepts the leap day and refuses what is no date', () => {
    expect(parseLocalDate('2028-02-29').toString()).toBe('2028-02-29')
    expect(() => parseLocalDate('2026-02-29', 'from_date')).toThrow(refusal('from_date', /no 2026-02-29/))
  })
})

describe('formatting', () => {
  const instant = Date.parse('2026-12-01T15:00:00Z')

  it('writes a slot as the offer text shows it', () => {
    expect(formatSlotForText(instant, NEW_YORK)).toBe('Tue Dec 1, 10:00 AM')
    expect(formatDay(instant, NEW_YORK)).toBe('Tue Dec 1')
    expect(formatClock(instant, 'Asia/Kathmandu')).toBe('8:45 PM')
    expect(formatSlotForText(instant, 'Pacific/Auckland')).toBe('Wed Dec 2, 4:00 AM')
  })

  it('calls midnight 12:00 AM and noon 12:00 PM', () => {
    expect(formatClock(Date.parse('2026-12-01T00:00Z'), 'UTC')).toBe('12:00 AM')
    expect(formatClock(Date.parse('2026-12-01T12:00Z'), 'UTC')).toBe('12:00 PM')
  })

  it('never leaves ASCII', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) }),
        fc.constantFrom(...SWEPT_ZONES),
        (at, zone) => {
          expect(formatSlotForText(at, zone)).toMatch(
            /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2}, \d{1,2}:\d{2} [AP]M$/,
          )
        },
      ),
    )
  })

  it('agrees with Intl, but for the space before AM and PM', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) }),
        fc.constantFrom(...SWEPT_ZONES),
        (at, zone) => {
          const clock = new Intl.DateTimeFormat('en-US', {
            timeZone: zone,
            hour: 'numeric',
            minute: '2-digit',
          })
          expect(formatClock(at, zone)).toBe(clock.format(at).replace('\u202f', ' '))
        },
      ),
    )
  })

  it.each([
    [21 * HOUR_MS, '21 h'],
    [23 * HOUR_MS + 34 * MINUTE_MS + 59_999, '23 h 34 min'],
    [12 * MINUTE_MS, '12 min'],
    [48 * HOUR_MS, '48 h'],
    [MINUTE_MS - 1, 'under 1 min'],
    [0, '0 min'],
    [-5, '0 min'],
  ])('writes %i ms as %s', (milliseconds, words) => {
    expect(formatTimeLeft(milliseconds)).toBe(words)
  })
})

describe('dayRange', () => {
  it.each([
    ['an ordinary day', '2026-12-01', NEW_YORK, 24],
    ['the day clocks go back', '2026-11-01', NEW_YORK, 25],
    ['the day clocks go forward', '2027-03-14', NEW_YORK, 23],
    ['a day without midnight', '2026-09-06', 'America/Santiago', 23],
    ['a half-hour shift', '2026-04-05', 'Australia/Lord_Howe', 24.5],
    ['a day that a zone skipped', '2011-12-30', 'Pacific/Apia', 0],
  ])('measures %s', (_what, date, zone, hours) => {
    const { start, end } = dayRange(date, zone)
    expect((end - start) / HOUR_MS).toBe(hours)
    if (hours > 0) {
      expect(localDateOf(start, zone)).toBe(date)
      expect(localDateOf(start - 1, zone)).not.toBe(date)
      expect(localDateOf(end - 1, zone)).toBe(date)
    }
  })

  it('refuses an impossible date', () => {
    expect(() => dayRange('2026-02-30', NEW_YORK)).toThrow(refusal('date', /no 2026-02-30/))
  })
})

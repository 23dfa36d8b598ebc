import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AvailabilityRule, expandAvailability, validateAvailabilityRule } from './availability.ts'
import type { Interval } from './interval.ts'
import { HOUR_MS } from './units.ts'

const NEW_YORK = 'America/New_York'
const rule = (over: Partial<AvailabilityRule> = {}): AvailabilityRule => ({
  weekday: 1,
  start_local: '09:00',
  end_local: '17:00',
  from_date: null,
  until_date: null,
  time_zone: NEW_YORK,
  ...over,
})
const utc = (start: string, end: string): Interval => ({ start: Date.parse(start), end: Date.parse(end) })
const iso = (list: readonly Interval[]) =>
  list.map((each) => [new Date(each.start).toISOString(), new Date(each.end).toISOString()].join('/'))
const WEEK = utc('2026-12-01T00:00Z', '2026-12-08T00:00Z')

describe('expandAvailability', () => {
  it('opens the local hours of each matching weekday', () => {
    expect(iso(expandAvailability([rule({ weekday: 2 }), rule({ weekday: 4 })], WEEK))).toEqual([
      '2026-12-01T14:00:00.000Z/2026-12-01T22:00:00.000Z',
      '2026-12-03T14:00:00.000Z/2026-12-03T22:00:00.000Z',
    ])
  })

  it('includes the first and the last date of a rule', () => {
    const daily = [1, 2, 3, 4, 5, 6, 7].map((weekday) =>
      rule({ weekday, from_date: '2026-12-02', until_date: '2026-12-04' }),
    )
    expect(expandAvailability(daily, WEEK)).toHaveLength(3)
    expect(iso(expandAvailability(daily, WEEK))[0]).toMatch(/^2026-12-02T14/)
    expect(iso(expandAvailability(daily, WEEK))[2]).toMatch(/^2026-12-04T14/)
  })

  it('cuts at the edges of the range', () => {
    const range = utc('2026-12-01T15:30Z', '2026-12-01T16:00Z')
    expect(expandAvailability([rule({ weekday: 2 })], range)).toEqual([range])
  })

  it('joins hours that cross midnight when they are given as two rules', () => {
    const night = [
      rule({ weekday: 2, start_local: '20:00', end_local: '24:00' }),
      rule({ weekday: 3, start_local: '00:00', end_local: '04:00' }),
    ]
    expect(iso(expandAvailability(night, WEEK))).toEqual([
      '2026-12-02T01:00:00.000Z/2026-12-02T09:00:00.000Z',
    ])
  })

  it('joins overlapping and repeated rules', () => {
    const twice = [rule({ weekday: 2 }), rule({ weekday: 2, start_local: '08:00', end_local: '12:00' })]
    expect(iso(expandAvailability([...twice, ...twice], WEEK))).toEqual([
      '2026-12-01T13:00:00.000Z/2026-12-01T22:00:00.000Z',
    ])
  })

  describe('on a date with exceptions', () => {
    const weekly = rule({ weekday: 2 })
    const exception = (start_local: string, end_local: string, over: Partial<AvailabilityRule> = {}) =>
      rule({
        weekday: 2,
        start_local,
        end_local,
        from_date: '2026-12-01',
        until_date: '2026-12-01',
        is_exception: true,
        ...over,
      })

    it('opens their windows only, and the weekly ones on every other date', () => {
      const range = utc('2026-12-01T00:00Z', '2026-12-10T00:00Z')
      const rules = [weekly, exception('10:00', '12:00'), exception('15:00', '16:00')]
      expect(iso(expandAvailability(rules, range))).toEqual([
        '2026-12-01T15:00:00.000Z/2026-12-01T17:00:00.000Z',
        '2026-12-01T20:00:00.000Z/2026-12-01T21:00:00.000Z',
        '2026-12-08T14:00:00.000Z/2026-12-08T22:00:00.000Z',
      ])
    })

    it('opens nothing when one of them closes the day', () => {
      expect(expandAvailability([weekly, exception('00:00', '00:00')], WEEK)).toEqual([])
    })

    it('opens a day that has no weekly hours', () => {
      expect(iso(expandAvailability([exception('10:00', '12:00')], WEEK))).toEqual([
        '2026-12-01T15:00:00.000Z/2026-12-01T17:00:00.000Z',
      ])
    })

    it('rests weekly hours that were entered in another zone too', () => {
      const elsewhere = rule({ weekday: 2, time_zone: 'America/Los_Angeles' })
      expect(iso(expandAvailability([elsewhere, exception('10:00', '12:00')], WEEK))).toEqual([
        '2026-12-01T15:00:00.000Z/2026-12-01T17:00:00.000Z',
      ])
    })
  })

  it('keeps rules of different zones apart', () => {
    const two = [
      rule({ weekday: 2 }),
      rule({ weekday: 2, time_zone: 'America/Los_Angeles', end_local: '15:00' }),
    ]
    expect(iso(expandAvailability(two, WEEK))).toEqual(['2026-12-01T14:00:00.000Z/2026-12-01T23:00:00.000Z'])
  })

  const march = utc('2027-03-14T00:00Z', '2027-03-15T12:00Z')
  it('starts after the gap when the start is inside it, and opens nothing when the window is', () => {
    const sunday = (start_local: string, end_local: string) => rule({ weekday: 7, start_local, end_local })
    expect(iso(expandAvailability([sunday('02:30', '04:00')], march))).toEqual([
      '2027-03-14T07:00:00.000Z/2027-03-14T08:00:00.000Z',
    ])
    expect(expandAvailability([sunday('02:00', '03:00')], march)).toEqual([])
  })

  const november = utc('2026-11-01T00:00Z', '2026-11-02T12:00Z')
  it('opens repeated time both times', () => {
    const sunday = (start_local: string, end_local: string) => rule({ weekday: 7, start_local, end_local })
    expect(iso(expandAvailability([sunday('01:00', '02:00')], november))).toEqual([
      '2026-11-01T05:00:00.000Z/2026-11-01T07:00:00.000Z',
    ])
    expect(iso(expandAvailability([sunday('01:00', '01:30')], november))).toEqual([
      '2026-11-01T05:00:00.000Z/2026-11-01T05:30:00.000Z',
      '2026-11-01T06:00:00.000Z/2026-11-01T06:30:00.000Z',
    ])
  })

  it.each([
    ['a day without midnight', 'America/Santiago', '2026-09-06', 23],
    ['a day of 25 hours', NEW_YORK, '2026-11-01', 25],
    ['a shift of half an hour', 'Australia/Lord_Howe', '2026-04-05', 24.5],
    ['negative daylight saving', 'Africa/Casablanca', '2026-02-15', 25],
  ])('opens the whole of %s', (_what, time_zone, date, hours) => {
    const whole = rule({
      weekday: 7,
      start_local: '00:00',
      end_local: '24:00',
      time_zone,
      from_date: date,
      until_date: date,
    })
    const noon = Date.parse(`${date}T12:00Z`)
    const [day] = expandAvailability([whole], { start: noon - 48 * HOUR_MS, end: noon + 48 * HOUR_MS })
    expect((day!.end - day!.start) / HOUR_MS).toBe(hours)
  })

  it('opens nothing on a date that a zone skipped', () => {
    const range = utc('2011-12-28T00:00Z', '2012-01-02T00:00Z')
    const friday = rule({ weekday: 5, start_local: '00:00', end_local: '24:00', time_zone: 'Pacific/Apia' })
    expect(expandAvailability([friday], range)).toEqual([])
  })

  it('gives the same for a range as for its two halves', () => {
    const rules = [1, 3, 7].map((weekday) => rule({ weekday, start_local: '01:30' }))
    const start = Date.parse('2026-10-25T00:00Z')
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 * 24 * 60 }), (minutes) => {
        const middle = start + minutes * 60_000
        const end = start + 30 * 24 * HOUR_MS
        const halves = [
          ...expandAvailability(rules, { start, end: middle }),
          ...expandAvailability(rules, { start: middle, end }),
        ]
        const length = (list: readonly Interval[]) =>
          list.reduce((sum, each) => sum + each.end - each.start, 0)
        expect(length(halves)).toBe(length(expandAvailability(rules, { start, end })))
      }),
    )
  })
})

describe('validateAvailabilityRule', () => {
  it('accepts ordinary hours, a whole day and a single date', () => {
    for (const over of [
      {},
      { start_local: '00:00', end_local: '24:00' },
      { from_date: '2028-02-29', until_date: '2028-02-29' },
    ]) {
      expect(() => validateAvailabilityRule(rule(over))).not.toThrow()
    }
  })

  it.each([
    [{ weekday: 0 }, 'weekday'],
    [{ weekday: 8 }, 'weekday'],
    [{ weekday: 1.5 }, 'weekday'],
    [{ start_local: '9:00' }, 'start_local'],
    [{ start_local: '09:60' }, 'start_local'],
    [{ end_local: '24:01' }, 'end_local'],
    [{ end_local: '' }, 'end_local'],
    [{ start_local: '24:00', end_local: '24:00' }, 'end_local'],
    [{ start_local: '17:00', end_local: '17:00' }, 'end_local'],
    [{ start_local: '22:00', end_local: '06:00' }, 'end_local'],
    [{ from_date: '2027-02-29' }, 'from_date'],
    [{ until_date: '2026-12' }, 'until_date'],
    [{ from_date: '2026-12-02', until_date: '2026-12-01' }, 'until_date'],
    [{ time_zone: 'America/Nowhere' }, 'time_zone'],
    [{ time_zone: '+05:00' }, 'time_zone'],
    [{ time_zone: '' }, 'time_zone'],
  ])('refuses %j and names %s', (over, field) => {
    const wrong = expect.objectContaining({ code: 'invalid_input', field })
    expect(() => validateAvailabilityRule(rule(over))).toThrow(wrong)
    expect(() => expandAvailability([rule(over)], WEEK)).toThrow(wrong)
  })
})

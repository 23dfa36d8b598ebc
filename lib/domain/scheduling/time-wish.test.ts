import { describe, expect, it } from 'vitest'
import { ANY_TIME, isAnyTime, type TimeWish, timeWish, wishFilter, wishWindow } from './time-wish.ts'
import { timeWishWords } from './time-wish-words.ts'

const ZONE = 'America/New_York'
const LEE = '018f0000-0000-7000-8000-000000000001'
const SMITH = '018f0000-0000-7000-8000-000000000002'
const wish = (said: Partial<TimeWish>): TimeWish => timeWish.parse({ ...ANY_TIME, ...said })
const fits = (said: Partial<TimeWish>, at: string, provider_id = LEE, zone = ZONE) =>
  wishFilter(wish(said), zone)({ provider_id, starts_at: Date.parse(at) })

const MORNING_OF = (day: number) => ({ dates: [], weekdays: [day], times_of_day: ['morning' as const] })
const AFTERNOON_OF = (day: number) => ({ dates: [], weekdays: [day], times_of_day: ['afternoon' as const] })

describe('what a patient asked for', () => {
  it('lets every time through when nothing was said', () => {
    expect(isAnyTime(ANY_TIME)).toBe(true)
    expect(fits({}, '2026-12-01T10:00-05:00')).toBe(true)
  })

  it.each<[string, Partial<TimeWish>, string, boolean]>([
    ['the weekday of the clinic, not of UTC', { weekdays: [4] }, '2026-12-04T03:00Z', true],
    ['another weekday', { weekdays: [4] }, '2026-12-04T06:00Z', false],
    ['a weekday that was refused', { not_weekdays: [2] }, '2026-12-01T10:00-05:00', false],
    ['a morning', { times_of_day: ['morning'] }, '2026-12-01T11:59-05:00', true],
    ['noon is no morning', { times_of_day: ['morning'] }, '2026-12-01T12:00-05:00', false],
    ['a refused part of the day', { not_times_of_day: ['morning'] }, '2026-12-01T09:00-05:00', false],
    ['the first day that suits', { from_date: '2026-12-11' }, '2026-12-11T00:00-05:00', true],
    ['the last minute before it', { from_date: '2026-12-11' }, '2026-12-10T23:59-05:00', false],
    ['the last day that suits', { until_date: '2026-12-31' }, '2026-12-31T23:30-05:00', true],
    ['the new year after it', { until_date: '2026-12-31' }, '2027-01-01T00:00-05:00', false],
    ['one of the days', { dates: ['2026-12-01', '2026-12-03'] }, '2026-12-03T10:00-05:00', true],
    ['a day between them', { dates: ['2026-12-01', '2026-12-03'] }, '2026-12-02T10:00-05:00', false],
    ['a refused day', { not_dates: ['2026-12-01'] }, '2026-12-01T10:00-05:00', false],
    ['from a wall time on', { clock_from: '17:00' }, '2026-12-01T17:00-05:00', true],
    ['before that wall time', { clock_from: '17:00' }, '2026-12-01T16:45-05:00', false],
    ['until a wall time', { clock_until: '09:30' }, '2026-12-01T09:45-05:00', false],
    ['later than an instant', { starts_after: '2026-12-01T15:00:00Z' }, '2026-12-01T15:00Z', false],
    ['earlier than an instant', { starts_before: '2026-12-01T15:00:00Z' }, '2026-12-01T14:45Z', true],
    [
      'its own part of one day',
      { day_parts: [MORNING_OF(2), AFTERNOON_OF(4)] },
      '2026-12-03T15:00-05:00',
      true,
    ],
    [
      'the other day’s part',
      { day_parts: [MORNING_OF(2), AFTERNOON_OF(4)] },
      '2026-12-01T15:00-05:00',
      false,
    ],
  ])('%s', (_what, said, at, isFitting) => {
    expect(fits(said, at)).toBe(isFitting)
  })

  it('names providers, wanted or not', () => {
    expect(fits({ provider_ids: [LEE] }, '2026-12-01T10:00-05:00', SMITH)).toBe(false)
    expect(fits({ not_provider_ids: [SMITH] }, '2026-12-01T10:00-05:00', SMITH)).toBe(false)
    expect(fits({ not_provider_ids: [SMITH] }, '2026-12-01T10:00-05:00', LEE)).toBe(true)
  })

  it('keeps wall time on the days on which clocks change', () => {
    // Mar 14, 2027: 2:00 AM is skipped; Nov 7, 2027: 1:00 AM happens twice.
    expect(fits({ clock_from: '09:00', clock_until: '09:00' }, '2027-03-14T13:00Z')).toBe(true)
    expect(fits({ clock_from: '09:00', clock_until: '09:00' }, '2027-03-13T14:00Z')).toBe(true)
    expect(fits({ clock_from: '01:30', clock_until: '01:30' }, '2027-11-07T05:30Z')).toBe(true)
    expect(fits({ clock_from: '01:30', clock_until: '01:30' }, '2027-11-07T06:30Z')).toBe(true)
    expect(fits({ dates: ['2027-11-07'] }, '2027-11-08T04:59Z')).toBe(true)
    expect(fits({ dates: ['2027-11-07'] }, '2027-11-08T05:00Z')).toBe(false)
  })
})

describe('where to search for it', () => {
  const now = Date.parse('2026-11-30T15:00:00Z')
  const window = (said: Partial<TimeWish>, at = now) => wishWindow(wish(said), { now: at, zone: ZONE })

  it('is from now on for weeks, when no days were named', () => {
    expect(window({ weekdays: [4] })).toEqual({ from: '2026-11-30T15:00:00.000Z', days: 28 })
  })

  it('begins with the first day that suits and covers the last one whole', () => {
    expect(window({ from_date: '2026-12-11' })).toEqual({ from: '2026-12-11T05:00:00.000Z', days: 28 })
    const one = window({ dates: ['2027-03-14'] }, Date.parse('2027-03-01T12:00Z'))
    expect(one).toEqual({ from: '2027-03-14T05:00:00.000Z', days: 2 })
    expect(window({ until_date: '2026-11-30' })).toEqual({ from: '2026-11-30T15:00:00.000Z', days: 1 })
  })

  it('is nowhere for days that are past or too far ahead', () => {
    expect(window({ until_date: '2026-11-28' })).toBeNull()
    expect(window({ starts_before: '2026-11-30T14:00:00Z' })).toBeNull()
    expect(window({ from_date: '2027-06-01' })).toBeNull()
  })
})

describe('a wish in words', () => {
  const say = (said: Partial<TimeWish>) =>
    timeWishWords(wish(said), { zone: ZONE, nameOf: (id) => (id === LEE ? 'Dr. Lee' : 'Dr. Smith') })

  it.each<[Partial<TimeWish>, string]>([
    [{}, 'another time'],
    [{ weekdays: [4], times_of_day: ['morning'] }, 'Thursday morning'],
    [{ weekdays: [4, 2] }, 'Tuesday or Thursday'],
    [{ day_parts: [MORNING_OF(2), AFTERNOON_OF(4)] }, 'Tuesday morning or Thursday afternoon'],
    [{ times_of_day: ['afternoon'] }, 'afternoons'],
    [{ not_times_of_day: ['morning'] }, 'not mornings'],
    [{ not_weekdays: [2] }, 'not Tuesdays'],
    [{ from_date: '2026-12-11' }, 'from Fri Dec 11 on'],
    [{ from_date: '2026-12-07', until_date: '2026-12-13' }, 'Mon Dec 7 to Sun Dec 13'],
    [{ clock_from: '17:00' }, 'from 5:00 PM'],
    [{ starts_before: '2026-12-01T15:00:00Z' }, 'earlier than Tue Dec 1, 10:00 AM'],
    [{ provider_ids: [LEE], weekdays: [5] }, 'Friday, with Dr. Lee'],
    [{ not_provider_ids: [SMITH] }, 'not with Dr. Smith'],
  ])('%j', (said, words) => {
    expect(say(said)).toBe(words)
  })
})

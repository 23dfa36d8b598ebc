import { describe, expect, it } from 'vitest'
import { DAY_MS } from '../scheduling/units.ts'
import {
  byTurn,
  type Candidate,
  type FreedTime,
  fitting,
  lastOfferAt,
  NO_WISHES,
  PREFERRED_GAP_DAYS,
  WHY_NOT,
  type WhyNot,
  whyNot,
} from './fit.ts'

/** Monday, 23 November 2026, 10:00 in New York. */
const NOW = Date.parse('2026-11-23T15:00:00Z')
/** Tuesday, 24 November, 10:00 AM in New York. */
const at = (iso: string) => Date.parse(iso)
const TUESDAY_10 = at('2026-11-24T10:00:00-05:00')

const freed = (fields: Partial<FreedTime> = {}): FreedTime => ({
  service_type_id: 'service',
  provider_id: 'smith',
  starts_at: TUESDAY_10,
  ends_at: TUESDAY_10 + 30 * 60_000,
  time_zone: 'America/New_York',
  freed_by_patient_id: null,
  invited_patient_ids: new Set(),
  ...fields,
})

const candidate = (fields: Partial<Candidate> = {}): Candidate => ({
  patient_id: 'a',
  entry_id: 'entry',
  wishes: NO_WISHES,
  visit_id: null,
  visits: [],
  last_offered_at: null,
  waiting_since: NOW - DAY_MS,
  time_zone: 'America/New_York',
  is_opted_out: false,
  is_taken_over: false,
  has_open_offer: false,
  ...fields,
})

const visit = (id: string, starts: string, service_type_id = 'service') => ({
  id,
  service_type_id,
  starts_at: at(starts),
  ends_at: at(starts) + 30 * 60_000,
})
const later = visit('v', '2026-11-25T10:00:00-05:00')

const why = (fields: Partial<Candidate>, time: Partial<FreedTime> = {}) =>
  whyNot(candidate(fields), freed(time), NOW)

describe('who fits a freed time', () => {
  const cases: [WhyNot | null, Partial<Candidate>, Partial<FreedTime>?][] = [
    [null, {}],
    ['gave_it_up', {}, { freed_by_patient_id: 'a' }],
    ['asked_already', {}, { invited_patient_ids: new Set(['a']) }],
    ['opted_out', { is_opted_out: true }],
    ['taken_over', { is_taken_over: true }],
    ['open_offer', { has_open_offer: true }],
    ['other_provider', { wishes: { ...NO_WISHES, provider_id: 'jones' } }],
    [null, { wishes: { ...NO_WISHES, provider_id: 'smith' } }],
    ['other_weekday', { wishes: { ...NO_WISHES, weekdays: [1, 3] } }],
    [null, { wishes: { ...NO_WISHES, weekdays: [2] } }],
    ['other_time_of_day', { wishes: { ...NO_WISHES, times_of_day: ['afternoon', 'evening'] } }],
    [null, { wishes: { ...NO_WISHES, times_of_day: ['morning'] } }],
    ['other_date', { wishes: { ...NO_WISHES, from_date: '2026-11-25' } }],
    ['other_date', { wishes: { ...NO_WISHES, until_date: '2026-11-23' } }],
    [null, { wishes: { ...NO_WISHES, from_date: '2026-11-24', until_date: '2026-11-24' } }],
    [null, { visit_id: 'v', visits: [later] }],
    ['visit_not_booked', { visit_id: 'v' }],
    ['visit_is_earlier', { visit_id: 'v', visits: [visit('v', '2026-11-24T09:00:00-05:00')] }],
    ['visit_is_earlier', { visit_id: 'v', visits: [visit('v', '2026-11-24T10:00:00-05:00')] }],
    ['has_visit', { visits: [later] }],
    [null, { visits: [visit('w', '2026-11-25T10:00:00-05:00', 'other')] }],
    ['busy_then', { visits: [visit('w', '2026-11-24T10:15:00-05:00', 'other')] }],
    [null, { visits: [visit('w', '2026-11-24T10:30:00-05:00', 'other')] }],
    ['busy_then', { visit_id: 'v', visits: [later, visit('w', '2026-11-24T09:45:00-05:00', 'other')] }],
  ]
  it.each(cases)('%s for %j', (expected, fields, time) => {
    expect(why(fields, time ?? {})).toBe(expected)
  })

  it('judges days and parts of the day by the clock of the clinic, also where clocks have changed', () => {
    const wishes = { ...NO_WISHES, weekdays: [1], times_of_day: ['evening' as const] }
    // Monday 6 PM in New York is Tuesday in UTC; Monday 11 PM UTC is Tuesday in Sydney.
    expect(why({ wishes }, { starts_at: at('2026-11-30T23:30:00Z') })).toBeNull()
    expect(why({ wishes }, { starts_at: at('2026-11-30T23:30:00Z'), time_zone: 'Australia/Sydney' })).toBe(
      'other_weekday',
    )
    const noon = { ...NO_WISHES, times_of_day: ['morning' as const] }
    expect(why({ wishes: noon }, { starts_at: at('2026-10-30T15:59:00Z') })).toBeNull()
    expect(why({ wishes: noon }, { starts_at: at('2026-11-02T16:59:00Z') })).toBeNull()
    expect(why({ wishes: noon }, { starts_at: at('2026-11-02T17:00:00Z') })).toBe('other_time_of_day')
  })

  it('leaves those who only prefer the provider alone for a week, and no others', () => {
    const offered = NOW - PREFERRED_GAP_DAYS * DAY_MS
    expect(why({ entry_id: null, last_offered_at: offered + 1 })).toBe('offered_lately')
    expect(why({ entry_id: null, last_offered_at: offered })).toBeNull()
    expect(why({ last_offered_at: NOW - 1 })).toBeNull()
  })

  it('has words for every reason', () => {
    for (const words of Object.values(WHY_NOT)) expect(words).toMatch(/^[A-Z][^.!]+$/)
  })
})

describe('whose turn it is', () => {
  it('is least recently offered first, then longest waiting, and those who did not ask come last', () => {
    const all = [
      candidate({ patient_id: 'prefers', entry_id: null, waiting_since: 0 }),
      candidate({ patient_id: 'offered lately', last_offered_at: NOW - 1, waiting_since: 0 }),
      candidate({ patient_id: 'offered long ago', last_offered_at: NOW - 9 }),
      candidate({ patient_id: 'never, new', waiting_since: NOW }),
      candidate({ patient_id: 'never, long', waiting_since: NOW - 5 }),
    ]
    const expected = ['never, long', 'never, new', 'offered long ago', 'offered lately', 'prefers']
    expect(all.toSorted(byTurn).map((each) => each.patient_id)).toEqual(expected)
    expect(
      all
        .toReversed()
        .sort(byTurn)
        .map((each) => each.patient_id),
    ).toEqual(expected)
  })

  it('comes once for each patient', () => {
    const twice = [candidate({ entry_id: '1' }), candidate({ entry_id: '2' })]
    expect(fitting(twice, freed(), NOW).fits.map((each) => each.entry_id)).toEqual(['1'])
  })
})

describe('the last moment for an offer', () => {
  it('is never later than a booking of the service could be made', () => {
    const rules = (backfill_notice_minutes: number) =>
      (TUESDAY_10 - lastOfferAt(TUESDAY_10, { minimum_notice_minutes: 60, backfill_notice_minutes })) / 60_000
    expect(rules(120)).toBe(120)
    expect(rules(0)).toBe(60)
  })
})

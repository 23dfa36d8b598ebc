import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AvailabilityRule } from './availability.ts'
import { walkWallClock } from './dst-oracle.ts'
import { type Interval, overlaps } from './interval.ts'
import { explainSlot } from './slot-conflicts.ts'
import { findFreeSlots, holdExpiry, type ProviderSchedule, type ServiceRules, slotAt } from './slots.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from './units.ts'

const NEW_YORK = 'America/New_York'
/** Tuesday, 7:00 in New York. */
const NOW = Date.parse('2026-12-01T12:00Z')
const DAY = { start: NOW, end: NOW + 12 * HOUR_MS }

const hours = (over: Partial<AvailabilityRule> = {}): AvailabilityRule => ({
  weekday: 2,
  start_local: '09:00',
  end_local: '12:00',
  from_date: null,
  until_date: null,
  time_zone: NEW_YORK,
  ...over,
})
const provider = (over: Partial<ProviderSchedule> = {}): ProviderSchedule => ({
  provider_id: 'a',
  time_zone: NEW_YORK,
  availability: [hours()],
  time_off: [],
  busy: [],
  ...over,
})
const service = (over: Partial<ServiceRules> = {}): ServiceRules => ({
  duration_minutes: 60,
  buffer_before_minutes: 0,
  buffer_after_minutes: 0,
  alignment_minutes: 30,
  minimum_notice_minutes: 0,
  ...over,
})
/** An hour and minute of 2026-12-01 in New York. */
const at = (clock: string) => Date.parse(`2026-12-01T${clock}:00-05:00`)
const span = (start: string, end: string): Interval => ({ start: at(start), end: at(end) })
const clockOf = (instant: number) => new Date(instant - 5 * HOUR_MS).toISOString().slice(11, 16)
const find = (over: Partial<Parameters<typeof findFreeSlots>[0]> = {}) =>
  findFreeSlots({ providers: [provider()], service: service(), range: DAY, now: NOW, ...over })
const starts = (over: Partial<Parameters<typeof findFreeSlots>[0]> = {}) =>
  find(over).map((slot) => clockOf(slot.starts_at))

describe('findFreeSlots', () => {
  it('offers each aligned start whose visit lies in the hours', () => {
    expect(starts()).toEqual(['09:00', '09:30', '10:00', '10:30', '11:00'])
  })

  it('takes back-to-back times as free', () => {
    const busy = [span('10:00', '11:00')]
    expect(starts({ providers: [provider({ busy })] })).toEqual(['09:00', '11:00'])
  })

  it('keeps buffers clear of bookings and time off but lets them leave the hours', () => {
    const rules = service({ buffer_before_minutes: 15, buffer_after_minutes: 30 })
    expect(starts({ service: rules })).toEqual(['09:00', '09:30', '10:00', '10:30', '11:00'])
    const busy = [span('10:30', '11:00')]
    expect(starts({ service: rules, providers: [provider({ busy })] })).toEqual(['09:00'])
    const time_off = [span('12:00', '13:00')]
    expect(starts({ service: rules, providers: [provider({ time_off })] }).at(-1)).toBe('10:30')
  })

  it('asks for the notice, and takes a slot exactly at its edge', () => {
    expect(starts({ service: service({ minimum_notice_minutes: 180 }) })[0]).toBe('10:00')
    expect(starts({ service: service({ minimum_notice_minutes: 181 }) })[0]).toBe('10:30')
  })

  it('reads the range as where visits start: its first instant in, its last out', () => {
    expect(starts({ range: span('09:30', '10:30') })).toEqual(['09:30', '10:00'])
    expect(starts({ range: { start: at('10:00'), end: at('10:00') } })).toEqual([])
  })

  it('counts the grid from local midnight, also where it does not divide a day', () => {
    const whole = [2, 3].map((weekday) => hours({ weekday, start_local: '00:00', end_local: '24:00' }))
    const rules = service({ duration_minutes: 1, alignment_minutes: 420 })
    const range = { start: at('00:00'), end: at('00:00') + 36 * HOUR_MS }
    const providers = [provider({ availability: whole })]
    expect(starts({ providers, service: rules, range, now: at('00:00') })).toEqual([
      '00:00',
      '07:00',
      '14:00',
      '21:00',
      '00:00',
      '07:00',
    ])
  })

  it('aligns to the clock on the wall where the zone is off the hour', () => {
    const zone = 'Asia/Kathmandu'
    const providers = [provider({ time_zone: zone, availability: [hours({ time_zone: zone })] })]
    const range = { start: Date.parse('2026-11-30T18:15Z'), end: Date.parse('2026-12-01T18:15Z') }
    const [first] = find({ providers, range, now: range.start, service: service({ alignment_minutes: 60 }) })
    expect(new Date(first!.starts_at).toISOString()).toBe('2026-12-01T03:15:00.000Z')
  })

  it('keeps to the clock on the wall through a shift of half an hour', () => {
    const zone = 'Australia/Lord_Howe'
    const nights = hours({ weekday: 7, start_local: '00:00', end_local: '04:00', time_zone: zone })
    const range = { start: Date.parse('2026-04-04T12:00Z'), end: Date.parse('2026-04-05T00:00Z') }
    const found = find({
      providers: [provider({ time_zone: zone, availability: [nights] })],
      range,
      now: range.start,
      service: service({ duration_minutes: 30, alignment_minutes: 60 }),
    })
    // At 2:00 clocks go back to 1:30; the hours are 0, 1, 2 and 3 all the same.
    expect(found.map((slot) => new Date(slot.starts_at).toISOString().slice(11, 16))).toEqual([
      '13:00',
      '14:00',
      '15:30',
      '16:30',
    ])
  })

  it('sorts by start, then provider, and keeps each provider’s earliest', () => {
    const providers = ['b', 'a'].map((provider_id) => provider({ provider_id }))
    const found = find({ providers, limit_per_provider: 2 })
    expect(found.map((slot) => `${slot.provider_id} ${clockOf(slot.starts_at)}`)).toEqual([
      'a 09:00',
      'b 09:00',
      'a 09:30',
      'b 09:30',
    ])
    expect(find({ limit_per_provider: 0 })).toEqual([])
  })

  it.each([
    ['duration_minutes', 0],
    ['alignment_minutes', 0],
    ['alignment_minutes', Number.NaN],
    ['buffer_after_minutes', -1],
    ['minimum_notice_minutes', -1],
  ])('refuses a service with %s %d', (field, value) => {
    const wrong = expect.objectContaining({ code: 'invalid_input', field })
    expect(() => find({ service: service({ [field]: value }) })).toThrow(wrong)
  })
})

describe('findFreeSlots on random schedules', () => {
  const RANGE_HOURS = 30
  const zones = fc.constantFrom(NEW_YORK, 'Australia/Lord_Howe', 'America/Santiago', 'Pacific/Chatham')
  const changes: Record<string, number> = {
    [NEW_YORK]: Date.parse('2026-11-01T06:00Z'),
    'Australia/Lord_Howe': Date.parse('2026-10-03T15:30Z'),
    'America/Santiago': Date.parse('2027-04-04T03:00Z'),
    'Pacific/Chatham': Date.parse('2027-04-03T14:00Z'),
  }
  const clock = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  const minutes = (max: number, min = 0) => fc.integer({ min, max })
  const rule = fc.tuple(minutes(7, 1), minutes(1439), minutes(600, 1), fc.boolean())
  const gap = fc.tuple(minutes(RANGE_HOURS * 60 + 300), minutes(200))
  const problem = fc.record({
    zone: zones,
    rules: fc.array(rule, { minLength: 1, maxLength: 5 }),
    time_off: fc.array(gap, { maxLength: 2 }),
    busy: fc.array(gap, { maxLength: 4 }),
    notice: minutes(400),
    service: fc.record({
      duration_minutes: minutes(120, 1),
      buffer_before_minutes: minutes(40),
      buffer_after_minutes: minutes(40),
      alignment_minutes: fc.constantFrom(5, 7, 15, 30, 45, 60, 120),
    }),
  })
  type Problem = typeof problem extends fc.Arbitrary<infer T> ? T : never

  function build({ zone, rules, time_off, busy, notice, service: rest }: Problem) {
    const start = changes[zone]! - (RANGE_HOURS / 2) * HOUR_MS
    const days = [0, 1].map((day) => Temporal.Instant.fromEpochMilliseconds(start + day * DAY_MS))
    const toInterval = ([from, length]: [number, number]) => ({
      start: start + (from - 120) * MINUTE_MS,
      end: start + (from - 120 + length) * MINUTE_MS,
    })
    const schedule = provider({
      time_zone: zone,
      availability: rules.map(([weekday, from, length, isNear], index) =>
        hours({
          weekday: isNear ? days[index % 2]!.toZonedDateTimeISO(zone).dayOfWeek : weekday,
          start_local: clock(from),
          end_local: clock(Math.min(from + length, 1440)),
          time_zone: zone,
        }),
      ),
      time_off: time_off.map(toInterval),
      busy: busy.map(toInterval),
    })
    const rules_ = { ...rest, minimum_notice_minutes: notice }
    return {
      schedule,
      rules: rules_,
      range: { start, end: start + RANGE_HOURS * HOUR_MS },
      now: start - 2 * HOUR_MS,
    }
  }

  /** The slow way: every minute of the range is tried, every minute of the visit looked up on the wall clock. */
  function slowStarts({ schedule, rules, range, now }: ReturnType<typeof build>): number[] {
    const visitMs = rules.duration_minutes * MINUTE_MS
    const open = new Map<number, number>()
    for (const wall of walkWallClock(schedule.time_zone, { start: range.start, end: range.end + visitMs })) {
      const weekday = new Date(`${wall.date}T00:00Z`).getUTCDay() || 7
      const clockNow = clock(wall.minute)
      const isOpen = schedule.availability.some(
        (each) => each.weekday === weekday && each.start_local <= clockNow && clockNow < each.end_local,
      )
      if (isOpen) open.set(wall.instant, wall.minute)
    }
    const blocks = [...schedule.time_off, ...schedule.busy]
    return [...open].flatMap(([start, minute]) => {
      const isInHours = Array.from({ length: rules.duration_minutes }, (_, i) => start + i * MINUTE_MS)
      const blocked = {
        start: start - rules.buffer_before_minutes * MINUTE_MS,
        end: start + visitMs + rules.buffer_after_minutes * MINUTE_MS,
      }
      const isFree =
        start < range.end &&
        start >= now + rules.minimum_notice_minutes * MINUTE_MS &&
        minute % rules.alignment_minutes === 0 &&
        isInHours.every((instant) => open.has(instant)) &&
        !blocks.some((block) => overlaps(block, blocked))
      return isFree ? [start] : []
    })
  }

  it('finds exactly what a minute-by-minute search finds', () => {
    let total = 0
    fc.assert(
      fc.property(problem, (input) => {
        const built = build(input)
        const found = findFreeSlots({ ...built, providers: [built.schedule], service: built.rules })
        expect(found.map((slot) => slot.starts_at)).toEqual(slowStarts(built))
        total += found.length
      }),
      { numRuns: 300 },
    )
    expect(total).toBeGreaterThan(1_000)
  })

  it('agrees with explainSlot on every minute, so that what is found can be booked and nothing else', () => {
    fc.assert(
      fc.property(problem, (input) => {
        const built = build(input)
        const { schedule, rules, range, now } = built
        const found = new Set(
          findFreeSlots({ ...built, providers: [schedule], service: rules }).map((slot) => slot.starts_at),
        )
        for (let start = range.start; start < range.end; start += 5 * MINUTE_MS) {
          const conflicts = explainSlot({ provider: schedule, service: rules, starts_at: start, now })
          expect(conflicts.length === 0).toBe(found.has(start))
        }
      }),
      { numRuns: 30 },
    )
  })

  it('gives many providers together what each has alone', () => {
    fc.assert(
      fc.property(fc.array(problem, { minLength: 2, maxLength: 4 }), (inputs) => {
        const built = inputs.map((input) => build(input))
        const { rules, range, now } = built[0]!
        const providers = built.map(({ schedule }, index) => ({ ...schedule, provider_id: `p${index}` }))
        const search = { service: rules, range, now }
        const together = findFreeSlots({ ...search, providers })
        for (const one of providers) {
          const alone = findFreeSlots({ ...search, providers: [one] })
          expect(together.filter((slot) => slot.provider_id === one.provider_id)).toEqual(alone)
        }
      }),
      { numRuns: 50 },
    )
  })
})

describe('slotAt', () => {
  it('adds the buffers around the visit, of another length where asked', () => {
    const rules = service({ buffer_before_minutes: 5, buffer_after_minutes: 10 })
    expect(slotAt(rules, 'a', at('10:00'))).toEqual({
      provider_id: 'a',
      starts_at: at('10:00'),
      ends_at: at('11:00'),
      blocked_from: at('09:55'),
      blocked_until: at('11:10'),
    })
    expect(slotAt(rules, 'a', at('10:00'), 20)).toMatchObject({
      ends_at: at('10:20'),
      blocked_until: at('10:30'),
    })
  })
})

describe('holdExpiry', () => {
  const hold = { now: NOW, slot_starts_at: NOW + 7 * DAY_MS, minimum_notice_minutes: 60 }

  it('is a day from now unless told otherwise', () => {
    expect(holdExpiry(hold)).toBe(NOW + DAY_MS)
    expect(holdExpiry({ ...hold, offer_ttl_hours: 2 })).toBe(NOW + 2 * HOUR_MS)
  })

  it('never passes the start of the slot less its notice', () => {
    expect(holdExpiry({ ...hold, slot_starts_at: NOW + 5 * HOUR_MS })).toBe(NOW + 4 * HOUR_MS)
  })

  it('is over already when the slot starts inside its notice', () => {
    expect(holdExpiry({ ...hold, slot_starts_at: NOW + 30 * MINUTE_MS })).toBeLessThan(NOW)
  })
})

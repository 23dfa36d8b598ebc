/**
 * Slot search over 50 providers and 30 days against the obvious implementation, on the same data in the same run:
 * `node bench/slot-search.ts`. Fails unless both find the same slots.
 */
import type { AvailabilityRule } from '#lib/domain/scheduling/availability.ts'
import { overlaps } from '#lib/domain/scheduling/interval.ts'
import { findFreeSlots, type ProviderSchedule, type Slot, slotAt } from '#lib/domain/scheduling/slots.ts'
import { DAY_MS, MINUTE_MS } from '#lib/domain/scheduling/units.ts'

const PROVIDERS = 50
const DAYS = 30
const VISITS_A_DAY = 12
const ROUNDS = 40
const NAIVE_ROUNDS = 3
const ZONES = ['America/New_York', 'America/Los_Angeles', 'Asia/Kathmandu', 'Pacific/Chatham'] as const
/** Covers the day on which New York and Los Angeles leave daylight saving time. */
const NOW = Date.parse('2026-10-20T04:00Z')
const RANGE = { start: NOW, end: NOW + DAYS * DAY_MS }
const SERVICE = {
  duration_minutes: 30,
  buffer_before_minutes: 5,
  buffer_after_minutes: 10,
  alignment_minutes: 15,
  minimum_notice_minutes: 120,
}

/** A small linear congruential generator: the same data in every run. */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

function schedules(): ProviderSchedule[] {
  const random = seededRandom(7)
  return Array.from({ length: PROVIDERS }, (_, index) => {
    const time_zone = ZONES[index % ZONES.length]!
    const rule = (weekday: number, start_local: string, end_local: string): AvailabilityRule => ({
      weekday,
      start_local,
      end_local,
      from_date: null,
      until_date: null,
      time_zone,
    })
    const busy = Array.from({ length: DAYS * VISITS_A_DAY }, () => {
      const start = NOW + Math.floor((random() * DAYS * DAY_MS) / (15 * MINUTE_MS)) * 15 * MINUTE_MS
      return { start, end: start + 45 * MINUTE_MS }
    }).sort((a, b) => a.start - b.start) // As the calendar query returns them.
    return {
      provider_id: `provider-${String(index).padStart(2, '0')}`,
      time_zone,
      availability: [1, 2, 3, 4, 5].flatMap((day) => [
        rule(day, '08:30', '12:00'),
        rule(day, '13:00', '17:30'),
      ]),
      time_off: [{ start: NOW + index * DAY_MS, end: NOW + (index + 2) * DAY_MS }],
      busy,
    }
  })
}

/** Each day, each window, each start: a date-time object for every candidate and a scan over all that is busy. */
function naiveSearch(providers: readonly ProviderSchedule[]): Slot[] {
  const found: Slot[] = []
  for (const provider of providers) {
    const blocks = [...provider.time_off, ...provider.busy]
    let date = Temporal.Instant.fromEpochMilliseconds(RANGE.start)
      .toZonedDateTimeISO(provider.time_zone)
      .toPlainDate()
    for (let day = 0; day <= DAYS; day++, date = date.add({ days: 1 })) {
      for (const rule of provider.availability) {
        if (rule.weekday !== date.dayOfWeek) continue
        const close = date.toZonedDateTime({ timeZone: rule.time_zone, plainTime: rule.end_local })
        let at = date.toZonedDateTime({ timeZone: rule.time_zone, plainTime: rule.start_local })
        for (
          ;
          at.epochMilliseconds < close.epochMilliseconds;
          at = at.add({ minutes: SERVICE.alignment_minutes })
        ) {
          const slot = slotAt(SERVICE, provider.provider_id, at.epochMilliseconds)
          const blocked = { start: slot.blocked_from, end: slot.blocked_until }
          const isFree =
            slot.starts_at >= NOW + SERVICE.minimum_notice_minutes * MINUTE_MS &&
            slot.starts_at < RANGE.end &&
            slot.ends_at <= close.epochMilliseconds &&
            blocks.every((block) => !overlaps(block, blocked))
          if (isFree) found.push(slot)
        }
      }
    }
  }
  return found.sort((a, b) => a.starts_at - b.starts_at || (a.provider_id < b.provider_id ? -1 : 1))
}

function measure<T>(rounds: number, run: () => T): { result: T; median: number; p95: number } {
  let result = run()
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now()
    result = run()
    return performance.now() - start
  }).sort((a, b) => a - b)
  return { result, median: times[Math.floor(rounds / 2)]!, p95: times[Math.floor(rounds * 0.95)]! }
}

const providers = schedules()
const sweep = measure(ROUNDS, () => findFreeSlots({ providers, service: SERVICE, range: RANGE, now: NOW }))
const naive = measure(NAIVE_ROUNDS, () => naiveSearch(providers))
if (JSON.stringify(sweep.result) !== JSON.stringify(naive.result)) {
  console.error(`The searches differ: ${sweep.result.length} slots against ${naive.result.length}.`)
  process.exit(1)
}
const ms = (value: number) => `${value.toFixed(2)} ms`
console.log(`${PROVIDERS} providers x ${DAYS} days, ${sweep.result.length} slots, both searches equal`)
console.log(`sweep  median ${ms(sweep.median)}, p95 ${ms(sweep.p95)}`)
console.log(`naive  median ${ms(naive.median)}`)
console.log(`ratio  ${(naive.median / sweep.median).toFixed(0)} times faster`)

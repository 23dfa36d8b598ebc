import { describe, expect, it } from 'vitest'
import { bucketsOf, METRIC_RANGES, RANGE_BUCKETS } from './metric-range.ts'

const NOW = Date.parse('2026-11-23T15:07:42Z')

describe('bucketsOf', () => {
  it.each([
    ['1h', '2026-11-23T14:08:00Z'],
    ['24h', '2026-11-22T16:00:00Z'],
    ['7d', '2026-11-16T18:00:00Z'],
  ] as const)('of %s begin at %s', (range, from) => {
    expect(new Date(bucketsOf(range, NOW).from).toISOString()).toBe(new Date(from).toISOString())
  })

  it.each(METRIC_RANGES)('of %s hold now in the last one, wherever now is in it', (range) => {
    const { bucketMs, count } = RANGE_BUCKETS[range]
    for (const now of [
      NOW,
      Math.floor(NOW / bucketMs) * bucketMs,
      Math.ceil(NOW / bucketMs) * bucketMs - 1,
    ]) {
      const { from } = bucketsOf(range, now)
      expect(Math.floor((now - from) / bucketMs)).toBe(count - 1)
    }
  })
})

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

export const METRIC_RANGES = ['1h', '24h', '7d'] as const
export type MetricRange = (typeof METRIC_RANGES)[number]

/** How long one bar of a chart is, and how many there are. */
export const RANGE_BUCKETS: Record<MetricRange, { bucketMs: number; count: number }> = {
  '1h': { bucketMs: 2 * MINUTE, count: 30 },
  '24h': { bucketMs: HOUR, count: 24 },
  '7d': { bucketMs: 6 * HOUR, count: 28 },
}

/**
 * The buckets of a range, in epoch ms, the last of them holding `now`: they begin at whole multiples of their length, so
 * that a chart that is drawn again moves by whole bars.
 */
export function bucketsOf(
  range: MetricRange,
  now: number,
): { from: number; bucketMs: number; count: number } {
  const { bucketMs, count } = RANGE_BUCKETS[range]
  const last = Math.floor(now / bucketMs) * bucketMs
  return { from: last - (count - 1) * bucketMs, bucketMs, count }
}

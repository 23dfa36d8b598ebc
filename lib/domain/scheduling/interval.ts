/**
 * A span of time as epoch milliseconds, half-open: `start` is inside, `end` is not, so back-to-back spans do not overlap.
 * The same reading as PostgreSQL's `tstzrange(a, b, '[)')` and RFC 5545 section 3.6.1 (DTSTART inclusive, DTEND exclusive).
 */
export interface Interval {
  start: number
  end: number
}

/** True for an interval without any time in it. */
export const isEmptyInterval = (a: Interval): boolean => a.end <= a.start

/** True where both have at least one instant in common. An empty interval overlaps nothing. */
export const overlaps = (a: Interval, b: Interval): boolean =>
  Math.max(a.start, b.start) < Math.min(a.end, b.end)

/** True where every instant of `inner` is in `outer`. */
export const contains = (outer: Interval, inner: Interval): boolean =>
  outer.start <= inner.start && inner.end <= outer.end

/** The common part, or null where there is none. */
export function intersect(a: Interval, b: Interval): Interval | null {
  const start = Math.max(a.start, b.start)
  const end = Math.min(a.end, b.end)
  return start < end ? { start, end } : null
}

/** The union as sorted, disjoint intervals; touching ones become one, empty ones vanish. The input is left as it is. */
export function merge(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter((each) => !isEmptyInterval(each)).sort((a, b) => a.start - b.start)
  const merged: Interval[] = []
  for (const { start, end } of sorted) {
    const last = merged.at(-1)
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end)
    else merged.push({ start, end })
  }
  return merged
}

/** What of `from` is left when every instant of `cuts` is taken out: sorted and disjoint, one sweep over both lists. */
export function subtract(from: readonly Interval[], cuts: readonly Interval[]): Interval[] {
  const blocks = merge(cuts)
  const left: Interval[] = []
  let first = 0
  for (const { start, end } of merge(from)) {
    let cursor = start
    while (first < blocks.length && blocks[first]!.end <= start) first++
    for (let i = first; i < blocks.length && blocks[i]!.start < end; i++) {
      if (blocks[i]!.start > cursor) left.push({ start: cursor, end: blocks[i]!.start })
      cursor = blocks[i]!.end
    }
    if (cursor < end) left.push({ start: cursor, end })
  }
  return left
}

/** The length of all together, in milliseconds; what is covered twice counts once. */
export const totalLength = (intervals: readonly Interval[]): number =>
  merge(intervals).reduce((sum, each) => sum + each.end - each.start, 0)

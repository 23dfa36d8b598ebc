import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  contains,
  type Interval,
  intersect,
  isEmptyInterval,
  merge,
  overlaps,
  subtract,
  totalLength,
} from './interval.ts'

const at = (start: number, end: number): Interval => ({ start, end })
const SPAN = 30
const interval = fc
  .tuple(fc.integer({ min: 0, max: SPAN }), fc.integer({ min: 0, max: SPAN }))
  .map(([a, b]) => at(a, b))
const many = fc.array(interval, { maxLength: 8 })

/** The instants 0..SPAN that a list covers: the definition, written the slow way. */
const instants = (list: readonly Interval[]) =>
  Array.from({ length: SPAN + 1 }, (_, t) => t).filter((t) => list.some((i) => i.start <= t && t < i.end))
const isNormal = (list: readonly Interval[]) =>
  list.every((each, i) => !isEmptyInterval(each) && (i === 0 || list[i - 1]!.end < each.start))

describe('intervals', () => {
  it('are half-open: back-to-back ones do not overlap', () => {
    expect(overlaps(at(0, 10), at(10, 20))).toBe(false)
    expect(overlaps(at(0, 11), at(10, 20))).toBe(true)
    expect(intersect(at(0, 10), at(10, 20))).toBeNull()
  })

  it('overlap in nothing when one is empty, even inside the other', () => {
    expect(overlaps(at(5, 5), at(0, 10))).toBe(false)
    expect(overlaps(at(0, 10), at(5, 5))).toBe(false)
  })

  it('contain themselves and nothing longer', () => {
    expect(contains(at(0, 10), at(0, 10))).toBe(true)
    expect(contains(at(0, 10), at(0, 11))).toBe(false)
  })

  it('overlap exactly where they have an instant in common', () => {
    fc.assert(
      fc.property(interval, interval, (a, b) => {
        const common = instants([a]).filter((t) => instants([b]).includes(t))
        expect(overlaps(a, b)).toBe(common.length > 0)
        const both = intersect(a, b)
        expect(both === null ? [] : instants([both])).toEqual(common)
      }),
    )
  })

  it('merge to the same instants, sorted, with gaps between', () => {
    fc.assert(
      fc.property(many, (list) => {
        const merged = merge(list)
        expect(isNormal(merged)).toBe(true)
        expect(instants(merged)).toEqual(instants(list))
        expect(totalLength(list)).toBe(instants(list).length)
      }),
    )
  })

  it('touching ones merge into one, and the input stays untouched', () => {
    const input = [at(10, 20), at(0, 10)]
    expect(merge(input)).toEqual([at(0, 20)])
    expect(input).toEqual([at(10, 20), at(0, 10)])
  })

  it('subtract exactly the instants of the cuts', () => {
    fc.assert(
      fc.property(many, many, (from, cuts) => {
        const left = subtract(from, cuts)
        const cut = new Set(instants(cuts))
        expect(instants(left)).toEqual(instants(from).filter((t) => !cut.has(t)))
        expect(isNormal(left)).toBe(true)
      }),
    )
  })
})

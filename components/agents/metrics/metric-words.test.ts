import { describe, expect, it } from 'vitest'
import { FAILURE_REASONS } from '#lib/domain/operations/failure-reason.ts'
import { bucketWords, figure, NO_FIGURE, percent, REASON_WORDS, timeTaken } from './metric-words.ts'

it.each([
  [0, '0'],
  [0.034, '0.03'],
  [1.25, '1.3'],
  [9.96, '10'],
  [84.4, '84'],
  [4_812, '4,812'],
])('figure(%f) is %s', (value, words) => expect(figure(value)).toBe(words))

describe('percent', () => {
  it.each([
    [0, 0, NO_FIGURE],
    [0, 3, '0 %'],
    [992, 1_000, '99.2 %'],
    [9_999, 10_000, '99.9 %'],
    [7, 7, '100 %'],
  ])('of %i of %i is %s', (part, whole, words) => expect(percent(part, whole)).toBe(words))
})

it.each([
  [null, NO_FIGURE],
  [0.4, '0 ms'],
  [21.4, '21 ms'],
  [1_240, '1.2 s'],
  [59_900, '60 s'],
  [180_000, '3 min'],
  [7_500_000, '2 h 5 min'],
])('timeTaken(%s) is %s', (ms, words) => expect(timeTaken(ms)).toBe(words))

it('names the day of a bar only where the range has several', () => {
  const from = '2026-11-23T15:04:00Z'
  expect(bucketWords(from, '1h', 'America/New_York')).toBe('10:04 AM')
  expect(bucketWords(from, '7d', 'America/New_York')).toBe('Mon Nov 23, 10:04 AM')
})

it('has words for every reason', () => {
  expect(Object.keys(REASON_WORDS).sort()).toEqual([...FAILURE_REASONS].sort())
})

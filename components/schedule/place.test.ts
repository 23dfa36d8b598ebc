import { describe, expect, it } from 'vitest'
import { pixels } from './grid-size.ts'
import { isSamePlace, timeAt } from './place.ts'

describe('the time at a height of a column', () => {
  it('is the quarter of an hour before it', () => {
    expect(timeAt('2026-12-01', 9 * 60, 0)).toBe('2026-12-01T09:00')
    expect(timeAt('2026-12-01', 9 * 60, pixels(74))).toBe('2026-12-01T10:00')
    expect(timeAt('2026-12-01', 9 * 60, pixels(75))).toBe('2026-12-01T10:15')
  })

  it('stays within the day', () => {
    expect(timeAt('2026-12-01', 0, -50)).toBe('2026-12-01T00:00')
    expect(timeAt('2026-12-01', 23 * 60, pixels(600))).toBe('2026-12-01T23:45')
  })
})

it('knows a visit that was dropped where it was', () => {
  const visit = { provider: { id: 'smith' }, starts_at: '2026-12-01T15:00:00.000Z' }
  const at = (local: string, providerId = 'smith') =>
    isSamePlace({ providerId, local }, visit, 'America/New_York')
  expect(at('2026-12-01T10:00')).toBe(true)
  expect(at('2026-12-01T10:15')).toBe(false)
  expect(at('2026-12-01T10:00', 'jones')).toBe(false)
})

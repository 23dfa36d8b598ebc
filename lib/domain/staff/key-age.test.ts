import { describe, expect, it } from 'vitest'
import { type KeyTimes, keyWarning } from './key-age.ts'

const DAY = 24 * 60 * 60 * 1000
const NOW = Date.parse('2026-12-01T12:00:00Z')
const key = (changes: Partial<KeyTimes> = {}): KeyTimes => ({
  created_at: NOW - 10 * DAY,
  expires_at: null,
  revoked_at: null,
  last_used_at: NOW - DAY,
  is_replaced: false,
  ...changes,
})

describe('the age of an API key', () => {
  it('is no trouble while it is young and used', () => expect(keyWarning(key(), NOW)).toBeNull())

  it.each([
    ['ends within the day', { expires_at: NOW + 1 }, 'Ends in 1 day. Rotate it in time.'],
    ['ends in a fortnight', { expires_at: NOW + 14 * DAY - 1 }, 'Ends in 14 days. Rotate it in time.'],
    ['is a year old', { created_at: NOW - 365 * DAY }, 'More than a year old. Rotate it.'],
    [
      'was last used long ago',
      { last_used_at: NOW - 90 * DAY },
      'Unused for 90 days. Revoke it if nobody needs it.',
    ],
    [
      'was never used',
      { created_at: NOW - 120 * DAY, last_used_at: null },
      'Unused for 120 days. Revoke it if nobody needs it.',
    ],
  ] as const)('is told when it %s', (_name, changes, words) => {
    expect(keyWarning(key(changes), NOW)).toBe(words)
  })

  it.each([
    ['revoked', { revoked_at: NOW - DAY }],
    ['over', { expires_at: NOW }],
    ['replaced', { expires_at: NOW + DAY, is_replaced: true }],
    ['to end later', { expires_at: NOW + 14 * DAY }],
  ])('is not told of one that is %s', (_name, changes) => {
    expect(keyWarning(key(changes), NOW)).toBeNull()
  })
})

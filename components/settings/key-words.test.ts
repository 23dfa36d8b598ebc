import { describe, expect, it } from 'vitest'
import type { ApiKeyView } from '#lib/domain/staff/schema.ts'
import { keyState, rotateReason, SCOPE_CHOICES, scopeLabel } from './key-words.ts'

const key = (changes: Partial<ApiKeyView> = {}): ApiKeyView => ({
  id: 'k',
  name: 'Scheduler bot',
  prefix: 'sbk_abcdef',
  scopes: [],
  clinic: null,
  created_at: '2026-01-01T12:00:00Z',
  expires_at: null,
  revoked_at: null,
  last_used_at: null,
  replaced_by_id: null,
  warning: null,
  ...changes,
})
const ZONE = 'America/New_York'
const NOW = Date.parse('2026-12-01T12:00:00Z')

describe('the state of an API key', () => {
  it('works without an end', () => {
    expect(keyState(key(), NOW, ZONE)).toEqual({ tone: 'good', words: 'Works, no end', isLive: true })
  })

  it('names the last day in the zone of the clinic, and warns in the last fortnight', () => {
    expect(keyState(key({ expires_at: '2027-03-02T03:00:00Z' }), NOW, ZONE)).toEqual({
      tone: 'good',
      words: 'Works until Mar 1, 2027',
      isLive: true,
    })
    expect(keyState(key({ expires_at: '2026-12-14T12:00:00Z' }), NOW, ZONE).tone).toBe('warn')
  })

  it('is over at the very moment it ends', () => {
    const ended = keyState(key({ expires_at: '2026-12-01T12:00:00Z' }), NOW, ZONE)
    expect(ended).toEqual({ tone: 'neutral', words: 'Ended Dec 1, 2026', isLive: false })
  })

  it('is revoked before it is anything else', () => {
    const revoked = key({ revoked_at: '2026-11-30T12:00:00Z', expires_at: '2027-01-01T00:00:00Z' })
    expect(keyState(revoked, NOW, ZONE)).toMatchObject({ words: 'Revoked Nov 30, 2026', isLive: false })
  })
})

describe('scopes in words', () => {
  it('has words for every permission, and shows wildcards and unknown ones as they are', () => {
    expect(SCOPE_CHOICES.every(({ label, detail }) => label !== '' && detail !== '')).toBe(true)
    expect(['appointments:write', 'agents:*', 'later:on'].map(scopeLabel)).toEqual([
      'Book',
      'agents: all',
      'later:on',
    ])
  })
})

it('rotates a key that works and was not rotated', () => {
  expect(rotateReason(key(), true)).toBeNull()
  expect(rotateReason(key(), false)).toContain('over')
  expect(rotateReason(key({ replaced_by_id: 'n' }), true)).toContain('newer')
})

import { describe, expect, it } from 'vitest'
import { MAX_REDRIVES } from '#lib/domain/agents/message.ts'
import { redriveAllVerb, redriveVerb, staysWords, stuckReason } from './redrive-words.ts'

describe('redriving in words', () => {
  const letter = { redrive_count: MAX_REDRIVES - 1, expires_at: null }
  const now = Date.parse('2026-12-01T15:00:00Z')

  it('says why a message cannot be put back any more', () => {
    expect(stuckReason(letter, now)).toBeNull()
    expect(stuckReason({ ...letter, redrive_count: MAX_REDRIVES }, now)).toContain('5 times already')
    expect(stuckReason({ ...letter, expires_at: '2026-12-01T15:00:00Z' }, now)).toContain('expired')
    expect(stuckReason({ ...letter, expires_at: '2026-12-01T15:00:01Z' }, now)).toBeNull()
  })

  it('writes on the button what will happen', () => {
    expect(redriveVerb({ to_agent: 'provider-agent' })).toBe('Send to Provider agent again')
    expect(redriveVerb({ to_agent: null })).toBe('Look for an agent again')
    expect([1, 12].map(redriveAllVerb)).toEqual(['Redrive 1 message', 'Redrive 12 messages'])
  })

  it('says what stays behind, and why', () => {
    expect(staysWords({ used_up: 0, expired: 0 })).toBeNull()
    expect(staysWords({ used_up: 4, expired: 1 })).toBe('What stays: 4 redriven 5 times already, 1 expired.')
  })
})

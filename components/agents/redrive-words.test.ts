import { describe, expect, it } from 'vitest'
import { MAX_REDRIVES } from '#lib/domain/agents/message.ts'
import { redriveAllVerb, redriveVerb, usedUpReason, usedUpWords } from './redrive-words.ts'

describe('redriving in words', () => {
  it('says why a message cannot be put back any more', () => {
    expect(usedUpReason({ redrive_count: MAX_REDRIVES - 1 })).toBeNull()
    expect(usedUpReason({ redrive_count: MAX_REDRIVES })).toContain(`${MAX_REDRIVES} times already`)
  })

  it('writes on the button what will happen', () => {
    expect(redriveVerb({ to_agent: 'provider-agent' })).toBe('Send to Provider agent again')
    expect(redriveVerb({ to_agent: null })).toBe('Look for an agent again')
    expect([1, 12].map(redriveAllVerb)).toEqual(['Redrive 1 message', 'Redrive 12 messages'])
  })

  it('says what stays behind', () => {
    expect(usedUpWords({ used_up: 0 })).toBeNull()
    expect(usedUpWords({ used_up: 1 })).toBe('1 more was redriven 5 times already and stays a dead letter.')
    expect(usedUpWords({ used_up: 4 })).toBe('4 more were redriven 5 times already and stay dead letters.')
  })
})

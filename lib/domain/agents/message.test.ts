import { describe, expect, it } from 'vitest'
import {
  AGENT_MESSAGE_STATES,
  agentMessageLifecycle,
  assertRedrive,
  MAX_REDRIVES,
  stateAt,
} from './message.ts'

describe('agentMessageLifecycle', () => {
  it('goes from pending over delivered to processed, or straight there', () => {
    expect(agentMessageLifecycle.steps.pending).toEqual(['delivered', 'processed', 'failed', 'expired'])
    expect(agentMessageLifecycle.steps.delivered).toEqual(['processed', 'failed', 'expired'])
    expect(agentMessageLifecycle.isFinal('processed')).toBe(true)
    expect(agentMessageLifecycle.isFinal('expired')).toBe(true)
  })

  it('has a row for every state', () => {
    expect(Object.keys(agentMessageLifecycle.steps)).toEqual([...AGENT_MESSAGE_STATES])
  })
})

describe('assertRedrive', () => {
  it('puts a failed message back five times at most', () => {
    for (let count = 0; count < MAX_REDRIVES; count += 1) {
      expect(() => assertRedrive({ state: 'failed', redrive_count: count })).not.toThrow()
    }
    expect(() => assertRedrive({ state: 'failed', redrive_count: MAX_REDRIVES })).toThrow(/5 times/)
  })

  it('refuses messages that have not failed', () => {
    for (const state of AGENT_MESSAGE_STATES.filter((each) => each !== 'failed')) {
      expect(() => assertRedrive({ state, redrive_count: 0 })).toThrow(/cannot become pending/)
    }
  })
})

describe('stateAt', () => {
  const AT = new Date(1_000)
  it.each([
    ['pending', AT, 999, 'pending'],
    ['pending', AT, 1_000, 'expired'],
    ['delivered', AT, 1_000, 'expired'],
    ['processed', AT, 1_000, 'processed'],
    ['failed', AT, 1_000, 'failed'],
    ['pending', null, 1_000, 'pending'],
  ] as const)('is for %s, expiring at %s, at %i: %s', (state, expires_at, now, expected) => {
    expect(stateAt({ state, expires_at }, now)).toBe(expected)
  })
})

import { describe, expect, it } from 'vitest'
import { HEARTBEAT_LOST_AFTER_MS, isAgentStale } from './heartbeat.ts'
import { MAX_TRIES, retryDelayMs } from './retry-policy.ts'

describe('retryDelayMs', () => {
  it('waits 1 s, 5 s, 30 s and 2 min, and after the fifth try no more', () => {
    expect([1, 2, 3, 4, 5].map(retryDelayMs)).toEqual([1_000, 5_000, 30_000, 120_000, null])
    expect(MAX_TRIES).toBe(5)
  })
})

describe('isAgentStale', () => {
  const NOW = 1_000_000_000
  const agent = (is_builtin: boolean, silence: number | null) => ({
    is_builtin,
    heartbeat_at: silence === null ? null : new Date(NOW - silence),
  })

  it('takes an agent that was never heard of for stale', () => {
    expect(isAgentStale(agent(true, null), NOW)).toBe(true)
    expect(isAgentStale(agent(false, null), NOW)).toBe(true)
  })

  it('waits seconds for a built-in agent and five minutes for anybody else’s', () => {
    expect(isAgentStale(agent(true, HEARTBEAT_LOST_AFTER_MS), NOW)).toBe(false)
    expect(isAgentStale(agent(true, HEARTBEAT_LOST_AFTER_MS + 1), NOW)).toBe(true)
    expect(isAgentStale(agent(false, 300_000), NOW)).toBe(false)
    expect(isAgentStale(agent(false, 300_001), NOW)).toBe(true)
  })
})

import { describe, expect, it } from 'vitest'
import { HEARTBEAT_LOST_AFTER_MS, isAgentStale } from './heartbeat.ts'
import { deliveryDelaysMs, MAX_TRIES, nextTryInMs, retryDelayMs } from './retry-policy.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const seconds = (metadata: unknown) => deliveryDelaysMs(metadata).map((delay) => delay / SECOND)

describe('retryDelayMs', () => {
  it('waits 1 s, 5 s, 30 s and 2 min, and after the fifth try no more', () => {
    expect([1, 2, 3, 4, 5].map(retryDelayMs)).toEqual([1_000, 5_000, 30_000, 120_000, null])
    expect(MAX_TRIES).toBe(5)
  })
})

describe('deliveryDelaysMs', () => {
  const DEFAULT = [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000]

  it('is eight tries over 27 h 35 min when nobody asked for anything else', () => {
    for (const metadata of [
      null,
      undefined,
      {},
      { retry_policy: 'exponential_backoff' },
      { colour: 'red' },
    ]) {
      expect(seconds(metadata)).toEqual(DEFAULT)
    }
    expect(DEFAULT.reduce((sum, wait) => sum + wait, 0)).toBe(27 * 3_600 + 35 * 60 + 5)
  })

  it('is one try with the policy none, whatever else is asked for', () => {
    expect(seconds({ retry_policy: 'none', max_retries: 3, retry_delay: 5 })).toEqual([])
  })

  it('waits equally long each time with the policy fixed, a minute when no time is given', () => {
    expect(seconds({ retry_policy: 'fixed', retry_delay: 20, max_retries: 3 })).toEqual([20, 20, 20])
    expect(seconds({ retry_policy: 'fixed', max_retries: 2 })).toEqual([60, 60])
    expect(seconds({ retry_policy: 'fixed' })).toHaveLength(7)
  })

  it('doubles from the delay that is given, up to ten hours or to that delay', () => {
    expect(seconds({ retry_delay: 2 })).toEqual([2, 4, 8, 16, 32, 64, 128])
    expect(seconds({ retry_delay: 20_000 })).toEqual([20_000, 36_000, 36_000, 36_000, 36_000, 36_000, 36_000])
    expect(seconds({ retry_delay: 80_000, max_retries: 2 })).toEqual([80_000, 80_000])
  })

  it('lets max_retries shorten the list, to one try with 0', () => {
    expect(seconds({ max_retries: 2 })).toEqual([5, 300])
    expect(seconds({ max_retries: 0 })).toEqual([])
  })

  it('takes metadata that cannot be read for none', () => {
    expect(seconds({ retry_policy: 'sometimes', max_retries: -1 })).toEqual(DEFAULT)
    expect(seconds('no object')).toEqual(DEFAULT)
  })
})

describe('nextTryInMs', () => {
  const next = (fields: Partial<Parameters<typeof nextTryInMs>[1]>) =>
    nextTryInMs([10 * SECOND, HOUR], { tries: 1, retryAfterMs: null, random: 0.5, ...fields })

  it('waits as listed, a tenth shorter or longer by chance, and not at all after the last', () => {
    expect(next({})).toBe(10 * SECOND)
    expect(next({ random: 0 })).toBe(9 * SECOND)
    expect(next({ random: 1 })).toBe(11 * SECOND)
    expect(next({ tries: 2 })).toBe(HOUR)
    expect(next({ tries: 3 })).toBeNull()
    expect(nextTryInMs([], { tries: 1, retryAfterMs: MINUTE, random: 0 })).toBeNull()
  })

  it('waits longer where the server asks for it, never shorter, and a day at most', () => {
    expect(next({ retryAfterMs: MINUTE })).toBe(MINUTE)
    expect(next({ retryAfterMs: SECOND, random: 0 })).toBe(9 * SECOND)
    expect(next({ retryAfterMs: 1_000 * HOUR })).toBe(24 * HOUR)
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

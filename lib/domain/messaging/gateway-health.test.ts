import { describe, expect, it } from 'vitest'
import {
  afterFault,
  FAULTS_BEFORE_REST,
  faultOf,
  type GatewayHealth,
  restsUntil,
  WELL,
} from './gateway-health.ts'

const MINUTE_MS = 60_000
const NOW = Date.parse('2026-11-23T15:00:00Z')
const faults = (times: readonly number[], from: GatewayHealth = WELL) =>
  times.reduce((health, at) => afterFault(health, 'fault', at), from)

describe('faultOf', () => {
  it.each([
    ['twilio', '20003', 'refuses_us'],
    ['twilio', '30002', 'refuses_us'],
    ['twilio', '20503', 'fault'],
    ['twilio', 'ECONNREFUSED', 'fault'],
    ['twilio', 'ECONNRESET', 'fault'],
    ['twilio', 'HTTP_502', 'fault'],
    ['aws', 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT', 'refuses_us'],
    ['twilio', '21610', 'none'],
    ['twilio', '21211', 'none'],
    ['twilio', '21612', 'none'],
    ['twilio', '20429', 'none'],
    ['twilio', '30007', 'none'],
    ['aws', 'TEXT_SPAM', 'none'],
  ] as const)('%s %s: %s', (provider, code, fault) => {
    expect(faultOf(provider, code)).toBe(fault)
  })
})

describe('afterFault', () => {
  it('rests a gateway after faults in a row, and not after as many that are far apart', () => {
    expect(faults([NOW, NOW]).rests_until).toBeNull()
    expect(faults([NOW, NOW, NOW])).toMatchObject({
      failures: FAULTS_BEFORE_REST,
      rests_until: NOW + MINUTE_MS,
    })
    const apart = [0, 11, 22, 33].map((minutes) => NOW + minutes * MINUTE_MS)
    expect(faults(apart).rests_until).toBeNull()
  })

  it('rests one that refuses our account at once', () => {
    expect(afterFault(WELL, 'refuses_us', NOW).rests_until).toBe(NOW + MINUTE_MS)
  })

  it('takes what was under way when the rest began for no news', () => {
    const resting = faults([NOW, NOW, NOW])
    expect(faults([NOW + 1, NOW + 2], resting)).toBe(resting)
  })

  it('rests longer each time that the trial fails, to a quarter of an hour', () => {
    let health = faults([NOW, NOW, NOW])
    const rests = []
    let now = NOW
    for (let trial = 0; trial < 5; trial += 1) {
      now = health.rests_until!
      expect(restsUntil(health, now)).toBeNull()
      health = afterFault({ ...health, is_trial: true, rests_until: now + MINUTE_MS }, 'fault', now)
      rests.push((restsUntil(health, now)! - now) / MINUTE_MS)
    }
    expect(rests).toEqual([2, 5, 15, 15, 15])
  })
})

import { describe, expect, it } from 'vitest'
import { byKind } from './wakes.ts'

describe('the wake-ups of one transaction', () => {
  it('are one per kind, key and time, with the most urgent priority', () => {
    const grouped = byKind([
      { kind: 'agent.act', key: 'a' },
      { kind: 'agent.act', key: 'a', priority: 2 },
      { kind: 'agent.act', key: 'a', priority: 9 },
      { kind: 'agent.act', key: 'a', delayMs: 500 },
      { kind: 'sms.deliver', key: 'a' },
    ])
    expect(grouped.get('agent.act')).toEqual([
      { kind: 'agent.act', key: 'a', priority: 2 },
      { kind: 'agent.act', key: 'a', delayMs: 500 },
    ])
    expect(grouped.get('sms.deliver')).toEqual([{ kind: 'sms.deliver', key: 'a' }])
  })
})

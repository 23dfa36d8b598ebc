import { describe, expect, it } from 'vitest'
import type { AgentView } from '#lib/domain/agents/schema.ts'
import {
  agentState,
  agentWarnings,
  beatWords,
  deliveryWords,
  inOrderOfNeed,
  queueWords,
  readCapabilities,
  removalWords,
  statusQuestion,
} from './agent-words.ts'

const NOW = Date.parse('2026-12-01T15:00:00Z')
const at = (seconds: number) => new Date(NOW + seconds * 1_000).toISOString()

const agent = (fields: Partial<AgentView> = {}): AgentView => ({
  id: fields.name ?? 'id',
  name: 'northside-provider',
  type: 'provider',
  status: 'active',
  status_reason: null,
  endpoint: 'https://agents.example.com/inbox',
  capabilities: [],
  clinic_id: null,
  delivery: 'push',
  is_builtin: false,
  is_stale: false,
  load: null,
  heartbeat_at: at(-14),
  created_at: at(-1_000),
  updated_at: at(-1_000),
  queue_depth: 0,
  oldest_pending_at: null,
  providers: [],
  version: 1,
  ...fields,
})
const builtIn = (name: string, fields: Partial<AgentView> = {}) =>
  agent({ name, is_builtin: true, delivery: 'built_in', endpoint: null, ...fields })

describe('an agent in words', () => {
  it('says how it is and what that means for its messages', () => {
    expect(agentState(agent())).toEqual({ tone: 'good', words: 'well', why: null })
    expect(agentState(agent({ status: 'maintenance' })).words).toBe('in maintenance')
    expect(agentState(agent({ status: 'inactive', status_reason: 'It answered 410' })).why).toMatch(
      /^It answered 410\. Its messages wait/,
    )
    expect(agentState(agent({ is_stale: true, heartbeat_at: at(-420) }))).toMatchObject({
      tone: 'warn',
      words: 'not heard of',
      why: 'It gets no routed work until its next heartbeat.',
    })
    expect(agentState(builtIn('user-agent', { is_stale: true }))).toMatchObject({
      tone: 'bad',
      words: 'no worker',
    })
  })

  it('says when it was heard of, and how it gets its messages', () => {
    expect(beatWords(agent(), NOW)).toBe('Heartbeat 14 s ago')
    expect(beatWords(agent({ heartbeat_at: null }), NOW)).toBe('No heartbeat yet')
    expect(deliveryWords(agent())).toBe('HTTPS push')
    expect(deliveryWords(agent({ endpoint: 'http://10.0.0.5/x' }))).toBe('HTTP push')
    expect(deliveryWords(agent({ delivery: 'poll', endpoint: null }))).toBe('Polls')
  })

  it('says how much waits and since when', () => {
    expect(queueWords(agent(), NOW)).toEqual({ words: '0', isSlow: false })
    expect(queueWords(agent({ queue_depth: 12, oldest_pending_at: at(-420) }), NOW)).toEqual({
      words: '12, oldest 7 min',
      isSlow: true,
    })
  })

  it('comes first when it needs a look', () => {
    const order = inOrderOfNeed([
      agent({ name: 'b' }),
      agent({ name: 'stale', is_stale: true }),
      builtIn('user-agent'),
      builtIn('provider-agent', { is_stale: true }),
      agent({ name: 'a' }),
    ])
    expect(order.map(({ name }) => name)).toEqual(['provider-agent', 'stale', 'user-agent', 'a', 'b'])
  })
})

describe('what an on-call engineer is warned of', () => {
  it('is one line when no worker runs, with everything that waits', () => {
    const [warning, ...others] = agentWarnings(
      [
        builtIn('user-agent', { is_stale: true, queue_depth: 2, heartbeat_at: at(-30) }),
        builtIn('provider-agent', { is_stale: true, queue_depth: 1, heartbeat_at: at(-30) }),
      ],
      NOW,
    )
    expect(others).toEqual([])
    expect(warning).toMatchObject({ tone: 'bad', title: 'No worker runs User agent, Provider agent.' })
    expect(warning?.text).toContain('3 messages wait, nothing is lost')
  })

  it('is an agent that is silent, or stopped while work waits for it', () => {
    const warnings = agentWarnings(
      [
        agent({ name: 'silent', is_stale: true, heartbeat_at: at(-420), queue_depth: 12 }),
        agent({ name: 'paused', status: 'maintenance', queue_depth: 1 }),
        agent({ name: 'resting', status: 'maintenance' }),
        agent({ name: 'brand-new', is_stale: true, heartbeat_at: null }),
        agent({ name: 'fine' }),
      ],
      NOW,
    )
    expect(warnings.map(({ title }) => title)).toEqual([
      'silent is not heard of.',
      'paused is in maintenance.',
    ])
    expect(warnings[1]?.text).toBe('1 message waits until it is set to active.')
  })
})

describe('what a button will do', () => {
  it('is said before it is done', () => {
    expect(statusQuestion(agent({ queue_depth: 3 }), 'active').text).toMatch(
      /^3 messages wait for it; from now on/,
    )
    expect(statusQuestion(agent(), 'maintenance')).toMatchObject({ verb: 'Set to maintenance' })
    expect(
      removalWords(agent({ queue_depth: 3, providers: [{ id: 'p', name: 'Dr. Lee' }] })).join(' '),
    ).toMatch(/The 3 messages that wait .* dead letters.*schedule of Dr\. Lee/)
  })

  it('reads capabilities as they are typed, each once', () => {
    expect(readCapabilities(' availability, book ,, book\nrecall')).toEqual([
      'availability',
      'book',
      'recall',
    ])
    expect(readCapabilities('')).toEqual([])
  })
})

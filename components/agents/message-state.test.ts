import { describe, expect, it } from 'vitest'
import type { AgentView, MessageView } from '#lib/domain/agents/schema.ts'
import { messageState, tookWords } from './message-state.ts'

const NOW = Date.parse('2026-12-01T15:00:00Z')
const at = (seconds: number) => new Date(NOW + seconds * 1_000).toISOString()
const clocks = { now: NOW, systemNow: NOW }

const message = (fields: Partial<MessageView> = {}): MessageView => ({
  id: '0199a000-0000-7000-8000-000000000001',
  from_agent_id: '0199a000-0000-7000-8000-00000000000a',
  from_agent: 'scheduling-agent',
  to_agent_id: '0199a000-0000-7000-8000-00000000000b',
  to_agent: 'northside-provider',
  clinic_id: null,
  conversation_id: null,
  thread_id: null,
  in_reply_to: null,
  message_type: 'REQUEST_BOOKING',
  priority: 2,
  content: {},
  metadata: null,
  status: 'pending',
  failure_reason: null,
  routing_reason: null,
  result: null,
  retry_count: 0,
  redrive_count: 0,
  next_try_at: null,
  leased_until: null,
  expires_at: null,
  created_at: at(-10),
  updated_at: at(-10),
  delivered_at: null,
  processed_at: null,
  failed_at: null,
  ...fields,
})

const receiver = (fields: Partial<AgentView> = {}): AgentView => ({
  id: '0199a000-0000-7000-8000-00000000000b',
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
  heartbeat_at: at(-5),
  created_at: at(-1_000),
  updated_at: at(-1_000),
  queue_depth: 1,
  oldest_pending_at: at(-10),
  providers: [],
  version: 1,
  ...fields,
})

const words = (fields: Partial<MessageView>, agent?: Partial<AgentView>) =>
  messageState(message(fields), agent === undefined ? undefined : receiver(agent), clocks)

describe('the state of a message in words', () => {
  it('names the next try and when it comes', () => {
    expect(words({ next_try_at: at(5) }, {})).toMatchObject({ words: 'try 2 of 8', aside: 'next in 5 s' })
    expect(words({ next_try_at: at(125), retry_count: 2 }, {})).toMatchObject({
      words: 'try 4 of 8',
      aside: 'next in 2 min',
    })
    expect(words({ next_try_at: at(-1), retry_count: 1 }, {})).toMatchObject({ aside: 'now' })
  })

  it('counts the tries that the sender allowed, and no whole after a redrive', () => {
    expect(words({ next_try_at: at(5), metadata: { max_retries: 2 } }, {}).words).toBe('try 2 of 3')
    expect(words({ next_try_at: at(5), retry_count: 3, redrive_count: 1 }, {}).words).toBe('try 5')
    expect(words({ next_try_at: at(5) }, { delivery: 'built_in', is_builtin: true }).words).toBe('try 2 of 5')
  })

  it('says who has it in hand, and how long a lease still runs on the system clock', () => {
    const leased_until = at(42)
    expect(words({ leased_until }, { delivery: 'poll' })).toMatchObject({
      words: 'leased',
      aside: '42 s left',
    })
    expect(words({ leased_until }, {}).words).toBe('being sent')
    expect(words({ leased_until }, { delivery: 'built_in' }).words).toBe('being handled')
    const later = messageState(message({ leased_until }), receiver(), { now: NOW, systemNow: NOW + 60_000 })
    expect(later.words).toBe('waiting')
  })

  it('says whom it waits for and why', () => {
    const nobody = words({ to_agent_id: null, to_agent: null, routing_reason: 'Nobody can triage.' })
    expect(nobody).toMatchObject({ words: 'waiting for an agent', why: 'Nobody can triage.', tone: 'warn' })
    expect(words({}, { status: 'maintenance' })).toMatchObject({ words: 'waiting: maintenance' })
    expect(words({}, { status: 'inactive', status_reason: 'It answered 410.' }).why).toContain('410')
    expect(words({}, { is_stale: true, delivery: 'poll' }).words).toBe('waiting: silent')
    expect(words({}, { is_stale: true, is_builtin: true, delivery: 'built_in' })).toMatchObject({
      words: 'waiting: no worker',
      tone: 'warn',
    })
  })

  it('warns of a wait only when it is long', () => {
    expect(words({}, {}).tone).toBe('neutral')
    expect(words({ created_at: at(-61) }, {})).toMatchObject({ tone: 'warn', aside: '1 min' })
  })

  it('says what a finished message took, and why a dead one died', () => {
    expect(words({ status: 'processed', created_at: at(0), processed_at: at(0.038) })).toMatchObject({
      words: 'processed',
      aside: '38 ms',
      tone: 'good',
    })
    expect(words({ status: 'failed', retry_count: 7, failure_reason: 'It answered 503.' })).toMatchObject({
      words: 'dead letter',
      aside: '8 tries',
      why: 'It answered 503.',
      tone: 'bad',
    })
    expect(words({ status: 'expired' }).words).toBe('expired')
    expect(words({ status: 'delivered', delivered_at: at(-90) })).toMatchObject({ aside: '1 min ago' })
  })
})

describe('how long something took', () => {
  it('is said in the unit that a person would use', () => {
    expect([21, 999, 1_234, 59_990, 61_000].map(tookWords)).toEqual([
      '21 ms',
      '999 ms',
      '1.2 s',
      '59.9 s',
      '1 min',
    ])
    expect(tookWords(-5)).toBe('')
  })
})

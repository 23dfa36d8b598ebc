import { describe, expect, it } from 'vitest'
import {
  areInReach,
  chooseReceiver,
  type RoutingCandidate,
  type RoutingRequest,
  waitReason,
} from './routing.ts'

const agent = (name: string, fields: Partial<RoutingCandidate> = {}): RoutingCandidate => ({
  id: `id of ${name}`,
  name,
  is_builtin: false,
  clinic_id: null,
  status: 'active',
  is_stale: false,
  capabilities: ['scrape', 'sort'],
  load: 0.2,
  queue_depth: 0,
  ...fields,
})
const request = (fields: Partial<RoutingRequest> = {}): RoutingRequest => ({
  message_type: 'task',
  from_agent_id: 'the sender',
  clinic_id: null,
  requirements: ['scrape'],
  task_type: null,
  ...fields,
})
const chosen = (candidates: RoutingCandidate[], fields: Partial<RoutingRequest> = {}) =>
  chooseReceiver(request(fields), candidates).agent_id?.replace('id of ', '') ?? null
const reason = (candidates: RoutingCandidate[], fields: Partial<RoutingRequest> = {}) =>
  chooseReceiver(request(fields), candidates).reason

describe('who may get a message', () => {
  it('is an agent that has all that is required', () => {
    const half = agent('half', { capabilities: ['scrape'], load: 0 })
    expect(chosen([half, agent('whole')], { requirements: ['scrape', 'sort'] })).toBe('whole')
    expect(chosen([half], { requirements: ['scrape', 'sort'] })).toBeNull()
  })

  it.each([
    ['in maintenance', { status: 'maintenance' }],
    ['inactive', { status: 'inactive' }],
    ['silent', { is_stale: true }],
    ['of another clinic', { clinic_id: 'elsewhere' }],
    ['the sender', { id: 'the sender' }],
    ['one of ours, which takes no tasks', { is_builtin: true }],
  ] satisfies [string, Partial<RoutingCandidate>][])('is none that is %s', (_what, fields) => {
    const best = agent('best', { load: 0, ...fields })
    expect(chosen([best, agent('other')], { clinic_id: 'here' })).toBe('other')
    expect(chosen([best], { clinic_id: 'here' })).toBeNull()
  })

  it('may be one of ours for a message that ours take', () => {
    const ours = agent('ours', { is_builtin: true })
    expect(chosen([ours], { message_type: 'REQUEST_APPOINTMENT' })).toBe('ours')
    expect(chosen([ours], { message_type: 'OFFER_SLOTS' })).toBeNull()
  })

  it('must do the task where nothing else is required, and prefers to where something is', () => {
    const others = [
      agent('other', { load: 0 }),
      agent('expert', { capabilities: ['scrape', 'maps'], load: 1 }),
    ]
    expect(chosen(others, { task_type: 'maps' })).toBe('expert')
    expect(chosen(others, { task_type: 'cook' })).toBe('other')
    expect(chosen(others, { requirements: [], task_type: 'maps' })).toBe('expert')
    expect(chosen(others, { requirements: [], task_type: 'cook' })).toBeNull()
  })
})

describe('who gets it', () => {
  it('is the least loaded, then the one with the shorter queue, then the first by name', () => {
    expect(chosen([agent('a', { load: 0.3 }), agent('b', { load: 0.2 })])).toBe('b')
    expect(chosen([agent('a', { queue_depth: 2 }), agent('b', { queue_depth: 1 })])).toBe('b')
    expect(chosen([agent('b'), agent('a')])).toBe('a')
  })

  it('takes an agent that never told its load for half full', () => {
    const quiet = agent('quiet', { load: null })
    expect(chosen([quiet, agent('busy', { load: 0.6 })])).toBe('quiet')
    expect(chosen([quiet, agent('idle', { load: 0.4 })])).toBe('idle')
  })
})

describe('the reason', () => {
  it('says what the receiver can do and how it stood', () => {
    expect(reason([agent('a', { queue_depth: 3 })])).toBe(
      'a can do scrape; the only one there (load 20 %, 3 waiting).',
    )
    expect(
      reason([agent('a', { load: null }), agent('b', { load: 1 })], {
        task_type: 'sort',
      }),
    ).toBe('a can do scrape, and sort too; chosen among 2 (load not told, 0 waiting).')
  })

  it('says that nobody can, or who could and is not there', () => {
    expect(reason([], { requirements: ['a', 'b', 'c'] })).toBe('No agent within reach can do a, b and c.')
    const absent = [
      agent('a', { status: 'maintenance' }),
      agent('b', { status: 'inactive' }),
      agent('c', { is_stale: true }),
    ]
    expect(reason(absent)).toBe(
      'No agent that can do scrape is there: a is in maintenance; b is inactive; c has not been heard of lately.',
    )
    expect(reason([...absent, agent('d', { is_stale: true })])).toMatch(/lately and 1 more\.$/)
  })
})

describe('areInReach', () => {
  it('is true within a clinic and for whoever is of every clinic', () => {
    expect(areInReach('a', 'a')).toBe(true)
    expect(areInReach(null, 'a')).toBe(true)
    expect(areInReach('a', null)).toBe(true)
    expect(areInReach('a', 'b')).toBe(false)
  })
})

describe('waitReason', () => {
  const wait = (fields: Partial<Parameters<typeof waitReason>[0]>) =>
    waitReason({ name: 'peer', status: 'active', is_stale: false, is_polling: true, ...fields })
  it('names what keeps a message from its receiver', () => {
    expect(wait({})).toBeNull()
    expect(wait({ status: 'maintenance' })).toMatch(/^peer is in maintenance/)
    expect(wait({ status: 'inactive', is_polling: false })).toMatch(/^peer is inactive/)
    expect(wait({ is_stale: true })).toMatch(/not been heard of/)
  })
  it('does not hold back a delivery because of a missed heartbeat', () => {
    expect(wait({ is_stale: true, is_polling: false })).toBeNull()
  })
})

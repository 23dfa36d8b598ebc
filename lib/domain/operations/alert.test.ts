import { describe, expect, it } from 'vitest'
import {
  ALERT_KINDS,
  alertThresholds,
  DEFAULT_THRESHOLDS,
  durationWords,
  findTroubles,
  type Observations,
} from './alert.ts'

const MINUTE = 60_000
const QUIET: Observations = {
  queues: [],
  deliveries: [],
  agents: [],
  worker_silent_ms: 0,
  replies: [],
  missed: { count: 0, first_at: 0, last_at: 0 },
  webhooks: [],
  carriers: [],
}
const agent = { id: 'a1', name: 'northside-provider', clinic_id: 'c1' }
const find = (observed: Partial<Observations>, thresholds = {}) =>
  findTroubles({ ...QUIET, ...observed }, { ...DEFAULT_THRESHOLDS, ...thresholds })
const kinds = (observed: Partial<Observations>, thresholds = {}) =>
  find(observed, thresholds).map(({ kind }) => kind)

describe('findTroubles', () => {
  it('finds none where all is quiet', () => expect(find({})).toEqual([]))

  it('tells of texts that the webhook missed, how many and within what time', () => {
    const one = { count: 1, first_at: MINUTE, last_at: MINUTE }
    expect(find({ missed: one })[0]).toMatchObject({
      kind: 'texts_missed',
      subject: 'all',
      message: expect.stringMatching(/^1 text of a patient did not reach the webhook and was brought in/),
    })
    const atOnce = { ...one, last_at: MINUTE + 400, count: 2 }
    expect(find({ missed: atOnce })[0]?.message).toMatch(
      /^2 texts of patients did not reach the webhook and were/,
    )
    const many = { count: 3, first_at: MINUTE, last_at: 31 * MINUTE }
    expect(find({ missed: many })[0]?.message).toMatch(
      /^3 texts of patients did not reach the webhook within 30 min/,
    )
    expect(find({ missed: many }, { texts_missed: 4 })).toEqual([])
    expect(find({ missed: many }, { texts_missed: null })).toEqual([])
  })

  it('tells of a sender whose posts are turned down, and why', () => {
    const webhooks = [
      { channel: 'twilio', bad: 5, reason: 'bad_signature' },
      { channel: 'sns', bad: 4, reason: 'too_old' },
    ]
    expect(find({ webhooks })).toMatchObject([
      {
        kind: 'webhook_failing',
        subject: 'twilio',
        message: expect.stringMatching(/5 posts of Twilio .* signature/),
      },
    ])
  })

  it('tells of a carrier that rests, why and for how long, and of one whose trial is due', () => {
    const resting = { provider: 'twilio', faults: 3, code: '20003', rests_ms: 2 * MINUTE } as const
    const [told] = find({ carriers: [resting] })
    expect(told).toMatchObject({ kind: 'carrier_resting', subject: 'twilio', clinic_id: null })
    expect(told!.message).toMatch(
      /^Twilio takes no texts: Twilio refused our credentials. It rests for another 2 min\./,
    )
    const due = { ...resting, rests_ms: 0, code: null }
    expect(find({ carriers: [due] })[0]!.message).toMatch(/no answer. The next text tries it\./)
    expect(find({ carriers: [resting] }, { carrier_resting: 4 })).toEqual([])
    expect(find({ carriers: [resting] }, { carrier_resting: null })).toEqual([])
  })

  it('counts what waits for an agent, and what has none', () => {
    const queues = [
      { agent, waiting: 99 },
      { agent: { ...agent, id: 'a2', name: 'other' }, waiting: 100 },
      { agent: null, waiting: 250 },
    ]
    const builtIn = [{ agent: { ...agent, name: 'user-agent' }, waiting: 1_000 }]
    expect(find({ queues: builtIn })[0]?.message).toContain('for User agent;')
    expect(find({ queues })).toEqual([
      {
        kind: 'queue_depth',
        subject: 'a2',
        clinic_id: 'c1',
        message: '100 messages wait for other; the limit is 100.',
      },
      {
        kind: 'queue_depth',
        subject: 'unrouted',
        clinic_id: null,
        message: '250 messages wait for an agent that can take them; the limit is 100.',
      },
    ])
  })

  it('judges an agent by its failed tries, when there were enough of them', () => {
    const deliveries = (tries: number, failed: number) => ({ deliveries: [{ agent, tries, failed }] })
    expect(kinds(deliveries(4, 4))).toEqual([])
    expect(kinds(deliveries(10, 4))).toEqual([])
    expect(find(deliveries(10, 5))[0]).toMatchObject({
      kind: 'failure_rate',
      subject: 'a1',
      message: '5 of the last 10 tries to hand northside-provider a message failed (50 % within 15 minutes).',
    })
    expect(kinds(deliveries(1_000, 11), { failure_rate: 1 })).toEqual(['failure_rate'])
  })

  it('misses an agent that has been silent for longer than the minutes', () => {
    expect(kinds({ agents: [{ ...agent, silent_ms: 5 * MINUTE }] })).toEqual([])
    expect(find({ agents: [{ ...agent, silent_ms: 7 * MINUTE }] })[0]?.message).toBe(
      'northside-provider has not been heard of for 7 min. It gets no routed work.',
    )
  })

  it('misses the workers', () => {
    expect(kinds({ worker_silent_ms: 30_000 })).toEqual([])
    expect(find({ worker_silent_ms: 40_000 })[0]).toMatchObject({ kind: 'no_worker', subject: 'all' })
  })

  it('says per clinic how many conversations wait for staff, and for how long', () => {
    const replies = [
      {
        clinic: { id: 'c1', name: 'Riverside Clinic' },
        waiting_ms: [59 * MINUTE, 60 * MINUTE, 130 * MINUTE],
      },
      { clinic: { id: 'c2', name: 'Northside' }, waiting_ms: [10 * MINUTE] },
    ]
    expect(find({ replies })).toEqual([
      {
        kind: 'replies_unanswered',
        subject: 'c1',
        clinic_id: 'c1',
        message:
          '2 conversations wait for staff of Riverside Clinic for more than 60 minutes, the longest for 2 h 10 min.',
      },
    ])
  })

  it('is silent about what is switched off', () => {
    const off = Object.fromEntries(ALERT_KINDS.map((kind) => [kind, null]))
    const everything = {
      queues: [{ agent, waiting: 1e6 }],
      deliveries: [{ agent, tries: 9, failed: 9 }],
      agents: [{ ...agent, silent_ms: 1e9 }],
      worker_silent_ms: 1e9,
      replies: [{ clinic: { id: 'c1', name: 'x' }, waiting_ms: [1e9] }],
    }
    expect(kinds(everything)).toHaveLength(5)
    expect(kinds(everything, off)).toEqual([])
  })
})

it('the defaults are thresholds that may be set', () => {
  expect(alertThresholds.parse(DEFAULT_THRESHOLDS)).toEqual(DEFAULT_THRESHOLDS)
})

describe('durationWords', () => {
  it.each([
    [0, '0 s'],
    [119_999, '119 s'],
    [120_000, '2 min'],
    [3_599_000, '59 min'],
    [3_600_000, '1 h'],
    [7_500_000, '2 h 5 min'],
  ])('writes %i ms as %s', (ms, words) => expect(durationWords(ms)).toBe(words))
})

import { describe, expect, it } from 'vitest'
import { OUTSIDE_FAILURES } from '../agents/outside-endpoint.ts'
import { FAILURE_REASONS, failureReason } from './failure-reason.ts'

const attempt = (fields: Partial<Parameters<typeof failureReason>[0]>) =>
  failureReason({ status: 'failed', response_code: null, error: null, ...fields })

describe('failureReason', () => {
  it.each([
    [301, 'redirect'],
    [400, 'client_error'],
    [404, 'client_error'],
    [410, 'gone'],
    [429, 'throttled'],
    [500, 'server_error'],
    [503, 'server_error'],
    [599, 'server_error'],
    [200, 'other'],
  ])('of an answer %i is %s', (response_code, reason) => {
    expect(attempt({ response_code, error: 'whatever the server said' })).toBe(reason)
  })

  it('of no answer is what the gateway says', () => {
    for (const [reason, error] of Object.entries(OUTSIDE_FAILURES)) expect(attempt({ error })).toBe(reason)
    expect(attempt({ status: 'timeout', error: 'The lease ran out.' })).toBe('timeout')
  })

  it('of a process that died is lost, and of an agent’s own words is handling', () => {
    expect(attempt({ status: 'sending' })).toBe('lost')
    expect(attempt({ error: 'Maria Jones could not be booked.' })).toBe('handling')
    expect(attempt({})).toBe('handling')
  })

  it('is always one of the closed list', () => {
    for (let code = 0; code < 1_000; code += 1) {
      expect(FAILURE_REASONS).toContain(attempt({ response_code: code }))
    }
    for (const reason of Object.keys(OUTSIDE_FAILURES)) expect(FAILURE_REASONS).toContain(reason)
  })
})

import { describe, expect, it } from 'vitest'
import { readOutcome } from './delivery.ts'

const answered = (status: number, retryAfterMs: number | null = null) =>
  readOutcome({ kind: 'answered', status, retryAfterMs, body: '', durationMs: 1 })

describe('readOutcome', () => {
  it.each([200, 201, 202, 204, 299])('takes %i as delivered', (status) => {
    expect(answered(status)).toEqual({ kind: 'delivered' })
  })

  it('stops at 410', () => {
    expect(answered(410)).toEqual({ kind: 'gone', reason: 'The endpoint answered 410 Gone.' })
  })

  it.each([400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504])('tries again after %i', (status) => {
    expect(answered(status, 9)).toEqual({
      kind: 'failed',
      isTimeout: false,
      retryAfterMs: 9,
      reason: `The endpoint answered ${status}.`,
    })
  })

  it.each([301, 302, 303, 307, 308])('does not take the redirect %i for an arrival', (status) => {
    expect(answered(status)).toMatchObject({ kind: 'failed', reason: expect.stringContaining('redirect') })
  })

  it('tells a time-out from another failure', () => {
    const failed = (isTimeout: boolean) =>
      readOutcome({ kind: 'failed', isTimeout, error: 'No.', durationMs: 1 })
    expect(failed(true)).toEqual({ kind: 'failed', isTimeout: true, retryAfterMs: null, reason: 'No.' })
    expect(failed(false)).toMatchObject({ isTimeout: false })
  })
})

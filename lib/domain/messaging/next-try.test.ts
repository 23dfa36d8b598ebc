import { describe, expect, it } from 'vitest'
import { type FailedTry, nextTry } from './next-try.ts'

const tried = (code: string, fields: Partial<FailedTry> = {}) =>
  nextTry({ provider: 'twilio', code, tries: 1, others: [], ...fields })
const GIVE_UP = { kind: 'give_up' }
const BY_AWS = { kind: 'again', provider: 'aws', wait_ms: 0 }
const MINUTE_MS = 60_000

describe('nextTry', () => {
  it('waits longer with each try at a busy carrier, and as long as it asks', () => {
    const waits = [1, 2, 3, 4, 5].map((tries) => tried('20429', { tries }))
    expect(waits.map((next) => next.kind === 'again' && next.wait_ms / 1_000)).toEqual([
      5, 60, 300, 1_800, 1_800,
    ])
    expect(tried('20429', { retry_after_seconds: 30 })).toMatchObject({ wait_ms: 30_000 })
    expect(tried('20429', { tries: 6 })).toEqual(GIVE_UP)
  })

  it('waits hours for a phone that is off, a few times', () => {
    expect(tried('30003', { tries: 3 })).toMatchObject({ provider: 'twilio', wait_ms: 120 * MINUTE_MS })
    expect(tried('30003', { tries: 4 })).toEqual(GIVE_UP)
  })

  it('changes the carrier at once where this one refuses everything', () => {
    for (const code of ['20003', '30002', '63038', '21612'])
      expect(tried(code, { others: ['aws'] })).toEqual(BY_AWS)
    expect(tried('20003')).toEqual(GIVE_UP)
    const back = nextTry({ provider: 'aws', code: 'ACCOUNT_DISABLED', tries: 1, others: ['twilio'] })
    expect(back).toEqual({ kind: 'again', provider: 'twilio', wait_ms: 0 })
  })

  it('tries a busy carrier again before it changes, but does not wait a day for a daily limit', () => {
    expect(tried('20429', { others: ['aws'] })).toMatchObject({ provider: 'twilio', wait_ms: 5_000 })
    expect(tried('20429', { tries: 6, others: ['aws'] })).toEqual(BY_AWS)
    expect(tried('30023', { others: ['aws'] })).toEqual(BY_AWS)
    expect(tried('30023')).toMatchObject({ provider: 'twilio', wait_ms: 24 * 60 * MINUTE_MS })
  })

  it('never changes the carrier for an opt-out, a number that cannot be texted, or filtered words', () => {
    for (const code of ['21610', '21211', '21614', '30005', '30006', '30007', '30004', '30003', '39999'])
      expect(tried(code, { tries: 99, others: ['aws'] })).toEqual(GIVE_UP)
    for (const code of ['DESTINATION_PHONE_NUMBER_OPTED_OUT', 'TEXT_SPAM', 'TEXT_INVALID', 'TEXT_BLOCKED'])
      expect(nextTry({ provider: 'aws', code, tries: 99, others: ['twilio'] })).toEqual(GIVE_UP)
  })

  it('never tries again what may have arrived', () => {
    for (const code of ['20500', '20503', '30410', 'ECONNRESET', 'HTTP_502'])
      expect(tried(code, { others: ['aws'] })).toEqual(GIVE_UP)
    expect(tried('', { others: ['aws'] })).toEqual(GIVE_UP)
  })
})

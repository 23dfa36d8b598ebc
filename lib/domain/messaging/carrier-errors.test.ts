import { describe, expect, it } from 'vitest'
import { AWS_ERRORS } from './aws-errors.ts'
import { classifyCarrierError } from './carrier-errors.ts'
import { CARRIER_POLICIES } from './carrier-policy.ts'
import { TWILIO_ERRORS } from './twilio-errors.ts'

describe('classifyCarrierError', () => {
  it.each([
    ['twilio', 21610, 'opt_out'],
    ['twilio', '21610', 'opt_out'],
    ['twilio', 21211, 'stop'],
    ['twilio', 20429, 'retry'],
    ['twilio', 20003, 'failover'],
    ['twilio', 30006, 'stop'],
    ['twilio', 30003, 'retry'],
    ['twilio', 30007, 'stop'],
    ['twilio', 20500, 'unknown'],
    ['twilio', 'ECONNRESET', 'unknown'],
    ['twilio', 'ECONNABORTED', 'unknown'],
    ['twilio', 'ECONNREFUSED', 'retry'],
    ['twilio', 'HTTP_502', 'unknown'],
    ['twilio', 'HTTP_429', 'retry'],
    ['aws', 'DESTINATION_PHONE_NUMBER_OPTED_OUT', 'opt_out'],
    ['aws', 'ConflictException.DESTINATION_PHONE_NUMBER_OPTED_OUT', 'opt_out'],
    ['aws', 'ConflictException.SOMETHING_NEW', 'stop'],
    ['aws', 'ServiceQuotaExceededException.MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT', 'failover'],
    ['aws', 'ThrottlingException', 'retry'],
    ['aws', 'InternalServerException', 'unknown'],
    ['aws', 'TimeoutError', 'unknown'],
    ['aws', 'TEXT_UNREACHABLE', 'retry'],
    ['aws', 'TEXT_SPAM', 'stop'],
    ['mock', '21610', 'opt_out'],
    ['mock', 'TEXT_INVALID', 'stop'],
  ] as const)('%s %s means %s', (provider, code, policy) => {
    expect(classifyCarrierError(provider, code)).toMatchObject({ policy, isKnown: true })
  })

  it('never retries a code that no table knows, and shows it', () => {
    const error = classifyCarrierError('twilio', 39999)
    expect(error).toMatchObject({ policy: 'stop', isKnown: false, code: '39999' })
    expect(error.words).toContain('39999')
  })

  it('treats an error without any code as perhaps sent', () => {
    for (const code of [undefined, null, '', '  ']) {
      expect(classifyCarrierError('aws', code)).toMatchObject({ policy: 'unknown', isKnown: false })
    }
  })

  it('does not read names of Object.prototype as codes, nor shows more than 80 characters of one', () => {
    expect(classifyCarrierError('aws', 'constructor').isKnown).toBe(false)
    expect(classifyCarrierError('aws', '__proto__').isKnown).toBe(false)
    expect(classifyCarrierError('aws', 'x'.repeat(5_000)).code).toHaveLength(80)
  })

  it('does not read an AWS code from Twilio or the other way round', () => {
    expect(classifyCarrierError('twilio', 'TEXT_INVALID').isKnown).toBe(false)
    expect(classifyCarrierError('aws', '21610').isKnown).toBe(false)
  })

  it.each(Object.entries({ ...TWILIO_ERRORS, ...AWS_ERRORS }))(
    '%s is complete and in plain words',
    (_code, rule) => {
      expect(CARRIER_POLICIES).toContain(rule.policy)
      expect(rule.words).toMatch(/^[a-zA-Z][^!_\n]{8,90}[^.!\s]$/)
      expect(rule.retryAfterMs !== undefined && rule.maxRetries! > 0).toBe(rule.policy === 'retry')
    },
  )
})

import { describe, expect, it } from 'vitest'
import { isSwitchboardError, type SwitchboardError } from '../errors.ts'
import { outcomeOfError, type SmsConfig, selectSmsProvider } from './sms-gateway.ts'

const TWILIO = { accountSid: 'AC123', authToken: 'secret-token', fromNumber: '+14155550100' }
const AWS = { region: 'us-east-1', originationNumber: '+12125550101' }
const NOTHING: SmsConfig = { twilio: {}, aws: {} }

function errorOf(config: SmsConfig): SwitchboardError {
  try {
    selectSmsProvider(config)
  } catch (error) {
    if (isSwitchboardError(error, 'invalid_input')) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('selectSmsProvider', () => {
  it.each<[string, SmsConfig, string]>([
    ['nothing is set', NOTHING, 'mock'],
    [
      'empty strings are set',
      { smsProvider: '', twilio: { accountSid: '' }, aws: { originationNumber: ' ' } },
      'mock',
    ],
    [
      'only a region is set, which the reply model needs too',
      { twilio: {}, aws: { region: 'us-east-1' } },
      'mock',
    ],
    ['Twilio is complete', { twilio: TWILIO, aws: {} }, 'twilio'],
    [
      'a messaging service stands for the number',
      { twilio: { ...TWILIO, fromNumber: undefined, messagingServiceSid: 'MG1' }, aws: {} },
      'twilio',
    ],
    ['AWS is complete', { twilio: {}, aws: AWS }, 'aws'],
    ['both are complete', { twilio: TWILIO, aws: AWS }, 'twilio'],
    ['the mock is forced over both', { useMockSms: true, twilio: TWILIO, aws: AWS }, 'mock'],
    ['USE_MOCK_SMS is false', { useMockSms: false, twilio: TWILIO, aws: {} }, 'twilio'],
    [
      'SMS_PROVIDER beats USE_MOCK_SMS',
      { smsProvider: 'aws', useMockSms: true, twilio: TWILIO, aws: AWS },
      'aws',
    ],
    ['SMS_PROVIDER is in capitals', { smsProvider: ' Twilio ', twilio: TWILIO, aws: AWS }, 'twilio'],
    [
      'the mock is forced over half of Twilio',
      { smsProvider: 'mock', twilio: { accountSid: 'AC1' }, aws: {} },
      'mock',
    ],
    [
      'AWS is forced over half of Twilio',
      { smsProvider: 'aws', twilio: { accountSid: 'AC1' }, aws: AWS },
      'aws',
    ],
  ])('when %s', (_case, config, provider) => {
    expect(selectSmsProvider(config)).toBe(provider)
  })

  it.each<[string, SmsConfig, string[]]>([
    ['the token', { twilio: { ...TWILIO, authToken: undefined }, aws: {} }, ['TWILIO_AUTH_TOKEN']],
    ['the account', { twilio: { ...TWILIO, accountSid: ' ' }, aws: AWS }, ['TWILIO_ACCOUNT_SID']],
    [
      'the sender',
      { twilio: { ...TWILIO, fromNumber: undefined }, aws: {} },
      ['TWILIO_FROM_NUMBER', 'TWILIO_MESSAGING_SERVICE_SID'],
    ],
    [
      'account and token',
      { twilio: { fromNumber: '+14155550100' }, aws: {} },
      ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
    ],
    [
      'all of a forced Twilio',
      { smsProvider: 'twilio', twilio: {}, aws: AWS },
      ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM_NUMBER'],
    ],
    [
      'the AWS number',
      { twilio: {}, aws: { region: 'us-east-1', configurationSet: 'clinic' } },
      ['AWS_SMS_ORIGINATION_NUMBER'],
    ],
    [
      'the AWS number beside a complete Twilio',
      { twilio: TWILIO, aws: { region: 'us-east-1', configurationSet: 'clinic' } },
      ['AWS_SMS_ORIGINATION_NUMBER'],
    ],
    ['the AWS region', { twilio: {}, aws: { originationNumber: '+12125550101' } }, ['AWS_REGION']],
  ])('stops and names %s when that is missing', (_case, config, names) => {
    const error = errorOf(config)
    expect(error.field).toBe(names[0])
    for (const name of names) expect(error.message).toContain(name)
    expect(error.message).not.toContain('secret-token')
  })

  it('refuses an unknown provider and lists the known ones', () => {
    expect(errorOf({ ...NOTHING, smsProvider: 'nexmo' })).toMatchObject({
      field: 'SMS_PROVIDER',
      legal: ['twilio', 'aws', 'mock'],
    })
  })

  it('refuses an API key in the place of the account, and an address that is none', () => {
    expect(errorOf({ twilio: { ...TWILIO, accountSid: 'SK123' }, aws: {} }).field).toBe('TWILIO_ACCOUNT_SID')
    expect(errorOf({ twilio: { ...TWILIO, apiBaseUrl: '127.0.0.1:4010' }, aws: {} }).field).toBe(
      'TWILIO_API_BASE_URL',
    )
  })
})

describe('outcomeOfError', () => {
  it('takes the longer of our wait and the one that the carrier asks for', () => {
    expect(outcomeOfError('twilio', '20429', 90)).toMatchObject({ policy: 'retry', retry_after_seconds: 90 })
    expect(outcomeOfError('twilio', '20429', 1)).toMatchObject({ policy: 'retry', retry_after_seconds: 5 })
    expect(outcomeOfError('twilio', '20429')).toMatchObject({ retry_after_seconds: 5 })
  })

  it('gives no wait where nothing is to be tried again', () => {
    expect(outcomeOfError('twilio', '21610', 90)).toEqual({
      kind: 'refused',
      code: '21610',
      policy: 'opt_out',
      message: 'this person opted out of texts',
    })
  })

  it('passes nothing on that does not look like a code', () => {
    expect(outcomeOfError('aws', 'call +1 415 555 0123')).toMatchObject({ kind: 'unknown', code: 'none' })
  })
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readEnv, VARIABLE_NAMES } from './env.ts'

const KEY = Buffer.alloc(32, 7).toString('base64')

const BASE: NodeJS.ProcessEnv = {
  NODE_ENV: 'test',
  DATABASE_URL: 'postgresql://user:secret@127.0.0.1:5432/switchboard',
  DATA_ENCRYPTION_KEY: KEY,
  NEXTAUTH_SECRET: 'n'.repeat(32),
}
const TWILIO = { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 't', TWILIO_FROM_NUMBER: '+15551230000' }

const read = (changes: Record<string, string | undefined> = {}) => readEnv({ ...BASE, ...changes })

/** Name and default of each line, also of those that are commented out. */
function exampleLines(): Map<string, string> {
  const text = readFileSync(join(import.meta.dirname, '..', '.env.example'), 'utf8')
  const lines = [...text.matchAll(/^([A-Z][A-Z0-9_]*)=(.*)$/gm)]
  return new Map(lines.map(([, name = '', value = '']) => [name, value]))
}

describe('readEnv', () => {
  it('needs only the database and the two secrets', () => {
    expect(read()).toMatchObject({
      smsProvider: 'mock',
      replyModel: null,
      publicBaseUrl: null,
      agentApiKey: null,
      worker: 'inline',
      offerTtlHours: 24,
      maxOfferRounds: 3,
      maxHeldShare: 0.3,
      apiRatePerMinute: 600,
      messageQueueWorkers: 3,
      smsPriceMicros: {
        twilio: { outbound: 7500, inbound: 7500 },
        aws: { outbound: 6450, inbound: 7500 },
      },
    })
  })

  it('takes an empty value for none', () => {
    const empty = Object.fromEntries(VARIABLE_NAMES.map((name) => [name, '']))
    expect(read({ ...empty, ...BASE })).toEqual(read())
  })

  it.each([
    ['DATABASE_URL', undefined, 'DATABASE_URL must be set: the address of the PostgreSQL database.'],
    ['DATABASE_URL', 'localhost', /^DATABASE_URL must be an address such as postgresql:/],
    ['DATABASE_URL', 'mysql://a:b@c/d', /^DATABASE_URL must be an address such as postgresql:/],
    ['DATA_ENCRYPTION_KEY', 'c2hvcnQ=', /^DATA_ENCRYPTION_KEY must be 32 bytes in base64/],
    ['NEXTAUTH_SECRET', 'short', 'NEXTAUTH_SECRET must have at least 32 characters.'],
    ['PORT', '70000', 'PORT must be a whole number from 1 to 65535.'],
    ['PORT', '8080.5', 'PORT must be a whole number from 1 to 65535.'],
    ['OFFER_TTL_HOURS', '0', 'OFFER_TTL_HOURS must be a whole number from 1 to 336.'],
    ['MAX_HELD_SHARE', '130%', 'MAX_HELD_SHARE must be a share such as 30% or 0.3.'],
    ['MAX_HELD_SHARE', 'some', 'MAX_HELD_SHARE must be a share such as 30% or 0.3.'],
    ['SMS_PRICE_AWS_OUT', '-1', /^SMS_PRICE_AWS_OUT must be a price in US dollars/],
    ['TRUSTED_PROXY', 'perhaps', 'TRUSTED_PROXY must be true or false.'],
    ['WORKER', 'none', 'WORKER must be inline or separate.'],
    ['LOG_LEVEL', 'loud', /^LOG_LEVEL must be trace, debug, info, warn, error, fatal or silent/],
    ['PUBLIC_BASE_URL', 'clinic.example', /^PUBLIC_BASE_URL must be an address such as https:/],
    ['APP_URL', 'https://clinic.example/app', /^APP_URL must be an address such as https:/],
    ['DEMO_PASSWORD', 'short', 'DEMO_PASSWORD must have at least 12 characters.'],
    ['SMS_PROVIDER', 'pigeon', 'SMS_PROVIDER must be twilio, aws or mock.'],
    [
      'TWILIO_ACCOUNT_SID',
      'AC1',
      /^Twilio is only half configured: TWILIO_AUTH_TOKEN and TWILIO_FROM_NUMBER/,
    ],
  ])('says what is wrong with %s=%s', (name, value, message) => {
    expect(() => read({ [name]: value })).toThrow(message)
    try {
      read({ [name]: value })
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid_input', field: expect.stringMatching(/^[A-Z_]+$/) })
    }
  })

  it('names every variable that is wrong, and no value', () => {
    expect(() => read({ PORT: 'x-secret', WORKER: 'y-secret' })).toThrow(
      'PORT must be a whole number from 1 to 65535. WORKER must be inline or separate.',
    )
  })

  it('reads a share as per cent or as a fraction', () => {
    expect(read({ MAX_HELD_SHARE: '25 %' }).maxHeldShare).toBe(0.25)
    expect(read({ MAX_HELD_SHARE: '0.5' }).maxHeldShare).toBe(0.5)
  })

  it('takes APP_URL for PUBLIC_BASE_URL, which wins', () => {
    expect(read({ APP_URL: 'https://a.example/' }).publicBaseUrl).toBe('https://a.example')
    expect(read({ APP_URL: 'https://a.example', PUBLIC_BASE_URL: 'https://b.example' }).publicBaseUrl).toBe(
      'https://b.example',
    )
  })

  it.each(['your_secure_api_key_here', 'short'])('refuses the agent key %s where texts are real', (key) => {
    expect(() => read({ ...TWILIO, AGENT_API_KEY: key })).toThrow(/^AGENT_API_KEY must be a key of your own/)
    expect(read({ ...TWILIO, USE_MOCK_SMS: 'true', AGENT_API_KEY: key }).agentApiKey).toBe(key)
  })

  it('accepts a long agent key on a carrier', () => {
    expect(read({ ...TWILIO, AGENT_API_KEY: 'k'.repeat(32) })).toMatchObject({ smsProvider: 'twilio' })
  })
})

describe('whom to believe that posts for AWS', () => {
  const TOPIC = 'arn:aws:sns:us-east-1:123456789012:incoming-sms'
  const [one, other] = ['a'.repeat(32), 'b'.repeat(40)]
  it('is lists with commas', () => {
    expect(read().awsSnsTopicArns).toEqual([])
    expect(read({ AWS_SNS_TOPIC_ARNS: `${TOPIC}, ${TOPIC}2` }).awsSnsTopicArns).toEqual([TOPIC, `${TOPIC}2`])
    expect(read({ EVENTBRIDGE_API_KEYS: `${one},${other}` }).eventBridgeApiKeys).toEqual([one, other])
  })

  it.each([
    { AWS_SNS_TOPIC_ARNS: 'arn:aws:sqs:us-east-1:123456789012:incoming-sms' },
    { AWS_SNS_TOPIC_ARNS: `${TOPIC},incoming-sms` },
    { EVENTBRIDGE_API_KEYS: 'short' },
    { EVENTBRIDGE_API_KEYS: [one, other, one].join() },
  ])('refuses %j, and shows no key', (variables) => {
    expect(() => read(variables)).toThrow(new RegExp(`^${Object.keys(variables)[0]} must be`))
    expect(() => read(variables)).not.toThrow(one)
  })
})

describe('.env.example', () => {
  it('documents every variable and no other', () => {
    expect([...exampleLines().keys()].sort()).toEqual([...VARIABLE_NAMES].sort())
  })

  it('shows the defaults', () => {
    const shown = Object.fromEntries(exampleLines())
    expect(readEnv({ ...shown, ...BASE })).toEqual(read())
  })
})

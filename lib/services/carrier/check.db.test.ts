import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Ports } from '#lib/core/context.ts'
import { createAwsGateway } from '#lib/gateways/sms/aws.ts'
import { createTwilioGateway } from '#lib/gateways/sms/twilio.ts'
import { type Carriers, startCarriers } from '#lib/test/carriers.ts'
import { testCtx } from '#lib/test/context.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { checkCarriers } from './check.ts'

const { db } = openTestDatabase()
const WEBHOOK = 'https://clinic.example/api/sms/webhook'
let carriers: Carriers
beforeEach(async () => {
  carriers = await startCarriers(Date.now)
})
afterEach(() => carriers.close())

async function check(ports: Partial<Ports>, config: object = {}) {
  const ctx = testCtx(db(), {
    ports,
    config: { isMockGateway: false, publicBaseUrl: 'https://clinic.example', ...config },
  })
  const result = await checkCarriers(ctx)
  return { ...result, of: (name: string) => result.checks.find((each) => each.name === name) }
}
const failing = ({ checks }: { checks: { name: string; is_ok: boolean }[] }) =>
  checks.filter(({ is_ok }) => !is_ok).map(({ name }) => name)

function twilio(overrides: object = {}) {
  const { accountSid, authToken, numbers, url } = carriers.twilio
  return createTwilioGateway({ accountSid, authToken, fromNumber: numbers[0], apiBaseUrl: url, ...overrides })
}

describe('checkCarriers on Twilio', () => {
  it('is content with right credentials, number and webhook, connection overrides and all', async () => {
    carriers.twilio.smsUrl = `${WEBHOOK}#rc=2&rp=ct,rt,5xx`
    const result = await check({ sms: twilio() })
    expect(failing(result)).toEqual([])
    expect(result).toMatchObject({ provider: 'twilio', is_ok: true })
    expect(carriers.twilio.messages).toEqual([])
  })

  it('says what to do about each thing that is wrong', async () => {
    const elsewhere = await check({ sms: twilio() })
    expect(elsewhere.of('Twilio webhook')).toMatchObject({
      is_ok: false,
      words: expect.stringContaining(WEBHOOK),
    })
    expect(
      (await check({ sms: twilio({ fromNumber: '+14155550199' }) })).of('Twilio number')?.words,
    ).toContain('TWILIO_FROM_NUMBER')
    carriers.twilio.isVoiceOnly = true
    expect((await check({ sms: twilio() })).of('Twilio number')?.words).toContain('cannot send texts')
  })

  it('names wrong credentials without showing them, and an unreachable Twilio', async () => {
    const wrong = await check({ sms: twilio({ authToken: 'a wrong secret' }) })
    expect(failing(wrong)).toEqual(['Twilio credentials'])
    expect(JSON.stringify(wrong)).not.toContain('a wrong secret')
    expect(wrong.of('Twilio credentials')?.words).toContain('TWILIO_AUTH_TOKEN')
    const away = await check({ sms: twilio({ apiBaseUrl: 'http://127.0.0.1:1' }) })
    expect(away.of('Twilio credentials')?.words).toContain('api.twilio.com')
  })

  it('looks at a messaging service where texts go out through one', async () => {
    carriers.twilio.smsUrl = WEBHOOK
    const service = carriers.twilio.messagingServices[0]
    expect(failing(await check({ sms: twilio({ messagingServiceSid: service }) }))).toEqual([])
    const other = await check({ sms: twilio({ messagingServiceSid: `MG${'9'.repeat(32)}` }) })
    expect(failing(other)).toEqual(['Twilio messaging service'])
  })

  it('asks for a public address', async () => {
    carriers.twilio.smsUrl = WEBHOOK
    const result = await check({ sms: twilio() }, { publicBaseUrl: null })
    expect(failing(result)).toEqual(['Public address', 'Twilio webhook'])
  })
})

describe('checkCarriers on AWS', () => {
  const aws = (overrides: object = {}) =>
    createAwsGateway({
      region: 'us-east-1',
      originationNumber: '+12125550101',
      endpoint: carriers.aws.url,
      ...overrides,
    })
  const asked = async (change: object = {}, config: object = {}) => {
    Object.assign(carriers.aws.account.number!, change)
    return check({ sms: aws() }, config)
  }

  it('is content with number, two-way topic and spend limit', async () => {
    expect(failing(await asked())).toEqual([])
    expect(carriers.aws.texts).toEqual([])
  })

  it.each([
    [{ Status: 'PENDING' }, 'AWS number'],
    [{ NumberCapabilities: ['VOICE'] }, 'AWS number'],
    [{ TwoWayEnabled: false }, 'AWS two-way texts'],
    [{ TwoWayChannelArn: undefined }, 'AWS two-way texts'],
    [{ SelfManagedOptOutsEnabled: true }, 'AWS opt-outs'],
  ])('with %j it names %s', async (change, name) => {
    expect(failing(await asked(change))).toEqual([name])
  })

  it('lets us answer STOP where the number leaves it to us', async () => {
    const change = { SelfManagedOptOutsEnabled: true }
    expect(failing(await asked(change, { isAwsOptOutSelfManaged: true }))).toEqual([])
  })

  it('names a number of another account, and a limit that nobody raised', async () => {
    carriers.aws.account.spendLimit = 1
    expect(failing(await asked())).toEqual(['AWS spend limit'])
    carriers.aws.account.number = null
    expect(failing(await check({ sms: aws() }))).toEqual(['AWS number', 'AWS spend limit'])
  })

  it('says when AWS cannot be asked', async () => {
    const away = await check({ sms: aws({ endpoint: 'http://127.0.0.1:1' }) })
    expect(failing(away)).toEqual(['AWS credentials'])
    expect(away.of('AWS credentials')?.words).toContain('sms-voice.us-east-1.amazonaws.com')
  })
})

describe('checkCarriers on the model', () => {
  const usage = null
  const modelThat = (reason: 'refused' | 'invalid_answer') => ({
    name: 'model',
    promptVersion: 'reply-test',
    read: async () => ({ choice: null, confidence: 0 as const, reason, usage }),
  })

  it('asks it once, and says what its failure means', async () => {
    const refused = await check({ replyModel: modelThat('refused') }, { isMockGateway: true })
    expect(refused.of('Reply model')).toMatchObject({
      is_ok: false,
      words: expect.stringContaining('bedrock:InvokeModel'),
    })
    const odd = await check({ replyModel: modelThat('invalid_answer') }, { isMockGateway: true })
    expect(odd.of('Reply model')?.words).toContain('invalid_answer')
    expect((await check({}, { isMockGateway: true })).is_ok).toBe(true)
  })
})

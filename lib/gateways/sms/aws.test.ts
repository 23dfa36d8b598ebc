import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { awsError, type FakeAwsSms, startFakeAwsSms } from '#lib/test/fakes/aws-sms.ts'
import { createAwsGateway } from './aws.ts'

const TO = '+14155550123'
const BODY = 'Riverside Clinic: your appointment is on Tue Dec 1.'
const SECRET = 'very-secret-access-key'
/** For the test that waits for silence: long enough for the text to arrive on a busy machine. */
const SHORT_MS = 1_500

let fake: FakeAwsSms
const printed: unknown[] = []

beforeEach(async () => {
  printed.length = 0
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...args) => void printed.push(args))
  }
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', SECRET)
  fake = await startFakeAwsSms()
})

afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  await fake.close()
})

function gatewayFor(overrides: Record<string, string> = {}, timeoutMs?: number) {
  const config = { region: 'us-east-1', originationNumber: '+12125550101', endpoint: fake.url }
  return createAwsGateway({ ...config, ...overrides }, { timeoutMs })
}

const text = (to = TO) => ({ message_id: 'm-1', attempt: 1, to, body: BODY, sent_at: 0 })

function expectSafe(...values: unknown[]) {
  const seen = inspect([...values, printed], { depth: 20 })
  for (const secret of [SECRET, TO, TO.slice(1), '5005550', BODY, 'Riverside'])
    expect(seen).not.toContain(secret)
}

describe('sending through AWS', () => {
  it('sends through the real SDK, as a transactional text with our id in its context', async () => {
    const outcome = await gatewayFor({ configurationSet: 'clinic' }).send(text())
    expect(outcome).toEqual({
      kind: 'accepted',
      provider_message_id: fake.texts[0]?.messageId,
      price_micros: null,
      delivery: null,
    })
    expect(fake.texts[0]?.input).toEqual({
      DestinationPhoneNumber: TO,
      OriginationIdentity: '+12125550101',
      MessageBody: BODY,
      MessageType: 'TRANSACTIONAL',
      ConfigurationSetName: 'clinic',
      Context: { message_id: 'm-1', attempt: '1' },
    })
  })

  it.each([
    ['+15005550001', 'INVALID_PARAMETER', 'stop'],
    ['+15005550002', 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT', 'failover'],
    ['+15005550004', 'DESTINATION_PHONE_NUMBER_OPTED_OUT', 'opt_out'],
    ['+15005550014', 'ThrottlingException', 'retry'],
  ])('tells what to do about %s: %s, %s', async (to, code, policy) => {
    const outcome = await gatewayFor().send(text(to))
    expect(outcome).toMatchObject({ kind: 'refused', policy })
    expect(outcome).toHaveProperty('code', code === 'INVALID_PARAMETER' ? 'ValidationException' : code)
    expect(fake.requests).toHaveLength(1)
    expectSafe(outcome)
  })

  it.each([
    [
      'an internal error',
      awsError('InternalServerException', undefined, 500),
      'unknown',
      'InternalServerException',
    ],
    ['a 503 page', { status: 503, body: '<html>+14155550123</html>' }, 'unknown', 'HTTP_503'],
    ['a 403 page', { status: 403, body: '<html>no</html>' }, 'refused', 'HTTP_403'],
    ['a success that is not from AWS', { status: 200, body: '<html>hi</html>' }, 'unknown', 'none'],
    ['a success without an id', { status: 200, body: {} }, 'unknown', 'none'],
    ['an expired session', awsError('ExpiredTokenException'), 'refused', 'AccessDeniedException'],
    [
      'a reason that is a sentence',
      awsError('ConflictException', `to ${TO}`),
      'refused',
      'ConflictException',
    ],
  ])('reads %s', async (_case, answer, kind, code) => {
    fake.failNext(answer)
    const outcome = await gatewayFor().send(text())
    expect(outcome).toMatchObject({ kind, code })
    expect(fake.requests).toHaveLength(1)
    expectSafe(outcome)
  })

  it.each(['hang_up', 'silence'] as const)(
    'is unknown after %s and never sent twice by the SDK',
    async (connection) => {
      fake.failNext({ connection, isTextKept: true })
      const outcome = await gatewayFor({}, SHORT_MS).send(text())
      expect(outcome).toMatchObject({ kind: 'unknown' })
      expect(fake.texts).toHaveLength(1)
      expect(fake.requests).toHaveLength(1)
      expectSafe(outcome)
    },
  )

  it('counts as not sent when nothing listens or the host has no address', async () => {
    await fake.close()
    const refused = await gatewayFor().send(text())
    expect(refused).toMatchObject({ kind: 'refused', code: 'ECONNREFUSED', policy: 'retry' })
    const unresolved = await gatewayFor({ endpoint: 'http://aws.invalid' }).send(text())
    expect(unresolved).toMatchObject({ kind: 'refused', policy: 'retry' })
    expectSafe(refused, unresolved)
  })

  it('counts as not sent when there are no credentials', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', '')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', '')
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nowhere')
    vi.stubEnv('AWS_CONFIG_FILE', '/nowhere')
    const outcome = await gatewayFor().send(text())
    expect(outcome).toMatchObject({ kind: 'refused', code: 'AccessDeniedException', policy: 'failover' })
    expect(fake.requests).toHaveLength(0)
  })

  it('has no list to look through, so it offers no findSent', () => {
    expect(gatewayFor().findSent).toBeUndefined()
  })
})

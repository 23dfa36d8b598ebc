import { randomUUID } from 'node:crypto'
import { SENTINEL_NUMBERS } from '#lib/gateways/sms/mock.ts'
import { type FakeAnswer, type FakeReaction, type FakeRequest, startFakeServer } from './fake-server.ts'

/** SendTextMessage as the API reference has it. */
const KNOWN_FIELDS = new Set([
  'DestinationPhoneNumber',
  'OriginationIdentity',
  'MessageBody',
  'MessageType',
  'ConfigurationSetName',
  'TimeToLive',
  'Context',
  'DryRun',
  'MaxPrice',
  'ProtectConfigurationId',
])

const MAX_BODY_CHARACTERS = 1600
const MAX_CONTEXT_PAIRS = 5

export interface FakeAwsText {
  messageId: string
  input: Record<string, unknown>
}

/** The account as DescribePhoneNumbers and DescribeSpendLimits show it. */
export interface FakeAwsAccount {
  number: Record<string, unknown> | null
  spendLimit: number
}

export interface FakeAwsSms {
  account: FakeAwsAccount
  url: string
  texts: FakeAwsText[]
  requests: FakeRequest[]
  /** What the next call meets; several calls queue up. */
  failNext(failure: FakeAnswer | { connection: 'hang_up' | 'silence'; isTextKept: boolean }): void
  close(): Promise<void>
}

/** An error of the service in AWS JSON 1.0. Like the real one its sentence may hold the number. */
export function awsError(type: string, reason?: string, status = 400): FakeAnswer {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: { __type: type, Message: `${type} for +14155550123`, ...(reason ? { Reason: reason } : {}) },
  }
}

/** Twilio's codes of the sentinel numbers, as AWS says the same. */
const AWS_OF_CODE: Readonly<Record<string, FakeAnswer>> = {
  '20429': awsError('ThrottlingException'),
  '21211': awsError('ValidationException', 'INVALID_PARAMETER'),
  '21408': awsError('ValidationException', 'COUNTRY_NOT_ENABLED'),
  '21610': awsError('ConflictException', 'DESTINATION_PHONE_NUMBER_OPTED_OUT'),
  '21612': awsError('ServiceQuotaExceededException', 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT'),
  '21614': awsError('ConflictException', 'NUMBER_CAPABILITIES_MISMATCH'),
}

function checkInput(input: Record<string, unknown>): FakeAnswer | null {
  const { DestinationPhoneNumber: to, MessageBody: body, Context: context } = input
  const pairs = Object.entries((context as Record<string, string> | undefined) ?? {})
  const isValid =
    Object.keys(input).every((key) => KNOWN_FIELDS.has(key)) &&
    /^\+?[1-9][0-9]{1,18}$/.test(String(to)) &&
    typeof body === 'string' &&
    body.trim() !== '' &&
    body.length <= MAX_BODY_CHARACTERS &&
    pairs.length <= MAX_CONTEXT_PAIRS &&
    pairs.every(([key, value]) => /^\S{1,100}$/.test(key) && /^\S{1,800}$/.test(value))
  return isValid ? null : awsError('ValidationException', 'FIELD_VALIDATION_FAILED')
}

const TARGET = 'PinpointSMSVoiceV2.'

const isSigned = ({ headers }: FakeRequest) =>
  String(headers['x-amz-target']).startsWith(TARGET) &&
  /^AWS4-HMAC-SHA256 Credential=\S+\/sms-voice\/aws4_request/.test(headers.authorization ?? '')

const json = (body: object): FakeAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body,
})

/** What the account looks like, or null for a call that sends. */
function accountAnswer(target: string, { number, spendLimit }: FakeAwsAccount): FakeAnswer | null {
  if (target === `${TARGET}DescribePhoneNumbers`)
    return json({ PhoneNumbers: number === null ? [] : [number] })
  if (target !== `${TARGET}DescribeSpendLimits`) return null
  const limit = { Name: 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT', EnforcedLimit: spendLimit, MaxLimit: spendLimit }
  return json({ SpendLimits: [{ ...limit, Overridden: false }] })
}

/** A stateful stand-in for SendTextMessage of AWS End User Messaging, on 127.0.0.1; give its `url` as the endpoint. */
export async function startFakeAwsSms(): Promise<FakeAwsSms> {
  const texts: FakeAwsText[] = []
  const requests: FakeRequest[] = []
  const failures: Parameters<FakeAwsSms['failNext']>[0][] = []
  const attempts = new Map<string, number>()
  const account: FakeAwsAccount = {
    number: {
      PhoneNumber: '+12125550101',
      PhoneNumberId: 'phone-1',
      Status: 'ACTIVE',
      NumberCapabilities: ['SMS'],
      TwoWayEnabled: true,
      TwoWayChannelArn: 'arn:aws:sns:us-east-1:123456789012:incoming-sms',
      SelfManagedOptOutsEnabled: false,
    },
    spendLimit: 100,
  }

  function keep(input: Record<string, unknown>): FakeAwsText {
    const text = { messageId: randomUUID(), input }
    texts.push(text)
    return text
  }

  function handle(request: FakeRequest): FakeReaction {
    requests.push(request)
    if (!isSigned(request)) return awsError('UnrecognizedClientException')
    const described = accountAnswer(String(request.headers['x-amz-target']), account)
    if (described !== null) return described
    const input = JSON.parse(request.body) as Record<string, unknown>
    const failure = failures.shift()
    if (failure !== undefined) {
      if (!('connection' in failure)) return failure
      if (failure.isTextKept) keep(input)
      return failure.connection
    }
    const refusal = checkInput(input)
    if (refusal !== null) return refusal
    const to = String(input.DestinationPhoneNumber)
    const attempt = (attempts.get(to) ?? 0) + 1
    attempts.set(to, attempt)
    const { refuse, silent } = SENTINEL_NUMBERS[to] ?? {}
    if (refuse !== undefined && !(refuse.onlyFirst && attempt > 1)) {
      return AWS_OF_CODE[refuse.code] ?? awsError('ValidationException')
    }
    if (silent?.wasAccepted === false && attempt === 1) return 'hang_up'
    const { messageId } = keep(input)
    if (silent !== undefined && attempt === 1) return 'hang_up'
    return {
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: { MessageId: messageId },
    }
  }

  const server = await startFakeServer(handle)
  return { ...server, account, texts, requests, failNext: (failure) => failures.push(failure) }
}

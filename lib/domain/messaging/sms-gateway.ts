import { invalidInput } from '../errors.ts'
import { classifyCarrierError } from './carrier-errors.ts'
import type { CarrierPolicy, SmsProvider } from './carrier-policy.ts'

export const SMS_PROVIDERS = ['twilio', 'aws', 'mock'] as const satisfies readonly SmsProvider[]

/** One text, ready to go: E.164 number, final body. */
export interface OutgoingText {
  /** Our id; the carrier's is `provider_message_id`. */
  message_id: string
  /** 1 for the first try of this message. */
  attempt: number
  to: string
  body: string
  /** Overrides the configured sender. */
  from?: string
  /** Where the carrier reports delivery; it names message and try. Twilio only: AWS gets both in its Context. */
  status_callback_url?: string
  /** When the attempt started, epoch milliseconds of the system clock. */
  sent_at: number
}

/** Where a text stands, told together with its acceptance: `after_seconds` on the caller's clock, 0 is now. */
export interface DeliveryProgress {
  state: 'delivered' | 'undelivered'
  after_seconds: number
  /** The carrier's code, for `undelivered`. */
  error_code?: string
}

/** What a carrier tells of a text beside its state; each part may be missing, and come later. */
export interface CarrierFacts {
  /** Millionths of `price_unit`, without a sign; null while the carrier has not set one. */
  price_micros?: number | null
  /** ISO 4217. */
  price_unit?: string | null
  /** The carrier's account that the text belongs to. */
  account?: string | null
  /** When the carrier made its message, epoch ms. */
  created_at?: number | null
}

export interface AcceptedSend extends CarrierFacts {
  kind: 'accepted'
  provider_message_id: string
  /** Absent when the carrier has not counted yet. */
  segments?: number
  /** The carrier's own word, e.g. `queued`. */
  provider_status?: string
  /** Null when delivery is told later, by a callback or an event. */
  delivery: DeliveryProgress | null
}

/** Certainly not sent. `message` is for staff: words of our own table, never the carrier's text. */
export interface RefusedSend {
  kind: 'refused'
  code: string
  policy: Exclude<CarrierPolicy, 'unknown'>
  message: string
  retry_after_seconds?: number
}

/** Perhaps sent: it is reconciled first and never blindly sent again. */
export interface UnknownSend {
  kind: 'unknown'
  code: string
  message: string
}

export type SendOutcome = AcceptedSend | RefusedSend | UnknownSend

/** The text whose fate is unknown. */
export interface SentQuery {
  message_id: string
  attempt: number
  to: string
  body: string
  from?: string
  /** `sent_at` of the attempt: epoch milliseconds. */
  since: number
  /** Provider ids that already belong to other messages with the same words. */
  known_provider_ids?: readonly string[]
}

/** What a carrier says of one text that it has. */
export interface CarrierStatus extends CarrierFacts {
  kind: 'status'
  /** The carrier's own word, as its reports have it. */
  status: string
  code: string | null
  segments?: number
}

/** A stretch of time, and the page of it where the last one ended. */
export interface ReceivedQuery {
  /** Epoch ms, both ends included. */
  since: number
  until: number
  page?: string
}

/** A text that came in, as the carrier's own list has it. */
export interface ReceivedText {
  provider_message_id: string
  /** The patient's number, as the carrier writes it. */
  from: string
  body: string
  media_count: number
  /** Epoch ms; Twilio's have whole seconds. */
  received_at: number
  /** All that the list says of it, for the record. */
  raw: string
}

/** One page of the list, or why it could not be had. `next` leads to the page after it. */
export type ReceivedPage =
  | { kind: 'page'; texts: ReceivedText[]; next: string | null }
  | { kind: 'unavailable'; code: string }

/** How the carrier's side should be set up. */
export interface ExpectedSetUp {
  /** Where texts are to be delivered; null while there is no public address. */
  webhook_url: string | null
  /** Whether we answer STOP, START and HELP on AWS. */
  is_opt_out_self_managed: boolean
}

/** One thing that was looked at, with what is true or what to do. Never credentials. */
export interface SetUpFinding {
  name: string
  is_ok: boolean
  words: string
}

/** The way to a carrier. No method throws for what a carrier or the network does; each answers with an outcome. */
export interface SmsGateway {
  readonly provider: SmsProvider
  /** The number or messaging service that texts come from, for display. */
  readonly sender: string
  send(text: OutgoingText): Promise<SendOutcome>
  /**
   * Asks the carrier what became of an unknown send. Null: the carrier answered and has no such text, so it may be sent
   * again. `unknown`: it could not be asked, or its list was too long to be sure. Absent where a carrier has no list.
   */
  findSent?(query: SentQuery): Promise<AcceptedSend | UnknownSend | null>
  /** Asks about a text by the carrier's id. Null: it has none of this id. Absent where a carrier only reports by itself. */
  fetchStatus?(text: { provider_message_id: string; to: string }): Promise<CarrierStatus | UnknownSend | null>
  /** The texts that came in, a page at a time, the newest first. Absent where a carrier has no list. */
  listReceived?(query: ReceivedQuery): Promise<ReceivedPage>
  /** Asks the carrier whether it takes our credentials and is set up as we are. Sends nothing, and does not throw. */
  check?(expected: ExpectedSetUp): Promise<SetUpFinding[]>
}

export interface TwilioConfig {
  accountSid?: string
  authToken?: string
  fromNumber?: string
  messagingServiceSid?: string
  /** Another host for the real SDK, for tests. */
  apiBaseUrl?: string
}

export interface AwsSmsConfig {
  region?: string
  originationNumber?: string
  configurationSet?: string
  /** Another host for the real SDK, for tests. */
  endpoint?: string
}

export interface SmsConfig {
  smsProvider?: string
  useMockSms?: boolean
  twilio: TwilioConfig
  aws: AwsSmsConfig
}

const isSet = (value: string | undefined) => value !== undefined && value.trim() !== ''

/** Names of the variables that Twilio still needs; empty when it is complete. */
function missingTwilio(twilio: TwilioConfig): string[] {
  const missing: string[] = []
  if (!isSet(twilio.accountSid)) missing.push('TWILIO_ACCOUNT_SID')
  if (!isSet(twilio.authToken)) missing.push('TWILIO_AUTH_TOKEN')
  if (!isSet(twilio.fromNumber) && !isSet(twilio.messagingServiceSid)) {
    missing.push('TWILIO_FROM_NUMBER or TWILIO_MESSAGING_SERVICE_SID')
  }
  return missing
}

function missingAws(aws: AwsSmsConfig): string[] {
  const missing: string[] = []
  if (!isSet(aws.originationNumber)) missing.push('AWS_SMS_ORIGINATION_NUMBER')
  if (!isSet(aws.region)) missing.push('AWS_REGION')
  return missing
}

function refuseHalf(name: string, missing: string[]): void {
  const [first] = missing
  if (first === undefined) return
  throw invalidInput(
    `${name} is only half configured: ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing. ` +
      'Set what is missing, or set USE_MOCK_SMS=true to send nothing.',
    first.split(' ')[0],
  )
}

function checkTwilioFormat(twilio: TwilioConfig): void {
  if (!/^AC[0-9a-zA-Z]+$/.test(twilio.accountSid ?? '')) {
    throw invalidInput(
      'TWILIO_ACCOUNT_SID must be an account SID, which starts with AC (an API key starts with SK).',
      'TWILIO_ACCOUNT_SID',
    )
  }
  if (isSet(twilio.apiBaseUrl) && !/^https?:$/.test(URL.parse(twilio.apiBaseUrl!)?.protocol ?? '')) {
    throw invalidInput(
      'TWILIO_API_BASE_URL must be an address that starts with http:// or https://.',
      'TWILIO_API_BASE_URL',
    )
  }
}

function forcedProvider(config: SmsConfig): SmsProvider | null {
  if (isSet(config.smsProvider)) {
    const wanted = config.smsProvider!.trim().toLowerCase()
    const provider = SMS_PROVIDERS.find((known) => known === wanted)
    if (provider === undefined) {
      throw invalidInput('SMS_PROVIDER must be twilio, aws or mock.', 'SMS_PROVIDER', [...SMS_PROVIDERS])
    }
    return provider
  }
  return config.useMockSms === true ? 'mock' : null
}

/**
 * Which carrier texts go through: SMS_PROVIDER beats USE_MOCK_SMS beats Twilio beats AWS beats the mock. A carrier with only
 * some of its variables set is an error that names the missing ones, so that nobody believes texts go out that do not.
 * AWS_REGION alone does not count as half of AWS, because the reply model uses it too.
 *
 * @throws SwitchboardError invalid_input, with the variable as its field
 */
export function selectSmsProvider(config: SmsConfig): SmsProvider {
  const { twilio, aws } = config
  const forced = forcedProvider(config)
  if (forced === 'mock') return 'mock'
  const hasTwilio = forced === 'twilio' || (forced === null && Object.values(twilio).some(isSet))
  const hasAws =
    forced === 'aws' ||
    (forced === null && [aws.originationNumber, aws.configurationSet, aws.endpoint].some(isSet))
  if (hasTwilio) {
    refuseHalf('Twilio', missingTwilio(twilio))
    checkTwilioFormat(twilio)
  }
  if (hasAws) refuseHalf('AWS SMS', missingAws(aws))
  if (hasTwilio) return 'twilio'
  return hasAws ? 'aws' : 'mock'
}

/** The carriers that are configured completely beside the selected one; the mock has none, and is none. */
export function backupSmsProviders(config: SmsConfig): SmsProvider[] {
  const selected = selectSmsProvider(config)
  if (selected === 'mock') return []
  const missing = { twilio: missingTwilio(config.twilio), aws: missingAws(config.aws) }
  return (['twilio', 'aws'] as const).filter(
    (provider) => provider !== selected && missing[provider].length === 0,
  )
}

const MS_PER_SECOND = 1_000

/** Characters that codes have. Anything else in one came from elsewhere and is neither shown nor stored. */
const CODE_SHAPE = /^[A-Za-z0-9_.-]{1,80}$/

/** True for a text that can be a carrier's code. */
export const isCarrierCode = (code: string): boolean => CODE_SHAPE.test(code)

/**
 * The outcome of a carrier's error, by the tables of `carrier-errors`. `retryAfterSeconds` is what the carrier itself asked
 * for; the longer wait wins.
 */
export function outcomeOfError(
  provider: SmsProvider,
  code: string | number | null | undefined,
  retryAfterSeconds?: number,
): RefusedSend | UnknownSend {
  const given = String(code ?? '')
  const error = classifyCarrierError(provider, isCarrierCode(given) ? given : '')
  if (error.policy === 'unknown') return { kind: 'unknown', code: error.code, message: error.words }
  const waits = [retryAfterSeconds, error.retryAfterMs && Math.ceil(error.retryAfterMs / MS_PER_SECOND)]
  const wait = Math.max(0, ...waits.filter((seconds) => seconds !== undefined))
  return {
    kind: 'refused',
    code: error.code,
    policy: error.policy,
    message: error.words,
    ...(error.policy === 'retry' && wait > 0 ? { retry_after_seconds: wait } : {}),
  }
}

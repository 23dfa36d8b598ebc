import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import type {
  AwsSmsConfig,
  OutgoingText,
  SendOutcome,
  SmsGateway,
} from '#lib/domain/messaging/sms-gateway.ts'
import { outcomeOfError } from '#lib/domain/messaging/sms-gateway.ts'
import { checkAws } from './aws-check.ts'
import { fieldOf, transportCodeOf } from './transport.ts'

/** Longest wait for a connection and for one answer; the abort covers both, and the look-up of credentials. */
export const AWS_CONNECTION_TIMEOUT_MS = 5_000
export const AWS_REQUEST_TIMEOUT_MS = 15_000

/** Refused before anything was sent, under names that are not among the service's own errors. */
const CREDENTIAL_ERRORS = new Set([
  'CredentialsProviderError',
  'ExpiredTokenException',
  'IncompleteSignatureException',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'UnrecognizedClientException',
])

/** Shapes of the service's own words; anything else is a proxy's, or made up, and is not passed on. */
const EXCEPTION_NAME = /^[A-Za-z]{1,50}Exception$/
const REASON = /^[A-Z_]{1,80}$/

/**
 * `Name.REASON` of the service's own errors, `HTTP_503` of an answer without such a name, null for a success that could not
 * be read, else the code of the transport. The SDK leaves the status out when there was no answer.
 */
function codeOf(error: unknown): string | null {
  const name = String(fieldOf(error, 'name'))
  if (CREDENTIAL_ERRORS.has(name)) return 'AccessDeniedException'
  const status = fieldOf(fieldOf(error, '$metadata'), 'httpStatusCode')
  if (typeof status !== 'number') return name === 'AbortError' ? name : transportCodeOf(error)
  if (status < 300) return null
  if (!EXCEPTION_NAME.test(name)) return `HTTP_${status}`
  const reason = String(fieldOf(error, 'Reason'))
  return REASON.test(reason) ? `${name}.${reason}` : name
}

/**
 * Texts through AWS End User Messaging's real SDK (SendTextMessage). It has no idempotency token, so the SDK's retries are off
 * and a call without an answer is `unknown`: AWS has no message list, its delivery event with our `message_id` in Context
 * tells. Credentials come from the default chain. `config` must have passed `selectSmsProvider`.
 */
export function createAwsGateway(config: AwsSmsConfig, options: { timeoutMs?: number } = {}): SmsGateway {
  const timeoutMs = options.timeoutMs ?? AWS_REQUEST_TIMEOUT_MS
  const client = new PinpointSMSVoiceV2Client({
    ...(config.region ? { region: config.region } : {}),
    ...(config.endpoint ? { endpoint: config.endpoint } : {}),
    maxAttempts: 1,
    // Without throwOnRequestTimeout a late answer is only logged and waited for.
    requestHandler: {
      connectionTimeout: Math.min(AWS_CONNECTION_TIMEOUT_MS, timeoutMs),
      requestTimeout: timeoutMs,
      throwOnRequestTimeout: true,
    },
  })
  const sender = config.originationNumber ?? ''

  async function send(text: OutgoingText): Promise<SendOutcome> {
    const command = new SendTextMessageCommand({
      DestinationPhoneNumber: text.to,
      OriginationIdentity: text.from ?? sender,
      MessageBody: text.body,
      MessageType: 'TRANSACTIONAL',
      ...(config.configurationSet ? { ConfigurationSetName: config.configurationSet } : {}),
      Context: { message_id: text.message_id, attempt: String(text.attempt) },
    })
    try {
      const abortSignal = AbortSignal.timeout(AWS_CONNECTION_TIMEOUT_MS + timeoutMs)
      const { MessageId: id } = await client.send(command, { abortSignal })
      return id === undefined
        ? outcomeOfError('aws', null)
        : { kind: 'accepted', provider_message_id: id, price_micros: null, delivery: null }
    } catch (error) {
      return outcomeOfError('aws', codeOf(error))
    }
  }

  return {
    provider: 'aws',
    sender,
    send,
    check: (expected) => checkAws(client, config, expected, codeOf),
  }
}

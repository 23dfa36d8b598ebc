import twilio from 'twilio'
import type {
  AcceptedSend,
  CarrierStatus,
  OutgoingText,
  RefusedSend,
  SendOutcome,
  SentQuery,
  SmsGateway,
  TwilioConfig,
  UnknownSend,
} from '#lib/domain/messaging/sms-gateway.ts'
import { outcomeOfError } from '#lib/domain/messaging/sms-gateway.ts'
import { checkTwilio } from './twilio-check.ts'
import { SafeRequestClient, TwilioCallError } from './twilio-client.ts'
import { acceptedFrom, findText, statusFrom, type TwilioSender } from './twilio-message.ts'
import { listTwilioReceived } from './twilio-received.ts'

/** Longest wait for one call to Twilio. */
export const TWILIO_TIMEOUT_MS = 15_000

/** Twilio's code for a message that the account does not have. */
const NOT_FOUND = '20404'

/** How many of a number's latest texts are looked through for one whose fate is unknown: one page. */
export const RECONCILE_PAGE_SIZE = 400

/**
 * Connection overrides (twilio.com/docs/usage/webhooks/webhooks-connection-overrides): two more tries, also after a 5xx or a
 * read time-out. By default only failed connects are tried again, and a lost status callback never comes back.
 */
const CALLBACK_OVERRIDES = '#rc=2&rp=ct,rt,5xx'

const withOverrides = (url: string) => (url.includes('#') ? url : url + CALLBACK_OVERRIDES)

/** Failures leave the client as TwilioCallError; any other error came after the call, so the text may be out. */
function outcomeOf(error: unknown): RefusedSend | UnknownSend {
  return error instanceof TwilioCallError
    ? outcomeOfError('twilio', error.code, error.retryAfterSeconds)
    : outcomeOfError('twilio', null)
}

/**
 * Texts through Twilio's real SDK (twilio.com/docs/messaging/api/message-resource), from the messaging service if there is
 * one. Twilio has no idempotency key, so a call without an answer is `unknown` and `findSent` looks for it in the account's
 * message list. `config` must have passed `selectSmsProvider`.
 */
export function createTwilioGateway(config: TwilioConfig, options: { timeoutMs?: number } = {}): SmsGateway {
  const httpClient = new SafeRequestClient({
    timeoutMs: options.timeoutMs ?? TWILIO_TIMEOUT_MS,
    ...(config.apiBaseUrl ? { baseUrl: config.apiBaseUrl } : {}),
  })
  const client = twilio(config.accountSid, config.authToken, { httpClient })
  const number = config.fromNumber ?? ''

  function senderOf(from: string | undefined): TwilioSender {
    if (from !== undefined) return { from }
    return config.messagingServiceSid ? { messagingServiceSid: config.messagingServiceSid } : { from: number }
  }

  async function send(text: OutgoingText): Promise<SendOutcome> {
    const callback = text.status_callback_url
    try {
      const message = await client.messages.create({
        to: text.to,
        body: text.body,
        ...senderOf(text.from),
        ...(callback === undefined ? {} : { statusCallback: withOverrides(callback) }),
      })
      // A success without an id is not Twilio's answer (a proxy's page, say).
      return message.sid ? acceptedFrom(message) : outcomeOfError('twilio', null)
    } catch (error) {
      return outcomeOf(error)
    }
  }

  /** Not filtered by date sent: a text that still waits at Twilio may have none, and overlooking it would send it twice. */
  async function findSent(query: SentQuery): Promise<AcceptedSend | UnknownSend | null> {
    try {
      const messages = await client.messages.list({
        to: query.to,
        pageSize: RECONCILE_PAGE_SIZE,
        limit: RECONCILE_PAGE_SIZE,
      })
      const message = findText(messages, query, senderOf(query.from))
      if (message !== undefined) return acceptedFrom(message)
      if (messages.length < RECONCILE_PAGE_SIZE) return null
      return { kind: 'unknown', code: 'LIST_TOO_LONG', message: 'too many texts to this number to be sure' }
    } catch (error) {
      const { code, message } = outcomeOf(error)
      return { kind: 'unknown', code, message }
    }
  }

  async function fetchStatus({
    provider_message_id,
  }: {
    provider_message_id: string
  }): Promise<CarrierStatus | UnknownSend | null> {
    try {
      return statusFrom(await client.messages(provider_message_id).fetch())
    } catch (error) {
      if (error instanceof TwilioCallError && error.code === NOT_FOUND) return null
      const { code, message } = outcomeOf(error)
      return { kind: 'unknown', code, message }
    }
  }

  return {
    provider: 'twilio',
    sender: config.messagingServiceSid || number,
    send,
    findSent,
    fetchStatus,
    listReceived: (query) =>
      listTwilioReceived(client, config.messagingServiceSid ? undefined : number, query),
    check: (expected) => checkTwilio(client, config, expected),
  }
}

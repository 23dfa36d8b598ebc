import { verify, X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { SwitchboardError } from '#lib/domain/errors.ts'
import { TOPIC_ARN } from '#lib/domain/messaging/webhook.ts'

/** Amazon SNS gives up on a message within an hour (sns-message-delivery-retries); clocks differ a little. */
export const MAX_SNS_AGE_MS = 75 * 60_000
/** How far ahead of ours the clock of AWS may be. */
const MAX_SNS_AHEAD_MS = 15 * 60_000

const SNS_TYPES = ['SubscriptionConfirmation', 'Notification', 'UnsubscribeConfirmation'] as const

const envelope = z.object({
  Type: z.enum(SNS_TYPES),
  MessageId: z.string().min(1).max(100),
  TopicArn: z.string().max(512),
  Message: z.string(),
  Timestamp: z.iso.datetime(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.string().min(1),
  SigningCertURL: z.string().max(1_000),
  Subject: z.string().nullish(),
  Token: z.string().optional(),
  SubscribeURL: z.string().max(2_000).optional(),
})
/** What Amazon SNS posts (docs.aws.amazon.com/sns, sns-message-and-json-formats). `Message` is text, mostly JSON. */
export type SnsEnvelope = z.infer<typeof envelope>

const CERTIFICATE_PATH = /^\/SimpleNotificationService-[a-zA-Z0-9]{32}\.pem$/

const ALGORITHMS = { '1': 'RSA-SHA1', '2': 'RSA-SHA256' } as const

/** Keys in the order that AWS signs them (sns-verify-signature-of-message). Subject only when there is one. */
const NOTIFICATION_KEYS = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'] as const
const CONFIRMATION_KEYS = [
  'Message',
  'MessageId',
  'SubscribeURL',
  'Timestamp',
  'Token',
  'TopicArn',
  'Type',
] as const

const unreadable = (message: string) => new SwitchboardError('invalid_input', message, { isUnreadable: true })

/**
 * Reads a post of Amazon SNS; nothing of it is proven yet. `headerType` is `x-amz-sns-message-type`, which must be the same
 * as the type in the body, so that nothing is signed as one thing and handled as another.
 *
 * @throws SwitchboardError invalid_input (400) for anything that is no such message
 */
export function parseSns(raw: string, headerType: string): SnsEnvelope {
  let value: unknown
  try {
    value = JSON.parse(raw)
  } catch {
    throw unreadable('The request is not valid JSON.')
  }
  const result = envelope.safeParse(value)
  if (!result.success) {
    const field = result.error.issues[0]?.path.join('.')
    throw unreadable(`The request is no message of Amazon SNS: ${field || 'it'} is missing or wrong.`)
  }
  if (result.data.Type !== headerType) {
    throw unreadable('x-amz-sns-message-type and the Type in the body must be the same.')
  }
  return result.data
}

/** The host of SNS in the topic's own region; null for what is no topic. */
function snsHost(topicArn: string): string | null {
  const [, partition, region] = TOPIC_ARN.exec(topicArn) ?? []
  if (region === undefined) return null
  return `sns.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`
}

/** An https address of SNS in the topic's region, without user or port; null for every other one. */
function addressAtSns(message: SnsEnvelope, address: string | undefined): URL | null {
  const url = URL.parse(address ?? '')
  const isAtSns =
    url?.protocol === 'https:' &&
    url.host === snsHost(message.TopicArn) &&
    url.username === '' &&
    url.password === ''
  return isAtSns ? url : null
}

/** Where the certificate is, or null when the message names a place that is not Amazon's for this topic. */
export function certificateUrl(message: SnsEnvelope): string | null {
  const url = addressAtSns(message, message.SigningCertURL)
  return url !== null && CERTIFICATE_PATH.test(url.pathname) && url.search === '' ? url.href : null
}

/** Where a subscription is confirmed, or null when that address would do something else. */
export function confirmationUrl(message: SnsEnvelope): string | null {
  const url = addressAtSns(message, message.SubscribeURL)
  const isConfirmation =
    url?.pathname === '/' &&
    url.searchParams.get('Action') === 'ConfirmSubscription' &&
    url.searchParams.get('TopicArn') === message.TopicArn
  return isConfirmation ? url.href : null
}

function textToSign(message: SnsEnvelope): string {
  const keys = message.Type === 'Notification' ? NOTIFICATION_KEYS : CONFIRMATION_KEYS
  return keys
    .map((key) => [key, message[key]] as const)
    .filter(([, value]) => typeof value === 'string')
    .map(([key, value]) => `${key}\n${value}\n`)
    .join('')
}

/** A certificate as PEM, or null for an error page and the like. */
export function readCertificate(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem)
  } catch {
    return null
  }
}

/** Whether the certificate's key signed this message, at a time when the certificate was valid. `now` in epoch ms. */
export function verifySns(message: SnsEnvelope, certificate: X509Certificate, now: number): boolean {
  if (now < certificate.validFromDate.getTime() || now > certificate.validToDate.getTime()) return false
  try {
    return verify(
      ALGORITHMS[message.SignatureVersion],
      Buffer.from(textToSign(message), 'utf8'),
      certificate.publicKey,
      Buffer.from(message.Signature, 'base64'),
    )
  } catch {
    // A key that is no RSA key, say.
    return false
  }
}

/** Whether a message was signed recently enough to be a delivery and not a replay. `now` in epoch ms. */
export function isSnsFresh(message: SnsEnvelope, now: number): boolean {
  const age = now - Date.parse(message.Timestamp)
  return age <= MAX_SNS_AGE_MS && age >= -MAX_SNS_AHEAD_MS
}

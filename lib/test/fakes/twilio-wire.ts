import { createHmac, randomUUID } from 'node:crypto'
import { SegmentedMessage } from 'sms-segments-calculator'
import type { FakeAnswer } from './fake-server.ts'

/** A message as the fake keeps it; `toWire` gives it Twilio's shape. */
export interface FakeMessage {
  sid: string
  to: string
  /** Null until a messaging service has picked its sender. */
  from: string | null
  body: string
  messagingServiceSid: string | null
  direction: 'outbound-api' | 'inbound'
  status: string
  errorCode: number | null
  createdAt: number
  sentAt: number | null
  statusCallback: string | null
  mediaCount: number
}

export const newMessageSid = () => `SM${randomUUID().replaceAll('-', '')}`

export const segmentsOf = (body: string) => new SegmentedMessage(body).segmentsCount

/** RFC 2822, as in `Thu, 24 Aug 2023 05:01:45 +0000`. */
const rfc2822 = (time: number | null) =>
  time === null ? null : new Date(time).toUTCString().replace('GMT', '+0000')

const PRICE_PER_SEGMENT = 0.0075

/** The message resource (twilio.com/docs/messaging/api/message-resource), key for key. */
export function toWire(accountSid: string, message: FakeMessage): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}`
  const segments = segmentsOf(message.body)
  const isPriced = message.sentAt !== null && message.direction === 'outbound-api'
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: rfc2822(message.createdAt),
    date_sent: rfc2822(message.sentAt),
    date_updated: rfc2822(message.sentAt ?? message.createdAt),
    direction: message.direction,
    error_code: message.errorCode,
    error_message: null,
    from: message.from,
    num_media: String(message.mediaCount),
    num_segments: message.status === 'accepted' ? '0' : String(segments),
    price: isPriced ? `-${(segments * PRICE_PER_SEGMENT).toFixed(5)}` : null,
    price_unit: isPriced ? 'USD' : null,
    messaging_service_sid: message.messagingServiceSid,
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: message.to,
    uri: `${uri}.json`,
  }
}

const STATUS_OF_CODE: Readonly<Record<number, number>> = {
  20003: 401,
  20404: 404,
  20429: 429,
  20500: 500,
  20503: 503,
}

/** Twilio's error body. Like the real one its sentence may hold the number: nothing of it may come through the gateway. */
export function twilioError(code: number, message: string): FakeAnswer {
  const status = STATUS_OF_CODE[code] ?? 400
  return { status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } }
}

/** X-Twilio-Signature, written from Twilio's description rather than with its SDK, which the product checks with. */
export function signTwilio(authToken: string, url: string, params: Record<string, string>): string {
  const data = Object.keys(params)
    .sort()
    .reduce((text, key) => text + key + params[key], url)
  return createHmac('sha1', authToken).update(data, 'utf8').digest('base64')
}

import { randomUUID } from 'node:crypto'
import { newMessageSid, segmentsOf, signTwilio } from './twilio-wire.ts'

export interface InboundOptions {
  from: string
  body: string
  /** Where the form is posted to. */
  webhookUrl: string
  /** The address that Twilio was configured with and signs; by default the one posted to. */
  signedUrl?: string
  /** Our number; by default the fake's first. */
  to?: string
  /** The same id again is a repeated webhook. */
  messageSid?: string
  optOutType?: 'STOP' | 'START' | 'HELP'
  media?: readonly { url: string; contentType: string }[]
  /** Sent instead of the right signature. */
  signature?: string
}

export interface WebhookResult {
  status: number
  body: string
  messageSid: string
}

/** The fields of an inbound text, empty geography included, because empty fields are signed too. */
export function inboundParams(accountSid: string, options: InboundOptions & { to: string }) {
  const sid = options.messageSid ?? newMessageSid()
  const media = options.media ?? []
  const params: Record<string, string> = {
    ToCountry: 'US',
    ToState: 'CA',
    SmsMessageSid: sid,
    NumMedia: String(media.length),
    ToCity: '',
    FromZip: '',
    SmsSid: sid,
    FromState: '',
    SmsStatus: 'received',
    FromCity: '',
    Body: options.body,
    FromCountry: 'US',
    To: options.to,
    ToZip: '',
    NumSegments: String(segmentsOf(options.body)),
    MessageSid: sid,
    AccountSid: accountSid,
    From: options.from,
    ApiVersion: '2010-04-01',
  }
  if (options.optOutType !== undefined) params.OptOutType = options.optOutType
  media.forEach(({ url, contentType }, index) => {
    params[`MediaUrl${index}`] = url
    params[`MediaContentType${index}`] = contentType
  })
  return params
}

/** Posts a signed form as Twilio does. The fragment of an address (connection overrides) is neither sent nor signed. */
export async function postSigned(options: {
  authToken: string
  url: string
  signedUrl?: string
  params: Record<string, string>
  signature?: string
}): Promise<WebhookResult> {
  const signedUrl = (options.signedUrl ?? options.url).split('#')[0]!
  const response = await fetch(options.url.split('#')[0]!, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'user-agent': 'TwilioProxy/1.1',
      'i-twilio-idempotency-token': randomUUID(),
      'x-twilio-signature': options.signature ?? signTwilio(options.authToken, signedUrl, options.params),
    },
    body: new URLSearchParams(options.params).toString(),
  })
  return {
    status: response.status,
    body: await response.text(),
    messageSid: options.params.MessageSid ?? '',
  }
}

import webhooks from 'twilio/lib/webhooks/webhooks.js'
import { forbidden, invalidInput } from '#lib/domain/errors.ts'

/** What Twilio wants to hear when nothing is to be answered. Plain text or JSON would be texted to the patient, or be an error. */
export const EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
export const TWIML_CONTENT_TYPE = 'text/xml; charset=utf-8'

/** Media of one text (twilio.com/docs/messaging/guides/accepted-mime-types). */
const MAX_MEDIA = 10

/**
 * Shape of a message id, no longer than Twilio's own 34 characters. The length matters: the signature has no separators, so a
 * recorded request could be split anew into a longer id, and the same text would count as a new one.
 */
export const MESSAGE_SID = /^(SM|MM)[0-9A-Za-z_-]{1,32}$/

const OPT_OUT_TYPES = ['STOP', 'START', 'HELP'] as const
export type OptOutType = (typeof OPT_OUT_TYPES)[number]

export interface TwilioSignedRequest {
  authToken: string | undefined
  /** The X-Twilio-Signature header. */
  signature: string | null | undefined
  /** PUBLIC_BASE_URL + path + query as called; never the address that the server sees. */
  url: string
  /** All parameters as received, untrimmed, empty ones and repeated ones included. */
  params: URLSearchParams
}

/** Repeated keys become arrays, as the signature needs them; no prototype, so that any key is just a key. */
function paramsOf(params: URLSearchParams): Record<string, string | string[]> {
  const all: Record<string, string | string[]> = Object.create(null)
  for (const key of new Set(params.keys())) {
    const values = params.getAll(key)
    all[key] = values.length === 1 ? values[0]! : values
  }
  return all
}

/**
 * Whether Twilio signed this form post (twilio.com/docs/usage/security#validating-requests). Fails closed: without a token, a
 * signature or a full http(s) address the answer is false; an empty token would else accept what anyone signs with it.
 */
export function verifyTwilioSignature({ authToken, signature, url, params }: TwilioSignedRequest): boolean {
  if (!authToken?.trim() || !signature) return false
  // Twilio neither sends nor signs the fragment, where its connection overrides stand.
  const address = url.split('#')[0]!
  const protocol = URL.parse(address)?.protocol
  if (protocol !== 'https:' && protocol !== 'http:') return false
  return webhooks.validateRequest(authToken, signature, address, paramsOf(params))
}

/** The signature of a form as Twilio makes it, for a test that we post to ourselves. `url` is what the form is posted to. */
export const signTwilioForm = (authToken: string, url: string, fields: Record<string, string>): string =>
  webhooks.getExpectedTwilioSignature(authToken, url, fields)

/** Which webhook a form is: status callbacks have MessageStatus and no Body, inbound texts the other way round. */
export function twilioFormKind(form: URLSearchParams): 'inbound' | 'status' {
  return form.has('MessageStatus') && !form.has('Body') ? 'status' : 'inbound'
}

export interface TwilioMedia {
  url: string
  content_type: string
}

export interface TwilioInbound {
  provider: 'twilio'
  provider_message_id: string
  /** The patient's number, as Twilio writes it. */
  from: string
  /** Our number. */
  to: string
  /** As typed: untrimmed, empty for a picture without words. */
  body: string
  /** Set when Twilio recognised the word itself and answers it: the product must not answer too. */
  opt_out_type: OptOutType | null
  num_media: number
  media: TwilioMedia[]
  messaging_service_sid: string | null
  /** Everything that came, for the raw record; Twilio adds parameters without notice. */
  params: Record<string, string | string[]>
}

function requireField(form: URLSearchParams, name: string): string {
  const value = form.get(name)?.trim()
  if (!value) throw invalidInput(`The text has no ${name}.`, name)
  return value
}

function mediaOf(form: URLSearchParams, count: number): TwilioMedia[] {
  const media: TwilioMedia[] = []
  for (let index = 0; index < count; index += 1) {
    const url = form.get(`MediaUrl${index}`)
    if (url) media.push({ url, content_type: form.get(`MediaContentType${index}`) ?? '' })
  }
  return media
}

function mediaCount(form: URLSearchParams): number {
  const count = Number(form.get('NumMedia') ?? 0)
  return Number.isInteger(count) && count > 0 ? Math.min(count, MAX_MEDIA) : 0
}

/**
 * Reads an inbound text (twilio.com/docs/messaging/guides/webhook-request). Check the signature first; `accountSid` is ours.
 *
 * @throws SwitchboardError forbidden for another account's text; invalid_input, naming the field, for one that lacks what
 * every text has, or for a status callback
 */
export function parseTwilioInbound(form: URLSearchParams, accountSid: string): TwilioInbound {
  if (requireField(form, 'AccountSid') !== accountSid) {
    throw forbidden('The text belongs to another Twilio account.')
  }
  if (twilioFormKind(form) === 'status') {
    throw invalidInput('This is a delivery report, not a text.', 'MessageStatus')
  }
  const sid = requireField(form, 'MessageSid')
  if (!MESSAGE_SID.test(sid)) {
    throw invalidInput('MessageSid must be SM or MM and at most 32 more characters.', 'MessageSid')
  }
  const count = mediaCount(form)
  const body = form.get('Body')
  if (body === null && count === 0) throw invalidInput('The text has no Body.', 'Body')
  const optOut = form.get('OptOutType')?.toUpperCase()
  return {
    provider: 'twilio',
    provider_message_id: sid,
    from: requireField(form, 'From'),
    to: requireField(form, 'To'),
    body: body ?? '',
    opt_out_type: OPT_OUT_TYPES.find((type) => type === optOut) ?? null,
    num_media: count,
    media: mediaOf(form, count),
    messaging_service_sid: form.get('MessagingServiceSid') || null,
    params: paramsOf(form),
  }
}

import { type App, app as theApp } from '#lib/compose.ts'
import { carrierActor } from '#lib/core/actors.ts'
import { forbidden } from '#lib/domain/errors.ts'
import { parsePhoneNumber } from '#lib/domain/messaging/phone-number.ts'
import {
  EMPTY_TWIML,
  parseTwilioInbound,
  TWIML_CONTENT_TYPE,
  verifyTwilioSignature,
} from '#lib/protocols/sms/twilio.ts'
import { receiveSms } from '#lib/services/sms/receive.ts'
import { readText } from './body.ts'
import { logRequest } from './log-request.ts'
import { problemFor, REQUEST_ID_HEADER } from './problem.ts'

const SIGNATURE_HEADER = 'x-twilio-signature'
/** Longer than any sender a carrier names; the rest of a longer one would be noise. */
const MAX_SENDER_LENGTH = 64

/** The sender in E.164; one that is no phone number (a short code, a name) is kept as the carrier wrote it. */
function senderOf(from: string): string {
  try {
    return parsePhoneNumber(from).e164
  } catch {
    return from.slice(0, MAX_SENDER_LENGTH)
  }
}

/** The address that the carrier called and signed: what the server sees behind a proxy is another one. */
function calledAddress(app: App, request: Request): string | null {
  const base = app.config.publicBaseUrl
  if (base === null) return null
  const { pathname, search } = new URL(request.url)
  return `${base.replace(/\/+$/, '')}${pathname}${search}`
}

function requireSignature(app: App, request: Request, form: URLSearchParams): string {
  const { twilio } = app.settings
  const url = calledAddress(app, request)
  if (twilio === null)
    throw forbidden('No carrier that posts texts here is configured, so none can be trusted.')
  if (url === null) throw forbidden('PUBLIC_BASE_URL is not set, so the signature cannot be checked.')
  const signature = request.headers.get(SIGNATURE_HEADER)
  if (!verifyTwilioSignature({ authToken: twilio.authToken, signature, url, params: form })) {
    throw forbidden(
      'The signature is missing or wrong. It must cover PUBLIC_BASE_URL and the path that was called.',
    )
  }
  return twilio.accountSid
}

async function receive(app: App, request: Request): Promise<Response> {
  const raw = await readText(request)
  const form = new URLSearchParams(raw)
  const accountSid = requireSignature(app, request, form)
  const inbound = parseTwilioInbound(form, accountSid)
  const from = senderOf(inbound.from)
  await app.limits.webhook.take(app.sealer.phoneIndex(from))
  await receiveSms(app.ctxFor(carrierActor('twilio')), {
    provider: 'twilio',
    provider_message_id: inbound.provider_message_id,
    from,
    body: inbound.body,
    raw,
    media_count: inbound.num_media,
  })
  return new Response(EMPTY_TWIML, { headers: { 'content-type': TWIML_CONTENT_TYPE } })
}

/**
 * A carrier delivers a patient's text: signature, then limit, then the row, and only then 200. When the row cannot be
 * stored the answer is an error, so that the carrier delivers it again; a repeated delivery changes nothing.
 */
export async function smsWebhook(request: Request): Promise<Response> {
  const started = performance.now()
  const app = theApp()
  const { requestId } = app.systemCtx()
  const where = `POST ${new URL(request.url).pathname}`
  let response: Response
  try {
    response = await receive(app, request)
  } catch (error) {
    response = problemFor(error, requestId, where)
  }
  response.headers.set('cache-control', 'no-store')
  response.headers.set(REQUEST_ID_HEADER, requestId)
  logRequest({ request, requestId, status: response.status, started, actor: 'carrier' })
  return response
}

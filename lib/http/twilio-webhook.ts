import type { App } from '#lib/compose.ts'
import { carrierActor } from '#lib/core/actors.ts'
import {
  EMPTY_TWIML,
  parseTwilioInbound,
  TWIML_CONTENT_TYPE,
  verifyTwilioSignature,
} from '#lib/protocols/sms/twilio.ts'
import { receiveSms } from '#lib/services/sms/receive.ts'
import { readText } from './body.ts'
import { limitSender, requirePublicAddress, senderOf } from './sms-sender.ts'
import { ProofError } from './webhook-fault.ts'

export const TWILIO_SIGNATURE_HEADER = 'x-twilio-signature'

/** Stands in a test of our own and in nothing of Twilio's: a signed form with it is a test and no text. */
export const TEST_FIELD = 'SwitchboardTest'

export interface TwilioForm {
  raw: string
  form: URLSearchParams
  /** Ours; whoever else's account a form names is turned down. */
  accountSid: string
}

/** A form that Twilio signed, with one of the account's tokens, over the address it was told to call. */
export async function readTwilioForm(app: App, request: Request): Promise<TwilioForm> {
  const { twilio } = app.settings
  if (twilio === null) throw new ProofError('not_configured')
  const { pathname, search } = new URL(request.url)
  const url = `${requirePublicAddress(app)}${pathname}${search}`
  const raw = await readText(request)
  const form = new URLSearchParams(raw)
  const signature = request.headers.get(TWILIO_SIGNATURE_HEADER)
  const isSigned = twilio.authTokens.some((authToken) =>
    verifyTwilioSignature({ authToken, signature, url, params: form }),
  )
  if (!isSigned) throw new ProofError('bad_signature')
  return { raw, form, accountSid: twilio.accountSid }
}

/** Nothing to say: anything else would be texted to the patient. */
export const emptyTwiml = () => new Response(EMPTY_TWIML, { headers: { 'content-type': TWIML_CONTENT_TYPE } })

/** A patient's text from Twilio: signature, then limit, then the row, and only then 200. */
export async function receiveTwilioText(app: App, { raw, form, accountSid }: TwilioForm): Promise<Response> {
  const inbound = parseTwilioInbound(form, accountSid)
  const from = senderOf(inbound.from)
  await limitSender(app, from)
  await receiveSms(app.ctxFor(carrierActor('twilio')), {
    provider: 'twilio',
    provider_message_id: inbound.provider_message_id,
    from,
    body: inbound.body,
    raw,
    media_count: inbound.num_media,
    opt_out_type: inbound.opt_out_type,
  })
  return emptyTwiml()
}

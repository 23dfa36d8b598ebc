import type { App } from '#lib/compose.ts'
import type { WebhookChannel } from '#lib/domain/messaging/webhook.ts'
import { twilioFormKind } from '#lib/protocols/sms/twilio.ts'
import { carrierPost } from './carrier-post.ts'
import { EVENTBRIDGE_KEY_HEADER, receiveEventBridge } from './eventbridge-webhook.ts'
import { receiveSns, SNS_TYPE_HEADER } from './sns-webhook.ts'
import { takeTest } from './take-test.ts'
import { takeTwilioReport } from './twilio-report.ts'
import { readTwilioForm, receiveTwilioText, TEST_FIELD, TWILIO_SIGNATURE_HEADER } from './twilio-webhook.ts'
import { ProofError } from './webhook-fault.ts'

/** Who says they post, by the header that only this sender has, in this order. */
function senderOf({ headers }: Request): WebhookChannel | null {
  if (headers.has(SNS_TYPE_HEADER)) return 'sns'
  if (headers.has(TWILIO_SIGNATURE_HEADER)) return 'twilio'
  return headers.has(EVENTBRIDGE_KEY_HEADER) ? 'eventbridge' : null
}

/** Texts, and the reports of those who gave Twilio this address for both. */
async function receiveTwilio(app: App, request: Request): Promise<Response> {
  const signed = await readTwilioForm(app, request)
  const test = signed.form.get(TEST_FIELD)
  if (test !== null) return takeTest(app, 'twilio', test)
  return twilioFormKind(signed.form) === 'status'
    ? takeTwilioReport(app, request, signed)
    : receiveTwilioText(app, signed)
}

const RECEIVE: Record<WebhookChannel, (app: App, request: Request) => Promise<Response>> = {
  sns: receiveSns,
  eventbridge: receiveEventBridge,
  twilio: receiveTwilio,
}

/**
 * The one address that carriers deliver texts to. Whoever a post says it is from must prove to be that sender; a proof that
 * fails is final and never tried as another sender's.
 */
export function smsWebhook(request: Request): Promise<Response> {
  const channel = senderOf(request)
  return carrierPost(request, channel, async (app) => {
    if (channel === null) throw new ProofError('no_sender')
    return RECEIVE[channel](app, request)
  })
}

import type { App } from '#lib/compose.ts'
import type { Ctx } from '#lib/core/context.ts'
import { illegalState } from '#lib/domain/errors.ts'
import type { WebPost } from '#lib/domain/messaging/carrier-web.ts'
import { PROOF_FAULTS, type ProofFault, WEBHOOK_PATH } from '#lib/domain/messaging/webhook.ts'
import type { TestWebhookInput, WebhookTestResult } from '#lib/domain/messaging/webhook-schema.ts'
import { TEST_DETAIL_TYPE } from '#lib/protocols/sms/eventbridge.ts'
import { signTwilioForm } from '#lib/protocols/sms/twilio.ts'
import { testWebhook } from '#lib/services/webhook/test.ts'
import { EVENTBRIDGE_KEY_HEADER } from './eventbridge-webhook.ts'
import { requirePublicAddress } from './sms-sender.ts'
import { TEST_FIELD, TWILIO_SIGNATURE_HEADER } from './twilio-webhook.ts'
import { ProofError } from './webhook-fault.ts'

/** Nothing is wrong with who asks: there is nothing to try yet. */
const notReady = (fault: ProofFault) => illegalState(PROOF_FAULTS[fault].words, ['configured'])

function twilioPost(app: App, url: string, nonce: string): WebPost {
  const { twilio } = app.settings
  if (twilio === null) throw notReady('not_configured')
  const fields = { AccountSid: twilio.accountSid, [TEST_FIELD]: nonce }
  return {
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      [TWILIO_SIGNATURE_HEADER]: signTwilioForm(twilio.authTokens[0]!, url, fields),
    },
    body: new URLSearchParams(fields).toString(),
  }
}

function eventBridgePost(app: App, url: string, nonce: string): WebPost {
  const key = app.settings.aws?.eventBridgeKeys.at(-1)
  if (key === undefined) throw notReady('not_configured')
  const event = {
    id: nonce,
    'detail-type': TEST_DETAIL_TYPE,
    source: 'switchboard.sms',
    time: new Date(app.systemCtx().systemNow()).toISOString(),
    detail: {},
  }
  return {
    url,
    headers: { 'content-type': 'application/json; charset=utf-8', [EVENTBRIDGE_KEY_HEADER]: key },
    body: JSON.stringify(event),
  }
}

/** Tries our own public address as the sender would. Throws `illegal_state` where nothing can be posted at all. */
export function tryWebhook(app: App, ctx: Ctx, { channel }: TestWebhookInput): Promise<WebhookTestResult> {
  const sign = channel === 'twilio' ? twilioPost : eventBridgePost
  return testWebhook(ctx, channel, (nonce) => sign(app, addressOf(app), nonce))
}

function addressOf(app: App): string {
  try {
    return requirePublicAddress(app) + WEBHOOK_PATH
  } catch (error) {
    throw error instanceof ProofError ? notReady(error.fault) : error
  }
}

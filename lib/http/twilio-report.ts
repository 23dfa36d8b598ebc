import type { App } from '#lib/compose.ts'
import { carrierActor } from '#lib/core/actors.ts'
import { parseTwilioStatus } from '#lib/protocols/sms/twilio-status.ts'
import { applyDeliveryStatus } from '#lib/services/sms/apply-delivery-status.ts'
import { onceForEvent } from '#lib/services/webhook/once.ts'
import type { TwilioForm } from './twilio-webhook.ts'

/**
 * A delivery report of Twilio: applied once for each status of a text, and answered without a body. A text that is not ours,
 * or was removed, is no reason to be told again.
 */
export async function takeTwilioReport(app: App, request: Request, signed: TwilioForm): Promise<Response> {
  const { searchParams } = new URL(request.url)
  const status = parseTwilioStatus(signed.form, signed.accountSid)
  const event = [status.provider_message_id, status.status, status.code].join(':')
  await onceForEvent(app.ctxFor(carrierActor('twilio')), { channel: 'twilio', event_id: event }, (tx) =>
    applyDeliveryStatus(tx, {
      ...status,
      message_id: searchParams.get('message_id'),
      attempt: Number(searchParams.get('attempt')) || null,
      account: signed.accountSid,
    }),
  )
  return new Response(null, { status: 204 })
}

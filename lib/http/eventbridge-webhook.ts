import type { App } from '#lib/compose.ts'
import {
  DELIVERY_DETAIL_TYPE,
  INBOUND_DETAIL_TYPE,
  isEventBridgeKey,
  parseEventBridge,
  TEST_DETAIL_TYPE,
} from '#lib/protocols/sms/eventbridge.ts'
import { takeAwsPayload } from './aws-payload.ts'
import { readText } from './body.ts'
import { requirePublicAddress } from './sms-sender.ts'
import { MAX_JSON_BYTES } from './sns-webhook.ts'
import { takeTest } from './take-test.ts'
import { ProofError } from './webhook-fault.ts'

export const EVENTBRIDGE_KEY_HEADER = 'x-api-key'
const HANDLED: readonly string[] = [INBOUND_DETAIL_TYPE, DELIVERY_DETAIL_TYPE]

/**
 * An event that EventBridge's API destination posts. A wrong key is 403, because a 401 is tried again for a day; events of
 * other kinds (a registration, a voice call) are let pass.
 */
export async function receiveEventBridge(app: App, request: Request): Promise<Response> {
  const { aws } = app.settings
  if (aws === null) throw new ProofError('not_configured')
  requirePublicAddress(app)
  if (!isEventBridgeKey(request.headers.get(EVENTBRIDGE_KEY_HEADER), aws.eventBridgeKeys)) {
    throw new ProofError('bad_key')
  }
  const raw = await readText(request, MAX_JSON_BYTES)
  const event = parseEventBridge(raw)
  if (event['detail-type'] === TEST_DETAIL_TYPE) return takeTest(app, 'eventbridge', event.id)
  if (HANDLED.includes(event['detail-type'])) {
    await takeAwsPayload(app, {
      channel: 'eventbridge',
      event_id: event.id,
      raw,
      payload: event.detail,
      occurred_at: Date.parse(event.time),
    })
  }
  return new Response(null, { status: 200 })
}

import type { App } from '#lib/compose.ts'
import { carrierActor } from '#lib/core/actors.ts'
import { SwitchboardError } from '#lib/domain/errors.ts'
import { type AwsDelivery, awsKind, parseAwsDelivery, parseAwsInbound } from '#lib/protocols/sms/aws.ts'
import { applyDeliveryStatus } from '#lib/services/sms/apply-delivery-status.ts'
import { receiveSms } from '#lib/services/sms/receive.ts'
import { type CarrierEventId, onceForEvent } from '#lib/services/webhook/once.ts'
import { limitSender, senderOf } from './sms-sender.ts'

interface AwsPayload extends CarrierEventId {
  /** Everything that was posted, for the record. */
  raw: string
  /** What SNS carries as text and EventBridge as an object. */
  payload: unknown
  /** The envelope's time, epoch ms: AWS puts none into an inbound text. */
  occurred_at: number
}

function fromText(payload: unknown): unknown {
  if (typeof payload !== 'string') return payload
  try {
    return JSON.parse(payload)
  } catch {
    // A person's test message, or the one by which AWS tries a topic.
    return null
  }
}

/** An event may be faster than the answer to the send that it is about; within this time it is asked for again. */
const EVENT_MAY_BE_EARLY_MS = 2 * 60_000

/**
 * A delivery event, applied once. Events of EventBridge do not bring our id back, so one about a text whose send has not
 * been stored yet is turned back; whether the text is of another application of the account only time tells.
 */
function takeReport(app: App, id: CarrierEventId, event: AwsDelivery): Promise<void> {
  return onceForEvent(app.ctxFor(carrierActor('aws')), id, async (tx) => {
    const { outcome } = await applyDeliveryStatus(tx, { ...event, price_unit: 'USD' })
    const isEarly = tx.systemNow() - event.occurred_at < EVENT_MAY_BE_EARLY_MS
    if (outcome === 'no_such_text' && isEarly) {
      throw new SwitchboardError('unavailable', 'This text is not known yet.', { retryAfterSeconds: 20 })
    }
  })
}

/** A text or a delivery event that AWS delivered, once for each envelope and once for each text. Other messages are let pass. */
export async function takeAwsPayload(
  app: App,
  { payload, raw, occurred_at, ...id }: AwsPayload,
): Promise<void> {
  const value = fromText(payload)
  const kind = awsKind(value)
  if (kind === 'delivery') return takeReport(app, id, parseAwsDelivery(value))
  if (kind !== 'inbound') return
  const inbound = parseAwsInbound(value)
  const from = senderOf(inbound.from)
  await limitSender(app, from)
  await onceForEvent(app.ctxFor(carrierActor('aws')), id, (tx) =>
    receiveSms(tx, {
      provider: 'aws',
      provider_message_id: inbound.provider_message_id,
      from,
      body: inbound.body,
      raw,
      received_at: occurred_at,
    }),
  )
}

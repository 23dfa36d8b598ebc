import { z } from 'zod'
import { SwitchboardError } from '#lib/domain/errors.ts'

/**
 * A text that came in at an AWS number (docs.aws.amazon.com/sms-voice, two-way-sms-payload). `originationNumber` is the
 * patient's. There is no time in it; the envelope has one.
 */
const awsInbound = z.object({
  originationNumber: z.string().min(1).max(64),
  destinationNumber: z.string().min(1).max(64),
  messageKeyword: z.string().optional(),
  messageBody: z.string().optional(),
  inboundMessageId: z.string().min(1).max(128),
  previousPublishedMessageId: z.string().optional(),
})

/** A delivery event, of EventBridge or of a configuration set (monitor-event-bridge, configuration-sets-event-format). */
const awsDelivery = z.object({
  eventType: z.string().regex(/^[A-Z_]{1,64}$/),
  eventTimestamp: z.number().int().nonnegative(),
  messageId: z.string().min(1).max(128),
  messageStatusDescription: z.string().max(1_000).optional(),
  totalMessageParts: z.number().int().nonnegative().optional(),
  totalMessagePrice: z.number().nonnegative().optional(),
  totalCarrierFee: z.number().nonnegative().optional(),
  context: z.record(z.string(), z.string()).optional(),
})

export interface AwsInbound {
  provider: 'aws'
  provider_message_id: string
  from: string
  to: string
  body: string
}

export interface AwsDelivery {
  provider: 'aws'
  provider_message_id: string
  /** Ours, where the event gives the context of the send back; EventBridge's do not. */
  message_id: string | null
  attempt: number | null
  /** `TEXT_DELIVERED` and the like. */
  status: string
  /** Epoch ms. */
  occurred_at: number
  segments: number | null
  /** Price and carrier fee in millionths of a US dollar. */
  price_micros: number | null
}

const MICROS = 1_000_000
/** Samples of AWS have seconds in some places and milliseconds in others; no event is older than 2001. */
const SECONDS_BELOW = 1_000_000_000_000

const unreadable = (message: string) => new SwitchboardError('invalid_input', message, { isUnreadable: true })

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const field = result.error.issues[0]?.path.join('.')
  throw unreadable(`This is no ${what} of AWS: ${field || 'it'} is missing or wrong.`)
}

/**
 * Reads an inbound text. Check who sent it first.
 *
 * @throws SwitchboardError invalid_input (400), naming the field
 */
export function parseAwsInbound(value: unknown): AwsInbound {
  const text = parse(awsInbound, value, 'inbound text')
  return {
    provider: 'aws',
    provider_message_id: text.inboundMessageId,
    from: text.originationNumber,
    to: text.destinationNumber,
    body: text.messageBody ?? '',
  }
}

/**
 * Reads a delivery event. Check who sent it first.
 *
 * @throws SwitchboardError invalid_input (400), naming the field
 */
export function parseAwsDelivery(value: unknown): AwsDelivery {
  const event = parse(awsDelivery, value, 'delivery event')
  const { eventTimestamp: time, totalMessagePrice: price, totalMessageParts: parts } = event
  return {
    provider: 'aws',
    provider_message_id: event.messageId,
    message_id: event.context?.message_id ?? null,
    attempt: Number(event.context?.attempt) || null,
    status: event.eventType,
    occurred_at: time < SECONDS_BELOW ? time * 1_000 : time,
    segments: parts ? parts : null,
    price_micros: price === undefined ? null : Math.round((price + (event.totalCarrierFee ?? 0)) * MICROS),
  }
}

/** What stands in an SNS message or an event's detail. `other`: nothing that the product acts on. */
export function awsKind(value: unknown): 'inbound' | 'delivery' | 'other' {
  if (typeof value !== 'object' || value === null) return 'other'
  if ('inboundMessageId' in value) return 'inbound'
  return 'eventType' in value && 'messageId' in value ? 'delivery' : 'other'
}

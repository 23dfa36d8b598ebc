import type twilio from 'twilio'
import type {
  AcceptedSend,
  CarrierFacts,
  CarrierStatus,
  DeliveryProgress,
  SentQuery,
} from '#lib/domain/messaging/sms-gateway.ts'

/** A message resource as the SDK gives it (twilio.com/docs/messaging/api/message-resource). */
export type TwilioMessage = Awaited<ReturnType<ReturnType<typeof twilio>['messages']['list']>>[number]

/** Where a text comes from: exactly one of the two. */
export type TwilioSender = { from: string } | { messagingServiceSid: string }

/** Twilio's dates have whole seconds, and its clock is not ours. */
export const CLOCK_SKEW_MS = 60_000

const MICROS = 1_000_000

function progressOf(status: string, errorCode: number | null | undefined): DeliveryProgress | null {
  if (status === 'delivered' || status === 'read') return { state: 'delivered', after_seconds: 0 }
  if (status !== 'undelivered' && status !== 'failed') return null
  return { state: 'undelivered', after_seconds: 0, ...(errorCode ? { error_code: String(errorCode) } : {}) }
}

/** Twilio gives the price as a negative decimal string, or null until it is known. */
function priceMicros(price: string | null | undefined): number | null {
  return price ? Math.round(Math.abs(Number(price)) * MICROS) : null
}

/** Account, time and price. A messaging service's text has its unit from the start and its price only later. */
export function factsFrom(message: TwilioMessage): CarrierFacts {
  const price_micros = priceMicros(message.price)
  return {
    price_micros,
    price_unit: price_micros === null ? null : message.priceUnit,
    account: message.accountSid,
    created_at: message.dateCreated?.getTime() ?? null,
  }
}

/** `num_segments` is "0" until a messaging service has picked its sender. */
export function acceptedFrom(message: TwilioMessage): AcceptedSend {
  const segments = Number(message.numSegments)
  return {
    kind: 'accepted',
    provider_message_id: message.sid,
    ...(segments > 0 ? { segments } : {}),
    provider_status: message.status,
    ...factsFrom(message),
    delivery: progressOf(message.status, message.errorCode),
  }
}

/** Where a message stands, for whoever asks by its id. */
export function statusFrom(message: TwilioMessage): CarrierStatus {
  const segments = Number(message.numSegments)
  return {
    kind: 'status',
    status: message.status,
    code: message.errorCode ? String(message.errorCode) : null,
    ...(segments > 0 ? { segments } : {}),
    ...factsFrom(message),
  }
}

const plain = (text: string) => text.normalize('NFC').replaceAll('\r\n', '\n').trim()

const isFrom = (message: TwilioMessage, sender: TwilioSender) =>
  'from' in sender ? message.from === sender.from : message.messagingServiceSid === sender.messagingServiceSid

/**
 * The text of a query among a number's messages: same words, same sender, created since, and no other message of ours. The
 * oldest of several, since later ones belong to later tries.
 */
export function findText(
  messages: readonly TwilioMessage[],
  query: SentQuery,
  sender: TwilioSender,
): TwilioMessage | undefined {
  const isKnown = new Set(query.known_provider_ids)
  return messages
    .filter(
      (message) =>
        message.direction.startsWith('outbound') &&
        message.dateCreated.getTime() >= query.since - CLOCK_SKEW_MS &&
        !isKnown.has(message.sid) &&
        isFrom(message, sender) &&
        plain(message.body) === plain(query.body),
    )
    .sort((one, other) => one.dateCreated.getTime() - other.dateCreated.getTime())[0]
}

import type { CarrierCheckResult, DirectText } from '#lib/domain/messaging/direct-schema.ts'
import { type Api, EXIT } from './sms-api.ts'
import type { Printed } from './sms-conversations.ts'

/** A carrier takes or refuses a text within seconds, the line at the sending number included. */
const SENT_TRIES = 60
const SENT_EVERY_MS = 250
const PATIENCE_MS = SENT_TRIES * SENT_EVERY_MS
const UNDER_WAY: readonly string[] = ['queued', 'sending', 'scheduled']
const NOT_SENT: readonly string[] = ['failed', 'undelivered', 'cancelled']

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const pathOf = (id: string) => `/api/sms/messages?message_id=${encodeURIComponent(id)}`

function factsOf(text: DirectText): string[] {
  const { twilio_data: twilio } = text
  const price = twilio?.price ? [`  Price: ${twilio.price} ${twilio.price_unit ?? ''}`.trimEnd()] : []
  return [
    `  Message ID: ${text.provider_message_id ?? text.message_id}`,
    `  Status: ${text.status}`,
    `  Provider: ${text.provider}`,
    `  Timestamp: ${text.timestamp}`,
    ...price,
    ...(text.error_code ? [`  Error: ${text.error_code}${text.error ? `, ${text.error}` : ''}`] : []),
  ]
}

function headOf(status: string): string {
  if (NOT_SENT.includes(status)) return '✗ SMS was not sent.'
  if (UNDER_WAY.includes(status)) return '… SMS is waiting.'
  return status === 'unknown'
    ? '? SMS is perhaps sent; the carrier is being asked.'
    : '✓ SMS sent successfully!'
}

/** Waits for hours rather than for the texts before it. */
const waitsLong = ({ waits_until, timestamp }: DirectText) =>
  waits_until !== null && Date.parse(waits_until) > Date.parse(timestamp) + PATIENCE_MS

/** Texts a number and waits for what the carrier says of it. */
export async function send(api: Api, phone: string, words: string): Promise<Printed> {
  const queued = await api<DirectText>('POST', '/api/sms/messages', { phone_number: phone, text: words })
  let text = queued
  for (let tries = 0; tries < SENT_TRIES && UNDER_WAY.includes(text.status) && !waitsLong(text); tries += 1) {
    await pause(SENT_EVERY_MS)
    text = await api<DirectText>('GET', pathOf(queued.message_id))
  }
  const isRefused = NOT_SENT.includes(text.status)
  const until = text.waits_until ? [`  Waits until: ${text.waits_until}`] : []
  return {
    lines: [headOf(text.status), ...factsOf(text), ...until],
    json: text,
    exitCode: isRefused ? EXIT.failed : 0,
  }
}

/** What is known of a text, by our id or the carrier's, after its carrier was asked where one can be. */
export async function status(api: Api, id: string): Promise<Printed> {
  let text = await api<DirectText>('GET', pathOf(id))
  if (text.direction === 'outbound' && text.provider === 'twilio') {
    await api('POST', `/api/texts/${text.message_id}/carrier-status`, {})
    text = await api<DirectText>('GET', pathOf(id))
  }
  return { lines: [`SMS to ${text.phone_number}`, ...factsOf(text)], json: text }
}

/** Whether the carrier and the model take our credentials, and are set up as we are. */
export async function check(api: Api): Promise<Printed> {
  const result = await api<CarrierCheckResult>('POST', '/api/sms/check', {})
  const lines = result.checks.map(({ is_ok, name, words }) => `${is_ok ? '✓' : '✗'} ${name}: ${words}`)
  return {
    lines: [`Texts go out through ${result.provider}.`, ...lines],
    json: result,
    exitCode: result.is_ok ? 0 : EXIT.failed,
  }
}

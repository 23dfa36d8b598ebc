import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { SwitchboardError } from '#lib/domain/errors.ts'

/**
 * Where events come from. AWS itself sends delivery events as `aws.sms-voice`; it publishes no inbound texts to EventBridge,
 * so those are an event of one's own, whose source PutEvents does not let begin with `aws.`. The seeds' name works too, for
 * those whose target's input transformer writes it.
 */
const SOURCES = ['aws.sms-voice', 'switchboard.sms'] as const

export const INBOUND_DETAIL_TYPE = 'SMS Inbound Message'
/** What the test button posts. */
export const TEST_DETAIL_TYPE = 'Switchboard Webhook Test'
export const DELIVERY_DETAIL_TYPE = 'Text Message Delivery Status Updated'

const event = z.object({
  id: z.string().min(1).max(128),
  'detail-type': z.string().min(1).max(128),
  source: z.enum(SOURCES),
  time: z.iso.datetime(),
  detail: z.record(z.string(), z.unknown()),
})
export type EventBridgeEvent = z.infer<typeof event>

const unreadable = (message: string) => new SwitchboardError('invalid_input', message, { isUnreadable: true })
const digest = (value: string) => createHash('sha256').update(value, 'utf8').digest()

/**
 * Whether the header holds one of our keys. An API destination signs nothing, so this is the only proof there is. Compared in
 * constant time, every key each time; with no key configured nothing is right.
 */
export function isEventBridgeKey(given: string | null, keys: readonly string[]): boolean {
  const wanted = digest(given ?? '')
  const matches = keys.map((key) => timingSafeEqual(digest(key), wanted))
  return given !== null && given !== '' && matches.includes(true)
}

/**
 * Reads an event of EventBridge. Check the key first.
 *
 * @throws SwitchboardError invalid_input (400, which EventBridge does not try again), naming the field
 */
export function parseEventBridge(raw: string): EventBridgeEvent {
  let value: unknown
  try {
    value = JSON.parse(raw)
  } catch {
    throw unreadable('The request is not valid JSON.')
  }
  const result = event.safeParse(value)
  if (result.success) return result.data
  const field = result.error.issues[0]?.path.join('.')
  const legal = field === 'source' ? ` It must be ${SOURCES.join(' or ')}.` : ''
  throw unreadable(`The request is no event of EventBridge: ${field || 'it'} is missing or wrong.${legal}`)
}

import { defineLifecycle } from '../lifecycle.ts'
import { classifyCarrierError } from './carrier-errors.ts'
import type { SmsProvider } from './carrier-policy.ts'
import type { SMS_STATES } from './schema.ts'

export type SmsState = (typeof SMS_STATES)[number]

/**
 * A text's way out. `scheduled` waits for its time; `unknown` may have been sent and leaves that state only after the carrier
 * was asked. What the carrier says later beats what we thought: a text that arrived is `delivered`, from wherever.
 * `received` is an inbound text, which has no steps.
 */
export const smsLifecycle = defineLifecycle<SmsState>({
  name: 'text',
  steps: {
    received: [],
    scheduled: ['queued', 'sending', 'cancelled', 'delivered'],
    queued: ['scheduled', 'sending', 'cancelled', 'delivered'],
    sending: ['sent', 'delivered', 'undelivered', 'failed', 'unknown', 'queued'],
    sent: ['delivered', 'undelivered', 'queued'],
    unknown: ['sent', 'delivered', 'undelivered', 'failed', 'queued'],
    delivered: [],
    undelivered: ['delivered'],
    failed: ['delivered'],
    cancelled: ['delivered'],
  },
})

/** States of a text that has not left yet and can still be called back. */
export const WAITING_STATES = ['scheduled', 'queued'] as const satisfies readonly SmsState[]
/** True for a text that has not left yet and can still be taken back. */
export const isWaiting = (state: SmsState): boolean => WAITING_STATES.some((waiting) => waiting === state)

const LABELS: Record<SmsState, string> = {
  received: 'Received',
  scheduled: 'Waiting for its time',
  queued: 'Waiting to be sent',
  sending: 'Being sent',
  sent: 'Sent, no delivery report yet',
  delivered: 'Delivered',
  undelivered: 'Not delivered',
  failed: 'Not sent',
  unknown: 'Perhaps sent, asking the carrier',
  cancelled: 'Withdrawn before it was sent',
}

const shouldExplain = (state: SmsState) => state === 'undelivered' || state === 'failed'

/**
 * Where a text stands, in a clerk's words: "Delivered", "Not delivered: landline or unreachable carrier". `provider`
 * says whose `error_code` it is; by default every carrier's table is asked.
 */
export function deliveryLabel(
  state: SmsState,
  error_code?: string | null,
  provider: SmsProvider = 'mock',
): string {
  if (!shouldExplain(state) || error_code === undefined || error_code === null || error_code === '') {
    return LABELS[state]
  }
  return `${LABELS[state]}: ${classifyCarrierError(provider, error_code).words}`
}

/** Who carries a text, as people call it. */
export const GATEWAY_NAMES: Record<SmsProvider, string> = {
  twilio: 'Twilio',
  aws: 'AWS End User Messaging',
  mock: 'the mock gateway',
}

/** A gateway as staff read it. */
export const gatewayName = (provider: string): string =>
  Object.hasOwn(GATEWAY_NAMES, provider) ? GATEWAY_NAMES[provider as SmsProvider] : provider

import type { SmsProvider } from './carrier-policy.ts'
import { type SmsState, smsLifecycle } from './sms.ts'

/** How far a carrier says that a text has come. */
export type ReportedState = 'sent' | 'delivered' | 'undelivered'

/** Message statuses of Twilio (twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks). */
const TWILIO_STATUSES: Readonly<Record<string, ReportedState>> = {
  accepted: 'sent',
  queued: 'sent',
  sending: 'sent',
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  partially_delivered: 'delivered',
  undelivered: 'undelivered',
  failed: 'undelivered',
  canceled: 'undelivered',
}

/** Event types of AWS End User Messaging. SUCCESSFUL is the carrier's acceptance; a DELIVERED may still follow it. */
const AWS_EVENTS: Readonly<Record<string, ReportedState>> = {
  TEXT_QUEUED: 'sent',
  TEXT_PENDING: 'sent',
  TEXT_SENT: 'sent',
  TEXT_SUCCESSFUL: 'sent',
  TEXT_DELIVERED: 'delivered',
  TEXT_BLOCKED: 'undelivered',
  TEXT_CARRIER_BLOCKED: 'undelivered',
  TEXT_SPAM: 'undelivered',
  TEXT_INVALID: 'undelivered',
  TEXT_INVALID_MESSAGE: 'undelivered',
  TEXT_UNREACHABLE: 'undelivered',
  TEXT_CARRIER_UNREACHABLE: 'undelivered',
  TEXT_TTL_EXPIRED: 'undelivered',
  TEXT_UNKNOWN: 'undelivered',
  TEXT_PROTECT_BLOCKED: 'undelivered',
}

const WORDS: Record<SmsProvider, Readonly<Record<string, ReportedState>>> = {
  twilio: TWILIO_STATUSES,
  aws: AWS_EVENTS,
  mock: { ...TWILIO_STATUSES, ...AWS_EVENTS },
}

/** What a carrier's own word says about a text, or null for a word that it has not documented. */
export function reportedState(provider: SmsProvider, word: string): ReportedState | null {
  const words = WORDS[provider]
  return Object.hasOwn(words, word) ? words[word]! : null
}

const RANK: Record<ReportedState, number> = { sent: 1, undelivered: 2, delivered: 3 }

/** True when a report says more about one try than what was known of it: reports come in any order, and more than once. */
export const isNews = (known: string | null, reported: ReportedState): boolean =>
  known === null || RANK[reported] > (RANK[known as ReportedState] ?? 0)

/**
 * What a report makes of a text; null: nothing. Arrival is true from whatever try it comes; everything else only counts for
 * the try that the text is at, and only forward by the table of `smsLifecycle`.
 */
export function stepByReport(
  state: SmsState,
  reported: ReportedState,
  isCurrentTry: boolean,
): ReportedState | null {
  const counts = isCurrentTry || reported === 'delivered'
  return counts && smsLifecycle.canStep(state, reported) ? reported : null
}

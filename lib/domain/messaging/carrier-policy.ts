export type SmsProvider = 'twilio' | 'aws' | 'mock'

/**
 * What the sender does next about a carrier's error.
 * - `retry`: not sent, or told by the carrier to try again; the same carrier may get it again after `retryAfterMs`.
 * - `failover`: certainly not sent, and this carrier will not send it soon; another configured carrier may.
 * - `stop`: sending it again, anywhere, would be wrong or useless. Staff see the words.
 * - `opt_out`: the person refused texts: record the opt-out, never retry, never fail over.
 * - `unknown`: it may have gone out: reconcile first, never send it again blindly.
 */
export const CARRIER_POLICIES = ['retry', 'failover', 'stop', 'opt_out', 'unknown'] as const
export type CarrierPolicy = (typeof CARRIER_POLICIES)[number]

/** What the error says about the number itself, kept on the patient so that staff ask for a better one. */
export type NumberMark = 'invalid' | 'landline' | 'unreachable'

export interface CarrierErrorRule {
  policy: CarrierPolicy
  /** Follows "Not delivered: " in the console; lower case, no full stop. */
  words: string
  /** Least wait before the next try, for `retry`. */
  retryAfterMs?: number
  /** Tries after the first, for `retry`. */
  maxRetries?: number
  /** For `retry`: the fault is this carrier's own, so another configured carrier may take the text instead of a long wait. */
  otherMayDo?: boolean
  /** The gateway itself did not do its work, whatever the text: it rests after a few of these in a row. */
  isGatewayFault?: boolean
  numberMark?: NumberMark
  /** True when the set-up of the carrier account is at fault and every text will meet it. */
  needsAlert?: boolean
}

export type CarrierErrorTable = Readonly<Record<string, CarrierErrorRule>>

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/** Waits by cause: a busy API, a congested carrier, a phone that is off, a daily cap. */
const RETRY_WAIT_MS = {
  busy: 5 * SECOND_MS,
  congested: 5 * MINUTE_MS,
  phoneOff: 2 * HOUR_MS,
  nextDay: 24 * HOUR_MS,
} as const

/** The account is not set up to send this; every text fails until an administrator acts. */
export const setUpFault = (words: string): CarrierErrorRule => ({ policy: 'stop', words, needsAlert: true })
/** This carrier refuses everything for now; another carrier can take over. */
export const carrierDown = (words: string): CarrierErrorRule => ({
  policy: 'failover',
  words,
  needsAlert: true,
  isGatewayFault: true,
})
/** It will never arrive; trying again is no use. */
export const stopSending = (words: string, numberMark?: NumberMark): CarrierErrorRule => ({
  policy: 'stop',
  words,
  ...(numberMark === undefined ? {} : { numberMark }),
})
/** It may arrive later: tried again after a wait, at most so often. */
export const retryLater = (
  words: string,
  wait: keyof typeof RETRY_WAIT_MS,
  maxRetries: number,
): CarrierErrorRule => ({ policy: 'retry', words, retryAfterMs: RETRY_WAIT_MS[wait], maxRetries })
/** As `retryLater`, where the carrier and not the patient's phone or network is what is busy. */
export const carrierBusy = (
  words: string,
  wait: keyof typeof RETRY_WAIT_MS,
  maxRetries: number,
): CarrierErrorRule => ({ ...retryLater(words, wait, maxRetries), otherMayDo: true })
/** It may be out, so that it is never sent again before the carrier was asked. */
export const maybeSent = (words: string): CarrierErrorRule => ({ policy: 'unknown', words })
/** No answer, or one that says nothing of the text: it may be out, and the gateway is not well. */
export const answerMissing = (words: string): CarrierErrorRule => ({
  ...maybeSent(words),
  isGatewayFault: true,
})

import { AWS_ERRORS } from './aws-errors.ts'
import type { CarrierErrorRule, CarrierErrorTable, SmsProvider } from './carrier-policy.ts'
import { answerMissing, carrierBusy, carrierDown } from './carrier-policy.ts'
import { TWILIO_ERRORS } from './twilio-errors.ts'

export interface CarrierError extends CarrierErrorRule {
  /** The code as it was looked up: `30006`, `ThrottlingException`, `TEXT_INVALID`, `ECONNRESET`, `HTTP_503`. */
  code: string
  /** False when no table knows the code: it is shown to staff and never retried. */
  isKnown: boolean
}

/** Codes come from outside; only so much of one is ever shown or stored. */
const MAX_SHOWN_CODE = 80

const notReached = {
  ...carrierBusy('the carrier could not be reached from here', 'busy', 5),
  isGatewayFault: true,
}
const answerLost = answerMissing('the carrier did not answer and may have sent it')

/**
 * Failures below the API, by the `code` or `name` that Node, axios and the AWS SDK give them. Only errors from before the
 * request could be written are retried: neither carrier has an idempotency key for sends.
 */
const TRANSPORT_ERRORS: CarrierErrorTable = {
  ECONNREFUSED: notReached,
  ENOTFOUND: notReached,
  EAI_AGAIN: notReached,
  EHOSTUNREACH: notReached,
  ENETUNREACH: notReached,
  CERT_HAS_EXPIRED: carrierDown('the certificate of the carrier has expired'),
  DEPTH_ZERO_SELF_SIGNED_CERT: carrierDown('the certificate of the carrier is not trusted'),
  SELF_SIGNED_CERT_IN_CHAIN: carrierDown('the certificate of the carrier is not trusted'),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: carrierDown('the certificate of the carrier is not trusted'),
  ERR_TLS_CERT_ALTNAME_INVALID: carrierDown('the certificate of the carrier is for another name'),
  ECONNABORTED: answerLost,
  ECONNRESET: answerLost,
  EPIPE: answerLost,
  ETIMEDOUT: answerLost,
  ERR_CANCELED: answerLost,
  ERR_NETWORK: answerLost,
  ERR_BAD_RESPONSE: answerLost,
  TimeoutError: answerLost,
  AbortError: answerLost,
}

const HTTP_ERRORS: CarrierErrorTable = {
  HTTP_401: carrierDown('the carrier refused our credentials'),
  HTTP_403: carrierDown('the carrier refused our credentials'),
  HTTP_429: carrierBusy('the carrier is limiting our requests', 'busy', 5),
}

const CARRIER_TABLES: Record<SmsProvider, CarrierErrorTable> = {
  twilio: TWILIO_ERRORS,
  aws: AWS_ERRORS,
  mock: { ...TWILIO_ERRORS, ...AWS_ERRORS },
}

const find = (table: CarrierErrorTable, code: string) =>
  Object.hasOwn(table, code) ? table[code] : undefined

const isServerError = (code: string) => /^HTTP_5\d\d$/.test(code)

/**
 * What to do about an error of a carrier, and how to say it. `code` is Twilio's number, an AWS exception name, its reason
 * or `Name.REASON`, a TEXT_* event type, a Node error code, or `HTTP_` and a status for answers without any code. An
 * unlisted code stops and is shown (Twilio says its codes may change); a missing one may have been sent.
 */
export function classifyCarrierError(
  provider: SmsProvider,
  code: string | number | null | undefined,
): CarrierError {
  const given = String(code ?? '').trim()
  if (given === '') return { ...answerLost, code: 'none', isKnown: false }
  const table = CARRIER_TABLES[provider]
  const candidates = given.includes('.')
    ? [given.slice(given.lastIndexOf('.') + 1), given.split('.')[0]!]
    : [given]
  for (const candidate of candidates) {
    const rule = find(table, candidate) ?? find(TRANSPORT_ERRORS, candidate) ?? find(HTTP_ERRORS, candidate)
    if (rule !== undefined) return { ...rule, code: candidate, isKnown: true }
    if (isServerError(candidate)) return { ...answerLost, code: candidate, isKnown: true }
  }
  return {
    policy: 'stop',
    words: `the carrier refused it (code ${given.slice(0, MAX_SHOWN_CODE)})`,
    code: given.slice(0, MAX_SHOWN_CODE),
    isKnown: false,
  }
}

import { forbidden, isSwitchboardError, SwitchboardError } from '#lib/domain/errors.ts'
import { PROOF_FAULTS, type ProofFault, type WebhookFault } from '#lib/domain/messaging/webhook.ts'
import { HttpError } from './problem.ts'

/** A post that did not prove where it comes from, or could not be proven now. */
export class ProofError extends Error {
  readonly fault: ProofFault

  constructor(fault: ProofFault) {
    super(PROOF_FAULTS[fault].words)
    this.name = 'ProofError'
    this.fault = fault
  }

  /** The answer: 403 is final, 503 asks for another delivery. */
  toSwitchboardError(): SwitchboardError {
    return PROOF_FAULTS[this.fault].status === 403
      ? forbidden(this.message)
      : new SwitchboardError('unavailable', this.message, { retryAfterSeconds: 20 })
  }
}

/** Under which reason a failed post is counted. */
export function faultOf(error: unknown): WebhookFault {
  if (error instanceof ProofError) return error.fault
  if (error instanceof HttpError) return 'too_large'
  if (isSwitchboardError(error, 'rate_limited')) return 'too_many'
  if (isSwitchboardError(error, 'invalid_input')) return 'unreadable'
  return isSwitchboardError(error, 'forbidden') ? 'other_account' : 'not_stored'
}

/**
 * The closed list of errors that a caller may see. Each transport maps them once (http/problem, protocols/mcp,
 * protocols/a2a); anything else is a bug and reaches the caller as a generic text with a reference id.
 */
export const ERROR_STATUS = {
  invalid_input: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  changed_meanwhile: 412,
  illegal_state: 409,
  opted_out: 409,
  staff_has_it: 409,
  rate_limited: 429,
  unavailable: 503,
} as const

export type ErrorCode = keyof typeof ERROR_STATUS

/** The wire shape of every error, on every transport. */
export interface ErrorBody {
  code: ErrorCode
  message: string
  /** The input field the message is about, as a path like `appointment_slots.0.date`. */
  field?: string
  /** What would have been legal instead, e.g. the states a step may start from. */
  legal?: string[]
  retry_after_seconds?: number
}

interface ErrorDetails {
  field?: string
  legal?: string[]
  retryAfterSeconds?: number
  /** 400 instead of 422: the input could not even be read (malformed JSON). */
  isUnreadable?: boolean
}

/** An error with a code of the closed list. `message` is written for the person who gets it and leaks nothing. */
export class SwitchboardError extends Error {
  readonly code: ErrorCode
  readonly field?: string
  readonly legal?: string[]
  readonly retryAfterSeconds?: number
  readonly isUnreadable: boolean

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message)
    this.name = 'SwitchboardError'
    this.code = code
    this.field = details.field
    this.legal = details.legal
    this.retryAfterSeconds = details.retryAfterSeconds
    this.isUnreadable = details.isUnreadable ?? false
  }

  /** HTTP status by the error table above, with 400 for input that could not be read. */
  get status(): number {
    return this.isUnreadable ? 400 : ERROR_STATUS[this.code]
  }

  toBody(): ErrorBody {
    return {
      code: this.code,
      message: this.message,
      ...(this.field === undefined ? {} : { field: this.field }),
      ...(this.legal === undefined ? {} : { legal: this.legal }),
      ...(this.retryAfterSeconds === undefined ? {} : { retry_after_seconds: this.retryAfterSeconds }),
    }
  }
}

/** 422: `field` names the input that is wrong, `legal` what would be right. */
export const invalidInput = (message: string, field?: string, legal?: string[]) =>
  new SwitchboardError('invalid_input', message, { field, legal })
/** 404: it is not there, or out of the caller’s scope, which looks the same. */
export const notFound = (what: string) => new SwitchboardError('not_found', `${what} was not found.`)
/** 409: it clashes with what is there; `field` names the input to change. */
export const conflict = (message: string, field?: string) =>
  new SwitchboardError('conflict', message, { field })
/** RFC 9110, 15.5.13: what the caller has seen is no longer what is there. */
export const changedMeanwhile = (message: string, version?: number) =>
  new SwitchboardError('changed_meanwhile', message, {
    field: 'version',
    ...(version === undefined ? {} : { legal: [String(version)] }),
  })
/** 409: the step is not possible from where the thing is; `legal` names what is. */
export const illegalState = (message: string, legal: string[]) =>
  new SwitchboardError('illegal_state', message, { legal })
/** 403: the caller may not do this at all. */
export const forbidden = (message: string) => new SwitchboardError('forbidden', message)

/**
 * True for errors of the closed list, optionally of one code. Compared by name, because Next loads this module once per
 * bundle and `instanceof` fails between instances.
 */
export function isSwitchboardError(error: unknown, code?: ErrorCode): error is SwitchboardError {
  return (
    error instanceof Error &&
    error.name === 'SwitchboardError' &&
    (code === undefined || (error as SwitchboardError).code === code)
  )
}

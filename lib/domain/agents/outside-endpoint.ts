/** One POST of JSON to somebody else's server. */
export interface OutsideRequest {
  url: string
  body: string
  /** `application/json` when absent. */
  contentType?: string
  /** Beside those of the request itself and of the signature, in lower case. */
  headers?: Readonly<Record<string, string>>
  /** For the headers of Standard Webhooks 1.0; absent where another protocol says how the receiver knows us. */
  signature?: {
    /** The same at every try, so that the receiver can tell a repetition. */
    id: string
    /** `whsec_` and base64. */
    secret: string
    /** When it is sent: epoch ms of the system clock. */
    at: number
  }
}

/** Every way in which a request can end without an answer, in words for whoever is on call. */
export const OUTSIDE_FAILURES = {
  address: 'The name leads to an address inside a private network.',
  name: 'The name cannot be resolved.',
  refused: 'The server refuses the connection.',
  reset: 'The connection was cut.',
  unreachable: 'The server cannot be reached.',
  certificate: 'The server’s certificate is not valid for this address.',
  not_http: 'What came back is not HTTP.',
  timeout: 'No answer within 15 seconds.',
  other: 'The request could not be made.',
} as const

export type OutsideFailure = keyof typeof OUTSIDE_FAILURES

/** What came of it. `error` is one of OUTSIDE_FAILURES: without the address, the body or any credential. */
export type OutsideAnswer =
  | {
      kind: 'answered'
      status: number
      /** From `Retry-After` (seconds or a date, RFC 9110 10.2.3), in milliseconds from now; null without one. */
      retryAfterMs: number | null
      /** The first 2 KiB. */
      body: string
      durationMs: number
    }
  | { kind: 'failed'; isTimeout: boolean; error: string; durationMs: number }

/**
 * The servers of other people, behind one guard: no loopback, private, link-local, metadata, mapped or literal-encoded
 * address unless ALLOWED_AGENT_HOSTS lists the host, no redirects, a limit on time and on what is read.
 */
export interface OutsideEndpoint {
  /** Resolves the name. Throws `invalid_input` on `field` for an address that may not be called. Not inside a transaction. */
  check(url: string, field: string): Promise<void>
  /** Checks the address again as it connects. Never throws for what the other side does. Not inside a transaction. */
  post(request: OutsideRequest): Promise<OutsideAnswer>
}

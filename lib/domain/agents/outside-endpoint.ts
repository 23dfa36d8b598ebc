/** One signed POST to somebody else's server. */
export interface OutsideRequest {
  url: string
  headers: Readonly<Record<string, string>>
  body: string
}

/** What came of it. `error` is in words, without the address's path, the body or any credential. */
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

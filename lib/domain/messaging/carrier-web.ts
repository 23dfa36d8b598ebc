/** An answer, or why there was none: `timeout`, `too_large`, or the code of the network error. */
export type WebAnswer = { status: number; body: string } | { fault: string }

export interface WebPost {
  url: string
  headers: Record<string, string>
  body: string
}

/**
 * The few plain requests around a webhook: the certificate of Amazon SNS, the confirmation of a subscription, and a test of
 * our own public address. No redirect is followed, and nothing is thrown. Callers check the host first.
 */
export interface CarrierWeb {
  get(url: string): Promise<WebAnswer>
  post(request: WebPost): Promise<WebAnswer>
}

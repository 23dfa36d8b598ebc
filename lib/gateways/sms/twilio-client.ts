import twilio from 'twilio'
import { fieldOf, transportCodeOf } from './transport.ts'

/**
 * What is left of a failed call to Twilio: a code and nothing else. The SDK's own errors end here, because an AxiosError
 * holds the Basic credentials and the body of the text, and a RestException holds Twilio's sentence with the number.
 */
export class TwilioCallError extends Error {
  /** Twilio's number, `HTTP_503` when the answer had none, or a Node error code when there was no answer. */
  readonly code: string
  readonly retryAfterSeconds: number | undefined

  constructor(code: string, retryAfterSeconds?: number) {
    super(`The call to Twilio failed (${code}).`)
    this.name = 'TwilioCallError'
    this.code = code
    this.retryAfterSeconds = retryAfterSeconds
  }
}

const MAX_RETRY_AFTER_SECONDS = 3_600

type BaseClient = InstanceType<typeof twilio.RequestClient>
type RequestOptions<TData> = Parameters<BaseClient['request']>[0] & { data?: TData }

/** The answer's own code, or its status. RFC 9457 answers carry `code` too. */
function errorCodeOf(statusCode: number, body: unknown): string {
  const code = fieldOf(body, 'code')
  return typeof code === 'number' && Number.isSafeInteger(code) && code > 0
    ? String(code)
    : `HTTP_${statusCode}`
}

function retryAfterOf(headers: unknown): number | undefined {
  const seconds = Number(fieldOf(headers, 'retry-after') ?? Number.NaN)
  return seconds > 0 ? Math.min(Math.ceil(seconds), MAX_RETRY_AFTER_SECONDS) : undefined
}

/** Moves a request to another host, keeping path and query, under the base's own path if it has one. */
function rebase(uri: string, baseUrl: string): string {
  const from = new URL(uri)
  const base = new URL(baseUrl)
  return `${base.origin}${base.pathname.replace(/\/$/, '')}${from.pathname}${from.search}`
}

/**
 * The SDK's own HTTP client, made safe: its retries off (the outbox retries), errors reduced to codes, and optionally
 * another host. The host is changed here because the SDK rewrites host names before this point.
 */
export class SafeRequestClient extends twilio.RequestClient {
  readonly #baseUrl: string | undefined

  constructor(options: { timeoutMs: number; baseUrl?: string }) {
    super({ timeout: options.timeoutMs, autoRetry: false })
    this.#baseUrl = options.baseUrl
  }

  override async request<TData>(options: RequestOptions<TData>) {
    const uri = this.#baseUrl === undefined ? options.uri : rebase(options.uri, this.#baseUrl)
    try {
      const response = await super.request<TData>({ ...options, uri })
      if (response.statusCode >= 200 && response.statusCode < 300) return response
      throw new TwilioCallError(
        errorCodeOf(response.statusCode, response.body),
        retryAfterOf(response.headers),
      )
    } catch (error) {
      throw error instanceof TwilioCallError ? error : new TwilioCallError(transportCodeOf(error))
    } finally {
      // The SDK keeps its last request, with credentials and text, for whoever prints the client.
      this.lastRequest = undefined
      this.lastResponse = undefined
    }
  }
}

import { lookup } from 'node:dns'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { OutsideAnswer, OutsideEndpoint, OutsideRequest } from '#lib/domain/agents/outside-endpoint.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { type AddressRule, isPublicAddress, readOutsideUrl } from './address-guard.ts'

const TIMEOUT_MS = 15_000
/** What is kept of an answer; whatever comes after it is not read. */
const MAX_BODY_BYTES = 2_048
const MS_PER_SECOND = 1_000

/** Resolves all addresses of a name and refuses the name when any of them is not public. */
const guardedLookup =
  (rule: AddressRule): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0)
      if (!rule.isAllowed && addresses.some(({ address }) => !isPublicAddress(address))) {
        return callback(Object.assign(new Error('not a public address'), { code: 'EADDRESS' }), '', 0)
      }
      if (options.all) return callback(null, addresses)
      const [first] = addresses
      callback(null, first?.address ?? '', first?.family ?? 4)
    })
  }

/** Seconds or an HTTP date (RFC 9110, 10.2.3), as milliseconds from now. */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  if (header === undefined) return null
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * MS_PER_SECOND
  const date = Date.parse(header)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}

/** The first bytes of the body; the rest is not waited for. */
async function readStart(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= MAX_BODY_BYTES) break
  }
  return Buffer.concat(chunks).subarray(0, MAX_BODY_BYTES).toString('utf8')
}

const WORDS: Record<string, string> = {
  EADDRESS: 'The name leads to an address inside a private network.',
  ENOTFOUND: 'The name cannot be resolved.',
  EAI_AGAIN: 'The name cannot be resolved.',
  ECONNREFUSED: 'The server refuses the connection.',
  ECONNRESET: 'The connection was cut.',
  ETIMEDOUT: 'The server cannot be reached.',
}

const wordsFor = (error: unknown): string =>
  WORDS[String((error as { code?: unknown }).code)] ?? 'The request could not be made.'

function send(request: OutsideRequest, rule: AddressRule, signal: AbortSignal): Promise<IncomingMessage> {
  const make = rule.url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const outgoing = make(
      rule.url,
      {
        method: 'POST',
        agent: false,
        signal,
        lookup: guardedLookup(rule),
        headers: { ...request.headers, 'content-length': Buffer.byteLength(request.body) },
      },
      resolve,
    )
    outgoing.once('error', reject)
    outgoing.end(request.body)
  })
}

/**
 * Posts to other people's servers behind the address guard. Redirects are answers like any other and are never followed.
 * `allowedHosts` (`host` or `host:port`) skip the check of their addresses.
 */
export function createOutsideEndpoint(options: { allowedHosts: readonly string[] }): OutsideEndpoint {
  return {
    async check(url, field) {
      const rule = readOutsideUrl(url, options.allowedHosts, field)
      await new Promise<void>((resolve, reject) => {
        guardedLookup(rule)(rule.hostname, { all: true }, (error) => {
          if (error)
            reject(invalidInput(`${wordsFor(error)} Use the public https address of your server.`, field))
          else resolve()
        })
      })
    },
    async post(request): Promise<OutsideAnswer> {
      const started = performance.now()
      const durationMs = () => Math.round(performance.now() - started)
      const timeout = AbortSignal.timeout(TIMEOUT_MS)
      try {
        const rule = readOutsideUrl(request.url, options.allowedHosts, 'endpoint')
        const response = await send(request, rule, timeout)
        const body = await readStart(response)
        response.destroy()
        return {
          kind: 'answered',
          status: response.statusCode ?? 0,
          retryAfterMs: retryAfterMs(response.headers['retry-after'], Date.now()),
          body,
          durationMs: durationMs(),
        }
      } catch (error) {
        const isTimeout = timeout.aborted
        const words = isTimeout ? 'No answer within 15 seconds.' : wordsFor(error)
        return { kind: 'failed', isTimeout, error: words, durationMs: durationMs() }
      }
    },
  }
}

import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import {
  OUTSIDE_FAILURES,
  type OutsideAnswer,
  type OutsideEndpoint,
  type OutsideFailure,
  type OutsideRequest,
} from '#lib/domain/agents/outside-endpoint.ts'
import { invalidInput, isSwitchboardError } from '#lib/domain/errors.ts'
import { type AddressRule, isPublicAddress, readOutsideUrl } from './address-guard.ts'
import { signatureHeaders } from './sign.ts'

/** From the first look-up to the last byte of the answer that is read. */
const TIMEOUT_MS = 15_000
/** What is kept of an answer; whatever comes after it is not read. */
const MAX_BODY_BYTES = 2_048
const MS_PER_SECOND = 1_000

type Resolved = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void
/** Finds all addresses of a name. */
type Lookup = (hostname: string, options: { all: true }, done: Resolved) => void

export interface OutsideEndpointOptions {
  /** `host` or `host:port`; their addresses are not checked. */
  allowedHosts: readonly string[]
  /** 15 s unless a test says otherwise. */
  timeoutMs?: number
  /** The system's resolver unless a test says otherwise. */
  lookup?: Lookup
}

const failure = (code: string) => Object.assign(new Error(code), { code })

/** Resolves all addresses of a name and refuses the name when any of them is not public. */
const guardedLookup =
  (rule: AddressRule, lookup: Lookup): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0)
      const [first] = addresses
      if (!first) return callback(failure('ENOTFOUND'), '', 0)
      if (!rule.isAllowed && addresses.some(({ address }) => !isPublicAddress(address))) {
        return callback(failure('EADDRESS'), '', 0)
      }
      if (options.all) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }

/** Seconds or an HTTP date (RFC 9110, 10.2.3), as milliseconds from now. */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  if (header === undefined) return null
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * MS_PER_SECOND
  // Date.parse takes almost anything that begins with a number.
  const date = /^[a-z]{3}/i.test(header.trim()) ? Date.parse(header) : Number.NaN
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

const FAILURE_BY_CODE: Record<string, OutsideFailure> = {
  EADDRESS: 'address',
  ENOTFOUND: 'name',
  EAI_AGAIN: 'name',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ETIMEDOUT: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EPROTO: 'not_http',
}

/** Node names certificates that fail by OpenSSL's own words, and what is no HTTP by its parser's. */
function failureOf(error: unknown): OutsideFailure {
  if (isSwitchboardError(error)) return 'address'
  const code = String((error as { code?: unknown }).code)
  if (/CERT|^ERR_TLS|^UNABLE_TO|ISSUER|^HOSTNAME_MISMATCH/.test(code)) return 'certificate'
  if (/^HPE_|^ERR_SSL/.test(code)) return 'not_http'
  return FAILURE_BY_CODE[code] ?? 'other'
}

function send(
  request: OutsideRequest,
  rule: AddressRule,
  lookup: Lookup,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const make = rule.url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const outgoing = make(
      rule.url,
      {
        method: 'POST',
        agent: false,
        signal,
        lookup: guardedLookup(rule, lookup),
        headers: {
          ...request.headers,
          'content-type': request.contentType ?? 'application/json',
          'content-length': Buffer.byteLength(request.body),
          ...(request.signature ? signatureHeaders(request.signature, request.body) : {}),
        },
      },
      resolve,
    )
    outgoing.once('error', reject)
    outgoing.end(request.body)
  })
}

/** Why a name may not be called, or null. A resolver that does not answer is not waited for. */
function resolveFailure(
  rule: AddressRule,
  lookup: Lookup,
  timeoutMs: number,
): Promise<OutsideFailure | null> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, timeoutMs, 'name')
    guardedLookup(rule, lookup)(rule.hostname, { all: true }, (error) => {
      clearTimeout(late)
      resolve(error ? failureOf(error) : null)
    })
  })
}

/**
 * Posts to other people's servers behind the address guard. Redirects are answers like any other and are never followed.
 */
export function createOutsideEndpoint(options: OutsideEndpointOptions): OutsideEndpoint {
  const { allowedHosts, timeoutMs = TIMEOUT_MS, lookup = systemLookup } = options
  return {
    async check(url, field) {
      const rule = readOutsideUrl(url, allowedHosts, field)
      // Its addresses are not looked at, so there is nothing to resolve yet.
      if (rule.isAllowed) return
      const why = await resolveFailure(rule, lookup, timeoutMs)
      if (why)
        throw invalidInput(`${OUTSIDE_FAILURES[why]} Use the public https address of your server.`, field)
    },
    async post(request): Promise<OutsideAnswer> {
      const started = performance.now()
      const durationMs = () => Math.round(performance.now() - started)
      const timeout = AbortSignal.timeout(timeoutMs)
      try {
        const rule = readOutsideUrl(request.url, allowedHosts, 'endpoint')
        const response = await send(request, rule, lookup, timeout)
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
        const why = isTimeout ? 'timeout' : failureOf(error)
        return { kind: 'failed', isTimeout, error: OUTSIDE_FAILURES[why], durationMs: durationMs() }
      }
    },
  }
}

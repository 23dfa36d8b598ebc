import type { FailureReason } from '#lib/domain/operations/failure-reason.ts'
import type { MetricRange } from '#lib/domain/operations/metric-range.ts'
import { durationWords, formatDay, formatTime } from '../../ui/time.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
/** Where there is nothing to say a figure of. */
export const NO_FIGURE = '–'

export const RANGE_WORDS: Record<MetricRange, string> = { '1h': '1 h', '24h': '24 h', '7d': '7 d' }
export const RANGE_NAMES: Record<MetricRange, string> = {
  '1h': 'the last hour',
  '24h': 'the last 24 hours',
  '7d': 'the last 7 days',
}

/** `84`, `1.2`, `0.03`: as many digits as mean something. */
export function figure(value: number): string {
  const digits = value === 0 || value >= 10 ? 0 : value >= 1 ? 1 : 2
  return value.toLocaleString('en-US', { maximumFractionDigits: digits })
}

/** `99.2 %`; never rounded up to 100 while something is missing. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return NO_FIGURE
  const tenths = Math.floor((part * 1_000) / whole)
  return `${tenths / 10} %`
}

/** `21 ms`, `1.2 s`, then in minutes and more. */
export function timeTaken(ms: number | null): string {
  if (ms === null) return NO_FIGURE
  if (ms < SECOND_MS) return `${Math.round(ms)} ms`
  if (ms < MINUTE_MS) return `${figure(ms / SECOND_MS)} s`
  return durationWords(ms)
}

/** When a bar of a chart begins, as exactly as its length asks for. */
export function bucketWords(from: string, range: MetricRange, zone: string): string {
  const time = formatTime(from, zone)
  return range === '7d' ? `${formatDay(from, zone)}, ${time}` : time
}

export const REASON_WORDS: Record<FailureReason, string> = {
  timeout: 'No answer in time',
  refused: 'Connection refused',
  reset: 'Connection cut',
  unreachable: 'Server not reachable',
  name: 'Name not found',
  address: 'Address inside a private network',
  certificate: 'Certificate not valid',
  not_http: 'Answer was not HTTP',
  redirect: 'Answered with a redirect',
  gone: 'Endpoint is gone (410)',
  throttled: 'Asked to slow down (429)',
  client_error: 'Refused the message (4xx)',
  server_error: 'Error on their side (5xx)',
  lost: 'Our process stopped while sending',
  handling: 'The agent could not handle it',
  other: 'Something else',
}

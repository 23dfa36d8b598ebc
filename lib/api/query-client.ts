import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './fetch.ts'

/** Live events invalidate; this is only how long an answer is trusted while the event stream is down. */
const STALE_AFTER_MS = 30_000
const READ_RETRIES = 2

/** One client per browser tab (and per request on the server). Writes are never retried by themselves. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: STALE_AFTER_MS, retry: shouldRetry, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  })
}

/** A refusal stays a refusal; only a broken connection or a server that says it is unavailable is asked again. */
function shouldRetry(failures: number, error: unknown): boolean {
  if (failures >= READ_RETRIES) return false
  return !(error instanceof ApiError) || error.code === 'network' || error.status >= 500
}

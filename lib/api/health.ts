import { queryOptions } from '@tanstack/react-query'
import type { HealthView } from '#lib/domain/staff/schema.ts'

const REFRESH_MS = 15_000

/** `GET /api/health`. 503 is an answer here too: its body names the part that is down. */
export const healthQuery = () =>
  queryOptions({
    queryKey: ['health'],
    queryFn: async ({ signal }): Promise<HealthView> => {
      const response = await fetch('/api/health', { signal, cache: 'no-store' })
      return (await response.json()) as HealthView
    },
    refetchInterval: REFRESH_MS,
    retry: false,
  })

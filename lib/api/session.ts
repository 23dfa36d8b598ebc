import { queryOptions } from '@tanstack/react-query'
import type { MeView } from '#lib/domain/staff/schema.ts'
import { apiFetch } from './fetch.ts'

const STALE_AFTER_MS = 60_000

/** `GET /api/me`: who is signed in, what they may do, which clinics they see. */
export const meQuery = () =>
  queryOptions({
    queryKey: ['me'],
    queryFn: ({ signal }) => apiFetch<MeView>('/api/me', { signal }),
    staleTime: STALE_AFTER_MS,
  })

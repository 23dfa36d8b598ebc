import { queryOptions } from '@tanstack/react-query'
import type { MeView } from '#lib/domain/staff/schema.ts'
import { setServerNow } from './clock.ts'
import { apiFetch } from './fetch.ts'

const STALE_AFTER_MS = 60_000

/** `GET /api/me`: who is signed in, what they may do, which clinics they see. Also sets the page's clock. */
export const meQuery = () =>
  queryOptions({
    queryKey: ['me'],
    queryFn: async ({ signal }) => {
      const me = await apiFetch<MeView>('/api/me', { signal })
      setServerNow(me.now)
      return me
    },
    staleTime: STALE_AFTER_MS,
  })
